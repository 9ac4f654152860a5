import { CometChat, CometChatCalls } from 'cometchat-users';
import { has, rejects, same } from './assert.js';
import type { Cases, Kit } from './kit.js';

/** The facades share one client: each case initialises another app. */
export const settingsFor = ({ url }: Kit) =>
  new CometChat.AppSettingsBuilder().setRegion('us').useEmulator(url).build();

export const facade: Cases = {
  'a call before init says so': async () => {
    same(CometChat.isInitialized(), false);
    const code = 'COMETCHAT_INITIALIZATION_NOT_DONE';
    await rejects(CometChat.login('token'), { code, kind: 'config' });
    await rejects(CometChat.getLoggedinUser(), { code });
    await rejects(CometChat.logout(), { code });
    same([CometChatCalls.isUserLoggedIn(), CometChatCalls.getLoggedInUser()], [false, null]);
  },

  'the vendor’s own samples run: init, createUser, login, update, logout': async (kit) => {
    const appId = `${kit.appId}-samples`;
    same(await CometChat.init(appId, settingsFor(kit)), true);
    same(CometChat.isInitialized(), true);
    same(await CometChat.getLoggedinUser(), null);
    const user = new CometChat.User('Kevin');
    user.setName('Kevin');
    same((await CometChat.createUser(user, kit.authKey)).getUid(), 'kevin');
    same((await CometChat.login('kevin', kit.authKey)).getName(), 'Kevin');
    const change = new CometChat.User('kevin');
    change.setName('Kevin Fernandez');
    same((await CometChat.updateUser(change, kit.authKey)).getName(), 'Kevin Fernandez');
    const own = new CometChat.User('kevin');
    own.setStatusMessage('Here');
    same((await CometChat.updateCurrentUserDetails(own)).getStatusMessage(), 'Here');
    has(await CometChat.getLoggedinUser(), { uid: 'kevin', name: 'Kevin Fernandez', statusMessage: 'Here' });
    same((await CometChat.getUser('cometchat-uid-1')).getName(), 'Andrew Joseph');
    has(await CometChat.logout(), { success: true });
    same(await CometChat.getLoggedInUser(), null);
  },

  'login listeners hear of a login before its promise resolves': async (kit) => {
    await CometChat.init(`${kit.appId}-listeners`, settingsFor(kit));
    const told: string[] = [];
    const hear = (name: string) => () => void told.push(name);
    CometChat.addLoginListener(
      'mine',
      new CometChat.LoginListener({
        loginSuccess: (user) => void told.push(`in ${user.getUid()}`),
        loginFailure: hear('failed'),
        logoutSuccess: hear('out'),
        logoutFailure: hear('not out'),
      }),
    );
    await CometChat.login('cometchat-uid-2', kit.authKey).then(hear('resolved'));
    await rejects(CometChat.login('nobody', kit.authKey), { code: 'ERR_UID_NOT_FOUND' });
    await CometChat.logout();
    await rejects(CometChat.logout(), { code: 'USER_NOT_LOGED_IN' });
    CometChat.removeLoginListener('mine');
    await rejects(CometChat.login(''), { code: 'MISSING_PARAMETERS' });
    same(told, ['in cometchat-uid-2', 'resolved', 'failed', 'out', 'not out']);
  },

  'the same app with another host is a conflict, and another app takes the place of the first': async (kit) => {
    const appId = `${kit.appId}-conflict`;
    await CometChat.init(appId, settingsFor(kit));
    await CometChat.login('cometchat-uid-3', kit.authKey);
    const elsewhere = settingsFor({ ...kit, url: kit.deadUrl });
    await rejects(CometChat.init(appId, elsewhere), { code: 'CONFIG_CONFLICT', kind: 'config' });
    has(await CometChat.getLoggedinUser(), { uid: 'cometchat-uid-3' });
    await CometChat.init(`${appId}-2`, settingsFor(kit));
    same(await CometChat.getLoggedinUser(), null);
  },

  'settings that cannot be right are refused': async () => {
    const builder = () => new CometChat.AppSettingsBuilder();
    await rejects(CometChat.init('', builder().setRegion('us').build()), { code: 'INVALID_APP_ID', kind: 'config' });
    await rejects(CometChat.init('app', builder().build()), { code: 'INVALID_REGION' });
    const plain = builder().setRegion('us').useEmulator('http://10.0.0.1').build();
    await rejects(CometChat.init('app', plain), { code: 'INSECURE_HOST' });
  },
};
