import { CometChat, CometChatCalls } from 'cometchat-users';
import { has, ok, rejects, same } from './assert.js';
import { settingsFor } from './facade.js';
import type { Cases } from './kit.js';

export const calls: Cases = {
  'CometChatCalls has the session of CometChat at once, and the other way round': async (kit) => {
    const appId = `${kit.appId}-calls`;
    await CometChat.init(appId, settingsFor(kit));
    same(await CometChatCalls.init({ appId, region: 'us', authKey: kit.authKey }), { success: true, error: null });
    await CometChat.login('cometchat-uid-4', kit.authKey);
    same(CometChatCalls.isUserLoggedIn(), true);
    has(CometChatCalls.getLoggedInUser(), { uid: 'cometchat-uid-4', status: 'online' });
    ok(CometChatCalls.getUserAuthToken()?.startsWith('cometchat-uid-4_'), 'the token is there');
    same(await CometChatCalls.logout(), 'Logged out.');
    same(await CometChat.getLoggedinUser(), null);
  },

  'CometChatCalls logs in by uid, by token, and gets a token for a call': async (kit) => {
    const appId = `${kit.appId}-calls-2`;
    await CometChatCalls.init({ appId, region: 'US', authKey: kit.authKey, emulator: kit.url });
    const told: string[] = [];
    CometChatCalls.addLoginListener('mine', {
      onLoginSuccess: (user) => void told.push(user.uid),
      onLogoutSuccess: () => void told.push('out'),
    });
    await CometChatCalls.login('cometchat-uid-5');
    const token = CometChatCalls.getUserAuthToken() ?? '';
    await CometChatCalls.loginWithAuthToken(token);
    const call = await CometChatCalls.generateToken('standup');
    same(call.token.split('.').length, 3);
    await CometChatCalls.logout();
    CometChatCalls.removeLoginListener('mine');
    same(told, ['cometchat-uid-5', 'cometchat-uid-5', 'out']);
    await rejects(CometChatCalls.generateToken('standup'), {
      code: 'USER_NOT_LOGED_IN',
      errorCode: 'ERROR_NO_USER_LOGGED_IN',
    });
  },

  'CometChatCalls.init resolves with what is wrong': async () => {
    const { success, error } = await CometChatCalls.init({ appId: 'a b', region: 'us' });
    same(success, false);
    has(error, { name: 'VALIDATION_ERROR', code: 'INVALID_APP_ID' });
  },
};
