import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP_ID, openStation, type Station, type Visit } from './support/station.js';
import { init } from './support/steps.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

/** A page with the vendor's SDK, started, and with both SDKs logged in as Ann. */
async function visitAsAnn(): Promise<Visit> {
  const visit = await station.visit('/kit');
  await init(visit);
  await visit.page.evaluate(
    async ([appId, authKey]) => {
      await CometChat.login('ann', authKey);
      const settings = new cometchatUsers.CometChat.AppSettingsBuilder().setRegion('us').build();
      await cometchatUsers.CometChat.init(appId, settings);
      await cometchatUsers.CometChat.login('ann', authKey);
    },
    [APP_ID, station.emulator.authKey] as const,
  );
  return visit;
}

const PROFILE = {
  avatar: 'https://example.com/a.png',
  link: 'https://example.com/a',
  role: 'moderator',
  metadata: { shift: 'late', rooms: [1, 2] },
  statusMessage: 'Here',
  tags: ['vip', 'beta'],
};

test('createUser, updateUser and getUser take a user object of the vendor’s SDK, with all its fields', async () => {
  const visit = await visitAsAnn();
  const read = await visit.page.evaluate(
    async ([profile, authKey]) => {
      const fill = (uid: string, name: string) => {
        const user = new CometChat.User(uid);
        user.setName(name);
        user.setAvatar(profile.avatar);
        user.setLink(profile.link);
        user.setRole(profile.role);
        user.setMetadata(profile.metadata);
        user.setStatusMessage(profile.statusMessage);
        user.setTags(profile.tags);
        return user;
      };
      const ours = cometchatUsers.CometChat;
      await ours.createUser(fill('Theirs', 'Made by theirs'), authKey);
      await ours.createUser(new CometChat.User('plain', 'Plain'), authKey);
      await ours.updateUser(fill('plain', 'Plain no more'), authKey);
      return (await ours.getUser(new CometChat.User('plain'))).toJSON();
    },
    [PROFILE, station.emulator.authKey] as const,
  );
  expect(station.emulator.users.get('theirs')).toMatchObject({ name: 'Made by theirs', ...PROFILE });
  expect(station.emulator.users.get('plain')).toMatchObject({ name: 'Plain no more', ...PROFILE });
  expect(read).toMatchObject({ uid: 'plain', name: 'Plain no more', ...PROFILE });
  expect(visit.problems).toEqual([]);
  await visit.close();
});

test('updateCurrentUserDetails takes the user that the vendor’s SDK works as', async () => {
  const visit = await visitAsAnn();
  const name = await visit.page.evaluate(async (appId) => {
    const me = await CometChat.getLoggedinUser();
    if (!me) throw new Error('Nobody is logged in.');
    me.setName('Ann Lee');
    me.setStatusMessage('Edited');
    await cometchatUsers.CometChat.updateCurrentUserDetails(me);
    me.setTags(['changed']);
    const client = cometchatUsers.createClient({ appId, region: 'us' });
    await client.session.ready;
    return (await client.updateCurrentUserDetails(me)).getName();
  }, APP_ID);
  expect(name).toBe('Ann Lee');
  const ann = station.emulator.users.get('ann');
  expect(ann).toMatchObject({ name: 'Ann Lee', statusMessage: 'Edited', tags: ['changed'], role: 'default' });
  expect(visit.problems).toEqual([]);
  await visit.close();
});

test('the vendor’s SDK and UI kit take our user object, with all its fields', async () => {
  const visit = await visitAsAnn();
  const names = await visit.page.evaluate(
    async ([profile, authKey]) => {
      const ours = cometchatUsers.CometChat;
      const user = new ours.User({ uid: 'ours', name: 'Made by ours', ...profile });
      const created = await CometChat.createUser(user, authKey);
      const read = (await ours.getUser('bo')).clone().setName('Bo Bell').setStatusMessage('Away');
      const updated = await CometChat.updateUser(read, authKey);
      const me = await ours.getLoggedinUser();
      if (!me) throw new Error('Nobody is logged in.');
      const self = await CometChat.updateCurrentUserDetails(me.setStatusMessage('By the vendor'));
      return [created.getName(), updated.getName(), self.getStatusMessage()];
    },
    [PROFILE, station.emulator.authKey] as const,
  );
  expect(names).toEqual(['Made by ours', 'Bo Bell', 'By the vendor']);
  expect(station.emulator.users.get('ours')).toMatchObject({ name: 'Made by ours', ...PROFILE });
  expect(station.emulator.users.get('bo')).toMatchObject({ name: 'Bo Bell', statusMessage: 'Away', role: 'moderator' });
  expect(station.emulator.users.get('ann')).toMatchObject({ statusMessage: 'By the vendor' });
  expect(visit.problems).toEqual([]);
  await visit.close();
});

test('the session’s user, which is frozen, can be read by the vendor’s SDK; to be changed, it takes a clone', async () => {
  const visit = await visitAsAnn();
  const seen = await visit.page.evaluate(async (appId) => {
    const { session } = cometchatUsers.createClient({ appId, region: 'us' });
    await session.ready;
    const state = session.getSnapshot();
    if (state.status !== 'signedIn') throw new Error('Nobody is signed in.');
    const text = new CometChat.TextMessage('bo', 'Hello', 'user');
    text.setSender(state.user);
    const frozen = await CometChat.updateCurrentUserDetails(state.user).catch(({ name }) => name);
    const clone = await CometChat.updateCurrentUserDetails(state.user.clone());
    return [text.getSender().getUid(), frozen, clone.getUid()];
  }, APP_ID);
  expect(seen).toEqual(['ann', 'TypeError', 'ann']);
  await visit.close();
});

test('init takes the vendor’s settings, and addLoginListener the vendor’s listener', async () => {
  const visit = await station.visit('/kit');
  station.requests();
  const seen = await visit.page.evaluate(
    async ([appId, host, authKey]) => {
      const settings = new CometChat.AppSettingsBuilder()
        .subscribePresenceForAllUsers()
        .setRegion('us')
        .overrideAdminHost(`${host}/v3.0`)
        .overrideClientHost(`${host}/v3.0`)
        .setStorageMode(CometChat.StorageMode.SESSION)
        .build();
      const seen: string[] = [];
      const ours = cometchatUsers.CometChat;
      const listener = new CometChat.LoginListener({
        loginSuccess: (user: CometChat.User) => seen.push(`in ${user.getUid()}`),
        loginFailure: ({ code }: { code: string }) => seen.push(code),
        logoutSuccess: () => seen.push('out'),
      });
      ours.addLoginListener('theirs', listener);
      await ours.init(appId, settings);
      await ours.login('nobody', authKey).catch(() => {});
      await ours.login('bo', authKey);
      seen.push(
        `session storage: ${Object.keys(sessionStorage).length}, local storage: ${Object.keys(localStorage).length}`,
      );
      await ours.logout();
      return seen;
    },
    [APP_ID, station.host, station.emulator.authKey] as const,
  );
  expect(seen).toEqual(['ERR_UID_NOT_FOUND', 'in bo', 'session storage: 1, local storage: 0', 'out']);
  expect(station.requests().map((line) => line.replace(`https://${station.host}`, ''))).toEqual([
    'POST /v3.0/users/nobody/auth_tokens',
    'POST /v3.0/users/bo/auth_tokens',
    'PUT /v3.0/me',
    'DELETE /v3.0/me',
  ]);
  await visit.close();
});
