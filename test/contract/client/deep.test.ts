import { createAdmin } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { createClient, isCometChatException, User } from '../../../src/index.js';
import { APP, eventsOf, KEY, make, openStorage, stored, uidOf } from '../../support/client-support.js';

const AUTH_KEY = 'a0'.repeat(20);
const LEVELS = 200_000;
const ARRAY = '['.repeat(LEVELS) + ']'.repeat(LEVELS);
const OBJECT = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`;

const answering = (text: string, status = 200) => ({
  fetch: async () => new Response(text, { status, headers: { 'content-type': 'application/json' } }),
});

/** How an operation settles: with a result, with a `CometChatException`, or with another error, which is shown. */
async function endOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'a result';
  } catch (error) {
    return isCometChatException(error) ? error.code : `raw ${String(error)}`;
  }
}

describe.each([
  ['arrays', ARRAY],
  ['objects', OBJECT],
])('a response of 200 000 levels of %s', (_, deep) => {
  test.each([
    ['in metadata', `{"data":{"uid":"kevin","metadata":{"a":${deep}}}}`],
    ['in a field that is not known', `{"data":{"uid":"kevin","later":${deep}}}`],
    ['in tags', `{"data":{"uid":"kevin","tags":${deep}}}`],
    ['in settings', `{"data":{"uid":"kevin","settings":${deep}}}`],
    ['beside the data', `{"data":{"uid":"kevin"},"meta":${deep}}`],
  ])('%s does not fail a login and does not reach the session', async (_name, text) => {
    const storage = openStorage();
    const warnings: string[] = [];
    const hooks = { onWarning: ({ message }: { message: string }) => void warnings.push(message) };
    const client = make({ ...answering(text), storage, hooks });
    const { names } = eventsOf(client);
    await client.login('kevin_token');
    expect(Object.keys(await client.getUser('kevin'))).toEqual(['uid']);
    expect(Object.keys(await client.updateCurrentUserDetails({ metadata: { a: 1 } }))).toEqual(['uid']);
    expect(JSON.parse(storage.held[KEY] as string).user).toEqual({ uid: 'kevin' });
    expect(names()).toEqual(['ready', 'signedIn']);
    for (const message of warnings) expect(message.length).toBeLessThan(200);
  });

  test.each([
    ['as data', `{"data":${deep}}`, 200],
    ['as the uid', `{"data":{"uid":${deep}}}`, 200],
    ['as a whole', deep, 200],
    ['as an error', `{"error":${deep}}`, 400],
    ['in the details of an error', `{"error":{"code":"ERR_X","details":{"a":${deep}}}}`, 400],
    ['in the message of an error', `{"error":{"code":"ERR_X","message":${deep}}}`, 400],
  ])('%s is rejected with a CometChatException', async (_name, text, status) => {
    const client = make(answering(text, status));
    const admin = createAdmin({ ...APP, apiKey: AUTH_KEY, retry: { limit: 0 }, ...answering(text, status) });
    const calls = [
      () => client.login('kevin_token'),
      () => client.login('kevin', AUTH_KEY),
      () => client.createUser({ uid: 'kevin', name: 'Kevin' }, AUTH_KEY),
      () => admin.users.get('kevin'),
      () => admin.users.list(),
      () => admin.users.ensure({ uid: 'kevin', name: 'Kevin' }),
      () => admin.authTokens.create('kevin'),
      () => admin.roles.list(),
      () => admin.roles.get('default'),
      () => admin.apiKeys.list(),
      () => admin.blockedUsers.block('kevin', ['ann']),
      () => admin.friends.list('kevin'),
      () => admin.request({ method: 'GET', path: '/groups' }),
    ];
    for (const call of calls) expect(await endOf(call)).toBe('BAD_RESPONSE');
  });

  test('in a row of an import is rejected with a CometChatException', async () => {
    const row = (inner: string) => `{"data":{"kevin":${inner}}}`;
    const users = [{ uid: 'kevin', name: 'Kevin', createdAt: 5 }];
    for (const inner of [
      deep,
      `{"success":false,"error":${deep}}`,
      `{"success":false,"error":{"details":{"a":${deep}}}}`,
    ]) {
      // The run asks for the number of users first.
      const fetch = async ({ method }: Request) => new Response(method === 'GET' ? '{"data":{"count":0}}' : row(inner));
      const admin = createAdmin({ ...APP, apiKey: AUTH_KEY, retry: { limit: 0 }, fetch });
      for await (const result of admin.sync.importUsers(users))
        expect(result).toMatchObject({ status: 'failed', error: { code: 'BAD_RESPONSE' } });
      expect((await admin.sync.importUsers(users).summary).counts.failed).toBe(1);
    }
  });

  test('is refused by User.from', async () => {
    expect(await endOf(() => User.from({ uid: 'kevin', metadata: { a: JSON.parse(deep) } }))).toBe('INVALID_USER');
    expect(await endOf(() => User.from(JSON.parse(`{"uid":${deep}}`)))).toBe('INVALID_UID');
  });
});

describe('a damaged stored session counts as absent and is replaced at the next login', () => {
  const session = stored('ann', 'ann_token');
  const circular: Record<string, unknown> = { ...session };
  circular.self = circular;
  const throwing = {
    get v() {
      throw new Error('a getter');
    },
  };
  test.each<[string, unknown]>([
    ['no JSON', '{"v":1,'],
    ['an empty text', ''],
    ['another version', { ...session, v: 99 }],
    ['an array', [session]],
    ['a deep array', ARRAY],
    ['a deep object', OBJECT],
    ['a deep value, as a storage that parses gives it', JSON.parse(ARRAY)],
    ['a user without a uid', { ...session, user: { name: 'Ann' } }],
    ['a user that is deep', `{"v":1,"authToken":"t","user":${OBJECT}}`],
    ['a token that no header can carry', { ...session, authToken: 'ü' }],
    ['an object that refers to itself', circular],
    ['an object whose getter throws', throwing],
    ['a function', () => session],
    ['a bigint', 1n],
  ])('%s', async (_, held) => {
    const storage = openStorage({ [KEY]: held });
    const client = createClient({ ...APP, storage, retry: { limit: 0 }, ...answering('{"data":{"uid":"kevin"}}') });
    expect(await client.session.ready).toEqual({ status: 'signedOut', reason: 'none' });
    await client.login('kevin_token');
    client.dispose();
    const next = make({ storage, ...answering('{"data":{"uid":"kevin"}}') });
    await next.session.ready;
    expect(uidOf(next)).toBe('kevin');
    expect(JSON.parse(storage.held[KEY] as string)).toMatchObject({ v: 1, authToken: 'kevin_token' });
  });

  test('a field of the stored user that is too deep is left out, and the session stays', async () => {
    const text = `{"v":1,"authToken":"ann_token","user":{"uid":"ann","name":"Ann","metadata":{"a":${ARRAY}},"later":${OBJECT}}}`;
    const client = make({ storage: openStorage({ [KEY]: text }), ...answering('{"data":{"uid":"ann"}}') });
    const state = await client.session.ready;
    expect(state).toMatchObject({ status: 'signedIn', user: { uid: 'ann', name: 'Ann' } });
    expect(Object.keys((state as { user: User }).user)).toEqual(['uid', 'name']);
  });
});
