import { User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { expectRefused, hurry, lost, refusal, scripted, serve } from './admin-support.js';

describe('authTokens', () => {
  test('create() makes a token with which the user can log in', async () => {
    const { admin, emulator, wire, body } = await serve();
    const token = await admin.authTokens.create('KEVIN');
    expect(token).toEqual({ uid: 'kevin', authToken: expect.any(String), createdAt: expect.any(Number) });
    expect(emulator.users.authTokens('kevin')).toEqual([token.authToken]);
    expect(wire()).toEqual(['POST /users/kevin/auth_tokens']);
    expect(body()).toBeUndefined();
  });

  test('create() makes another token with force', async () => {
    const { admin, body } = await serve({ reuseAuthTokens: true });
    const first = await admin.authTokens.create('kevin');
    expect(await admin.authTokens.create(new User('kevin'))).toEqual(first);
    expect(await admin.authTokens.create('kevin', { force: true })).not.toEqual(first);
    expect(body()).toEqual({ force: true });
  });

  test('get() reads one, update() stores its device: appInfo is an object in both directions', async () => {
    const { admin, body } = await serve();
    const { authToken } = await admin.authTokens.create('kevin');
    const device = { platform: 'ios', userAgent: 'app/1', appInfo: { version: '1.0', deep: { a: 1 } } };
    const updated = await admin.authTokens.update('kevin', authToken, device);
    expect(body()).toEqual(device);
    expect(updated).toEqual({ uid: 'kevin', authToken, createdAt: expect.any(Number), ...device });
    expect(await admin.authTokens.get('kevin', authToken)).toEqual(updated);
  });

  test.each<[unknown, object]>([
    ['not JSON', { appInfo: 'not JSON' }],
    ['[1]', { appInfo: '[1]' }],
    [{ version: 1 }, { appInfo: { version: 1 } }],
    [null, {}],
    [5, {}],
  ])('appInfo of %j is read as far as possible', async (appInfo, expected) => {
    const { admin } = scripted(() => ({ uid: 'kevin', authToken: 't', platform: null, appInfo, extra: 1 }));
    expect(await admin.authTokens.get('kevin', 't')).toEqual({ uid: 'kevin', authToken: 't', ...expected });
  });

  test('list() gives all of them by pages, delete() revokes one, flush() the others', async () => {
    const { admin, emulator, wire } = await serve();
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.push((await admin.authTokens.create('kevin')).authToken);
    wire();
    const listed: string[] = [];
    for await (const { authToken } of admin.authTokens.list('kevin', { perPage: 2 })) listed.push(authToken);
    expect(listed.sort()).toEqual([...made].sort());
    const [first = ''] = made;
    expect(await admin.authTokens.delete('kevin', first)).toBeUndefined();
    expect(emulator.users.authTokens('kevin')).toHaveLength(4);
    expect(await admin.authTokens.flush('kevin')).toBeUndefined();
    expect(emulator.users.authTokens('kevin')).toEqual([]);
    expect(wire()).toEqual([
      'GET /users/kevin/auth_tokens?perPage=2',
      'GET /users/kevin/auth_tokens?perPage=2&page=2',
      'GET /users/kevin/auth_tokens?perPage=2&page=3',
      `DELETE /users/kevin/auth_tokens/${first}`,
      'DELETE /users/kevin/auth_tokens',
    ]);
  });

  test('of unknown and deactivated users are not found', async () => {
    const { admin } = await serve();
    await admin.users.delete('andy');
    for (const uid of ['nobody', 'andy']) {
      const notFound = { code: 'ERR_UID_NOT_FOUND', kind: 'notFound', hint: expect.any(String) };
      await expect(admin.authTokens.create(uid)).rejects.toMatchObject(notFound);
      await expect(admin.authTokens.list(uid)).rejects.toMatchObject(notFound);
      await expect(admin.authTokens.flush(uid)).rejects.toMatchObject(notFound);
    }
  });

  test("an unknown token is not found, another user's is refused, and no error shows either", async () => {
    const { admin } = await serve();
    const { authToken } = await admin.authTokens.create('andy');
    const notFound = { code: 'ERR_AUTH_TOKEN_NOT_FOUND', kind: 'notFound', hint: expect.any(String) };
    const refused = { code: 'ERR_AUTHTOKEN_NOT_ACCESSIBLE', kind: 'permission', hint: expect.any(String) };
    for (const [token, expected] of [
      [authToken, refused],
      ['canary-token', notFound],
      ['a/../b?c#d', notFound],
    ] as const) {
      for (const call of [
        () => admin.authTokens.get('kevin', token),
        () => admin.authTokens.update('kevin', token, { platform: 'ios' }),
        () => admin.authTokens.delete('kevin', token),
      ]) {
        const error = await call().then(
          () => undefined,
          (reason) => reason,
        );
        expect(error).toMatchObject(expected);
        expect(JSON.stringify(error) + error.stack).not.toContain(token);
      }
    }
  });

  test('a delete() whose response was lost resolves when the token is not found', async () => {
    hurry();
    const { admin, wire } = scripted((_, count) => (count === 1 ? lost() : refusal(400, 'ERR_AUTH_TOKEN_NOT_FOUND')));
    await admin.authTokens.delete('kevin', 'token');
    expect(wire()).toHaveLength(2);
  });

  test('reject wrong arguments with every issue, and send nothing', async () => {
    const { admin, wire } = await serve();
    const { create, get, list, update, delete: remove, flush } = admin.authTokens;
    await expectRefused(create('a b', { force: 1 as never }), 'uid', 'force');
    for (const token of [undefined, null, '', 5, 'a b', '..', 'ä', 'x\n', 'x'.repeat(1001)]) {
      await expectRefused(get('a b', token as never), 'uid', 'authToken');
      await expectRefused(remove('a b', token as never), 'uid', 'authToken');
      await expectRefused(update('a b', token as never, { platform: '' }), 'uid', 'authToken', 'platform');
    }
    await expectRefused(list('', { page: '1' as never }), 'uid', 'page');
    await expectRefused(flush(undefined as never), 'uid');
    for (const device of [undefined, {}, 5, []]) await expectRefused(update('kevin', 't', device as never), 'device');
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    await expectRefused(
      update('kevin', 't', { platform: 5, userAgent: {}, appInfo: circular, other: 1 } as never),
      'platform',
      'userAgent',
      'appInfo',
      'device.other',
    );
    expect(wire()).toEqual([]);
  });

  test.each([
    null,
    {},
    { uid: 'kevin' },
    { uid: 'kevin', authToken: '' },
    { uid: 'kevin', authToken: 'a\nb' },
    [],
    'token',
  ])('a response of %j is a bad response', async (data) => {
    const { admin } = scripted(() => data, { retry: { limit: 0 } });
    await expect(admin.authTokens.create('kevin')).rejects.toMatchObject({ code: 'BAD_RESPONSE', kind: 'badResponse' });
  });
});
