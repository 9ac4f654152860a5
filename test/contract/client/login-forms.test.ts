import { describe, expect, test } from 'vitest';
import { User } from '../../../src/index.js';
import { authTokenOf, serve } from '../../support/client-support.js';

describe('the requests of a login', () => {
  test('with a token: one request', async () => {
    const { make, tokenOf, wire } = await serve();
    const client = make();
    const token = await tokenOf('kevin');
    const user = await client.login(token);
    expect(user).toBeInstanceOf(User);
    expect(user).toMatchObject({ uid: 'kevin', name: 'Kevin', status: 'online', authToken: token });
    expect(wire()).toEqual(['PUT /me']);
  });

  test.each(['(uid, authKey)', '({ uid, authKey })'])('with %s: two requests', async (form) => {
    const { make, wire, emulator, knows } = await serve();
    const client = make();
    const { authKey } = emulator;
    const user = await (form === '(uid, authKey)'
      ? client.login('Kevin', authKey)
      : client.login({ uid: 'Kevin', authKey }));
    expect(user.getUid()).toBe('kevin');
    expect(knows('kevin', user.getAuthToken())).toBe(true);
    expect(wire()).toEqual(['POST /users/kevin/auth_tokens', 'PUT /me']);
  });

  test('without arguments: one request with the token of the tokenProvider', async () => {
    const { make, tokenOf, wire } = await serve();
    const asked: unknown[] = [];
    const token = await tokenOf('kevin');
    const client = make({
      tokenProvider: (request) => {
        asked.push(request);
        return token;
      },
    });
    expect(await client.login()).toMatchObject({ uid: 'kevin', authToken: token });
    expect(asked).toEqual([{ reason: 'login' }]);
    expect(wire()).toEqual(['PUT /me']);
  });

  test('without arguments and without a tokenProvider: none', async () => {
    const { make, wire } = await serve();
    const login = make().login();
    await expect(login).rejects.toMatchObject({
      code: 'MISSING_PARAMETERS',
      message: expect.stringContaining('tokenProvider'),
    });
    expect(wire()).toEqual([]);
  });

  test('again with the same token or the same uid: one request that verifies the token', async () => {
    const { make, wire, emulator } = await serve();
    const client = make();
    const user = await client.login('kevin', emulator.authKey);
    wire();
    await client.login('KEVIN', emulator.authKey);
    expect(wire()).toEqual(['PUT /me']);
    await client.login(user.getAuthToken());
    expect(wire()).toEqual(['PUT /me']);
    expect(authTokenOf(client)).toBe(user.getAuthToken());
  });

  test('again by uid with a revoked token: a new token', async () => {
    const { make, wire, emulator, revoke, knows } = await serve();
    const client = make();
    const { authToken: old } = await client.login('kevin', emulator.authKey);
    await revoke('kevin');
    wire();
    const { authToken } = await client.login('kevin', emulator.authKey);
    expect(wire()).toEqual(['PUT /me', 'POST /users/kevin/auth_tokens', 'PUT /me']);
    expect(authToken).not.toBe(old);
    expect(authTokenOf(client)).toBe(authToken);
    expect(knows('kevin', authToken ?? '')).toBe(true);
  });

  test('as another user: none that revokes the old token', async () => {
    const { make, wire, tokenOf, knows } = await serve();
    const client = make();
    const [old, next] = [await tokenOf('kevin'), await tokenOf('andy')];
    await client.login(old);
    await client.login(next);
    expect(wire()).toEqual(['PUT /me', 'PUT /me']);
    expect([knows('kevin', old), knows('andy', next)]).toEqual([true, true]);
  });
});

test.each<[string, (args: { token: string; authKey: string; options: object }) => unknown[]]>([
  ['a token', ({ token, options }) => [token, options]],
  ['uid and key', ({ authKey, options }) => ['kevin', authKey, options]],
  ['credentials', ({ authKey, options }) => [{ uid: 'kevin', authKey }, options]],
  ['nothing', ({ options }) => [options]],
])('options come last: after %s', async (_, argsOf) => {
  const { make, tokenOf, emulator } = await serve();
  const token = await tokenOf('kevin');
  const { authKey } = emulator;
  const login = make({ tokenProvider: () => token }).login as (...args: unknown[]) => Promise<User>;
  for (const options of [{ signal: new AbortController().signal }, { timeout: 5_000 }]) {
    expect(await login(...argsOf({ token, authKey, options }))).toMatchObject({ uid: 'kevin' });
  }
  const aborted = login(...argsOf({ token, authKey, options: { signal: AbortSignal.abort() } }));
  await expect(aborted).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
});

test.each<[unknown[], string]>([
  [[''], 'MISSING_PARAMETERS'],
  [['  '], 'MISSING_PARAMETERS'],
  [[null], 'MISSING_PARAMETERS'],
  [[undefined], 'MISSING_PARAMETERS'],
  [[5], 'INVALID_AUTH_TOKEN'],
  [[['a']], 'INVALID_AUTH_TOKEN'],
  [['with space'], 'INVALID_AUTH_TOKEN'],
  [['line\nbreak'], 'INVALID_AUTH_TOKEN'],
  [['ünïcode'], 'INVALID_AUTH_TOKEN'],
  [['', 'key'], 'INVALID_UID'],
  [[undefined, 'key'], 'UID_IS_COMPULSORY'],
  [[{ authKey: 'key' }], 'UID_IS_COMPULSORY'],
  [['kevin', ''], 'INVALID_AUTH_KEY'],
  [['kevin', null], 'INVALID_AUTH_KEY'],
  [[{ uid: 'kevin' }], 'INVALID_AUTH_KEY'],
  [['../me', 'key'], 'INVALID_UID'],
  [['kevin', 'key', 'more'], 'MISSING_PARAMETERS'],
  [['token', { timeout: 0 }], 'INVALID_OPTION'],
  [['token', { timeout: '5' }], 'INVALID_OPTION'],
  [['token', { signal: {} }], 'INVALID_OPTION'],
])('login(...%j) rejects with %s and sends nothing', async (args, code) => {
  const { make, wire } = await serve();
  const login = make().login as (...given: unknown[]) => Promise<User>;
  await expect(login(...args)).rejects.toMatchObject({ name: 'CometChatException', code });
  expect(wire()).toEqual([]);
});

describe('an undefined second argument', () => {
  test.each([[[undefined]], [[undefined, {}]], [[undefined, undefined]]])(
    'counts as none if the first has the form of a token: %j',
    async (rest) => {
      const { make, tokenOf, wire } = await serve();
      const login = make().login as (...given: unknown[]) => Promise<User>;
      expect(await login(await tokenOf('kevin'), ...rest)).toMatchObject({ uid: 'kevin' });
      expect(wire()).toEqual(['PUT /me']);
    },
  );

  test('is a missing Auth Key if the first could be a uid', async () => {
    const { make, wire } = await serve();
    const login = make().login('kevin', undefined as unknown as string);
    await expect(login).rejects.toMatchObject({
      code: 'INVALID_AUTH_KEY',
      message: expect.stringContaining('authKey is missing'),
    });
    expect(wire()).toEqual([]);
  });
});

test('a login rejects with every issue at once', async () => {
  const { make } = await serve();
  const login = make().login('a b', 'ke y');
  await expect(login).rejects.toMatchObject({ details: { uid: [expect.any(String)], authKey: [expect.any(String)] } });
});
