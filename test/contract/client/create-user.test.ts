import { describe, expect, test } from 'vitest';
import { User } from '../../../src/index.js';
import { serve } from '../../support/client-support.js';

const FULL = {
  name: 'Zoë',
  avatar: 'https://a.example/1.png',
  link: 'https://a.example/zoe',
  role: 'admin',
  metadata: { '@private': { email: 'z@example.com' }, rank: 1 },
  statusMessage: 'Hi',
  tags: ['a', 'b'],
};

describe('createUser', () => {
  test('returns a new User with the fields of the response', async () => {
    const { make, emulator, wire } = await serve({ roles: ['admin'] });
    const given = new User({ uid: 'Zoe', ...FULL });
    const made = await make().createUser(given, emulator.authKey);
    expect(made).toBeInstanceOf(User);
    expect(made).not.toBe(given);
    expect(made.toJSON()).toEqual({ uid: 'zoe', ...FULL, status: 'offline', createdAt: expect.any(Number) });
    expect(made.touched).toEqual([]);
    expect(emulator.users.get('zoe')).toMatchObject(FULL);
    expect(wire()).toEqual(['POST /users']);
  });

  test('sends only the fields that are set', async () => {
    const { make, emulator } = await serve();
    const given = new User('zoe', 'Zoë')
      .setStatus('online')
      .setAuthToken('secret')
      .setLastActiveAt(5)
      .setHasBlockedMe(true);
    await make().createUser(given, emulator.authKey);
    expect(emulator.requests.at(-1)?.body).toStrictEqual({ uid: 'zoe', name: 'Zoë' });
    await make().createUser({ uid: 'zoe-2', name: 'Zoë', avatar: null, ...{ unknown: 1 } }, emulator.authKey);
    expect(emulator.requests.at(-1)?.body).toStrictEqual({ uid: 'zoe-2', name: 'Zoë' });
  });

  test('accepts a plain object, and changes neither that nor a User', async () => {
    const { make, emulator } = await serve({ roles: ['admin'] });
    const plain = structuredClone({ uid: 'Zoe', ...FULL });
    const user = new User({ uid: 'Yan', ...structuredClone(FULL) });
    const [before, copy] = [structuredClone(plain), user.clone()];
    const made = await make().createUser(Object.freeze(plain), emulator.authKey);
    const other = await make().createUser(user, emulator.authKey);
    expect(plain).toEqual(before);
    expect(user).toEqual(copy);
    expect(user.touched).toEqual(copy.touched);
    made.metadata?.rank;
    (made.tags as string[]).push('mine');
    expect([plain.tags, other.tags]).toEqual([FULL.tags, FULL.tags]);
  });

  test('signs no user in, and needs no signed-in user', async () => {
    const { make, emulator } = await serve();
    const client = make();
    await client.createUser({ uid: 'zoe', name: 'Zoë' }, emulator.authKey);
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'none' });
  });

  test('can be followed by login at once', async () => {
    const { make, emulator } = await serve();
    const client = make();
    await client.createUser(new User('zoe', 'Zoë'), emulator.authKey);
    expect(await client.login('zoe', emulator.authKey)).toMatchObject({ uid: 'zoe', name: 'Zoë' });
  });

  test('rejects with every issue at once and sends nothing', async () => {
    const { make, wire } = await serve();
    const user = new User('a b').setAvatar('x').setTags(['']).setRole('my role');
    await expect(make().createUser(user, ' ')).rejects.toMatchObject({
      code: 'INVALID_AUTH_KEY',
      kind: 'validation',
      operation: 'createUser',
      details: {
        authKey: [expect.any(String)],
        uid: [expect.any(String)],
        name: [expect.any(String)],
        avatar: [expect.any(String)],
        role: [expect.any(String)],
        tags: [expect.any(String)],
      },
    });
    expect(wire()).toEqual([]);
  });

  test.each<[unknown, string]>([
    [null, 'UID_IS_COMPULSORY'],
    [undefined, 'UID_IS_COMPULSORY'],
    ['zoe', 'UID_IS_COMPULSORY'],
    [5, 'UID_IS_COMPULSORY'],
    [[], 'UID_IS_COMPULSORY'],
    [{}, 'UID_IS_COMPULSORY'],
    [{ uid: 5, name: 'Z' }, 'INVALID_UID'],
    [{ uid: 'zoe' }, 'USER_NAME_IS_COMPULSORY'],
    [{ uid: 'zoe', name: ' ' }, 'INVALID_USER_NAME'],
  ])('of %j rejects with %s and sends nothing', async (user, code) => {
    const { make, emulator, wire } = await serve();
    await expect(make().createUser(user as User, emulator.authKey)).rejects.toMatchObject({ code });
    expect(wire()).toEqual([]);
  });

  test('of a taken uid, in any case, is a conflict', async () => {
    const { make, emulator } = await serve();
    const made = make().createUser(new User('KEVIN', 'Other'), emulator.authKey);
    await expect(made).rejects.toMatchObject({ code: 'ERR_UID_ALREADY_EXISTS', kind: 'conflict', attempts: 1 });
    expect(emulator.users.get('kevin')?.name).toBe('Kevin');
  });

  test('with an unknown key says so', async () => {
    const { make } = await serve();
    const made = make().createUser(new User('zoe', 'Zoë'), 'b0'.repeat(20));
    await expect(made).rejects.toMatchObject({
      code: 'AUTH_ERR_APIKEY_NOT_FOUND',
      kind: 'authentication',
      status: 401,
    });
  });
});
