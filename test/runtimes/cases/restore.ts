import { memoryStorage, type SessionStorage } from 'cometchat-users';
import { has, ok, pause, rejects, same, until } from './assert.js';
import { type Cases, hear, type Kit, type Member, namesOf, whoIs } from './kit.js';

/** A storage with a user's session. */
async function leftBehind({ client, member }: Kit): Promise<Member & { storage: SessionStorage }> {
  const somebody = await member({ name: 'Kevin' });
  const storage = memoryStorage();
  const before = client({ storage });
  await before.login(somebody.token);
  before.dispose();
  return { ...somebody, storage };
}

export const restore: Cases = {
  'a stored session is there at once, and looked at behind with one request': async (kit) => {
    const { uid, storage } = await leftBehind(kit);
    const sent: string[] = [];
    const mine = kit.client({
      storage,
      hooks: { onRequest: ({ endpoint }) => sent.push(endpoint) },
    });
    const heard = hear(mine);
    const state = await mine.session.ready;
    has(state, { status: 'signedIn', source: 'storage' });
    same(whoIs(mine), uid);
    await pause(100);
    same(sent, ['GET /users/{uid}']);
    same(namesOf(heard), ['ready']);
  },

  'a profile that has changed meanwhile is told': async (kit) => {
    const { uid, storage } = await leftBehind(kit);
    await kit.admin('PUT', `/users/${uid}`, { name: 'Kevin Fernandez' });
    const mine = kit.client({ storage });
    const heard = hear(mine);
    await until(() => heard.length === 2, 'two events came');
    same(namesOf(heard), ['ready', 'userUpdated']);
    has(heard[1]?.payload, { changed: ['name', 'updatedAt'] });
  },

  'a session whose token was revoked ends, here and in the storage': async (kit) => {
    const { uid, storage } = await leftBehind(kit);
    await kit.admin('DELETE', `/users/${uid}/auth_tokens`);
    const mine = kit.client({ storage });
    const heard = hear(mine);
    await until(() => heard.length === 2, 'two events came');
    same(heard[1], { event: 'signedOut', payload: { uid, reason: 'tokenRevoked' } });
    same((await kit.client({ storage }).session.ready).status, 'signedOut');
  },

  'a session whose user is gone ends': async (kit) => {
    const { uid, storage } = await leftBehind(kit);
    await kit.admin('DELETE', `/users/${uid}`);
    const mine = kit.client({ storage });
    const heard = hear(mine);
    await until(() => heard.length === 2, 'two events came');
    same(heard[1], { event: 'signedOut', payload: { uid, reason: 'userGone' } });
  },

  'a network that is down signs nobody out': async (kit) => {
    const { uid, storage } = await leftBehind(kit);
    let failed = 0;
    const hooks = { onError: () => failed++ };
    const mine = kit.client({ storage, emulator: kit.deadUrl, retry: { limit: 0 }, hooks });
    await until(() => failed === 1, 'the look failed');
    await pause(20);
    same(whoIs(mine), uid);
  },

  'what is stored and is no session counts as none': async ({ client }) => {
    for (const stored of [
      '{',
      '{"v":1}',
      '{"v":99,"authToken":"x"}',
      '[]',
      'null',
      '{"v":1,"authToken":5,"user":{}}',
    ]) {
      const storage = { ...memoryStorage(), getItem: () => stored };
      same(await client({ storage }).session.ready, { status: 'signedOut', reason: 'none' }, stored);
    }
  },

  'a revoked token is renewed once, and both calls that met it are sent again': async ({ client, member, admin }) => {
    const { uid, token } = await member();
    let asked = 0;
    const tokenProvider = async () => {
      asked++;
      const { data } = await admin('POST', `/users/${uid}/auth_tokens`);
      return String(data?.authToken);
    };
    const mine = client({ tokenProvider });
    await mine.login(token);
    const heard = hear(mine);
    await admin('DELETE', `/users/${uid}/auth_tokens`);
    const both = await Promise.all([mine.getUser(uid), mine.updateCurrentUserDetails({ name: 'Kevin' })]);
    same([both[1].name, asked], ['Kevin', 1]);
    ok(namesOf(heard).includes('tokenChanged'), 'the other token is told of');
    same(namesOf(heard).includes('signedOut'), false);
  },

  'a revoked token that is not renewed ends the session': async ({ client, member, admin }) => {
    const { uid, token } = await member();
    const mine = client();
    await mine.login(token);
    const heard = hear(mine);
    await admin('DELETE', `/users/${uid}/auth_tokens`);
    await rejects(mine.getUser('cometchat-uid-1'), { code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND', kind: 'authentication' });
    same(heard, [{ event: 'signedOut', payload: { uid, reason: 'tokenRevoked' } }]);
  },
};
