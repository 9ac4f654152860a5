import { describe, expect, test } from 'vitest';
import {
  failureOf,
  load,
  noUnhandledRejections,
  outcome,
  startEmulator,
  tokenOf,
  type Untyped,
} from './facade-support.js';

noUnhandledRejections();

async function calls(given: 'with its authKey' | 'without an authKey' = 'without an authKey') {
  const emulator = await startEmulator();
  const all = await load();
  const key = given === 'with its authKey' ? { authKey: emulator.authKey } : {};
  await all.CometChatCalls.init({ appId: 'emulator-app', region: 'us', emulator: emulator.url, ...key });
  return { ...all, emulator, token: await tokenOf(emulator, 'cometchat-uid-1') };
}

describe('CometChatCalls.login with one argument', () => {
  test('takes an auth token if init got no authKey', async () => {
    const { CometChatCalls, token } = await calls();
    expect((await CometChatCalls.login(token)).getName()).toBe('Andrew Joseph');
  });

  test.each(['cometchat-uid-1', 'KEVIN', `kevin_${'a'.repeat(40)}`])(
    'says for %s, which could be a uid, that the Auth Key is missing if init got none',
    async (uid) => {
      const { CometChatCalls, emulator } = await calls();
      const before = emulator.requests.length;
      const failures: string[] = [];
      CometChatCalls.addLoginListener('a', { onLoginFailure: ({ code }) => void failures.push(code) });
      const error = await failureOf(CometChatCalls.login(uid));
      expect(error).toMatchObject({
        code: 'INVALID_AUTH_KEY',
        kind: 'validation',
        operation: 'login',
        errorCode: 'ERROR_API_KEY_NOT_FOUND',
        message: expect.stringMatching(/Auth Key is missing.*loginWithAuthToken/),
      });
      expect(failures).toEqual(['INVALID_AUTH_KEY']);
      expect(emulator.requests).toHaveLength(before);
    },
  );

  test('takes a text that cannot be a uid for a token of another form', async () => {
    const { CometChatCalls, emulator } = await calls();
    const token = `header.payload.${'x'.repeat(120)}`;
    expect(await outcome(() => CometChatCalls.login(token))).toBe('AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
    expect(emulator.requests.at(-1)).toMatchObject({ method: 'PUT', headers: { authtoken: token } });
  });

  test('rejects before init, before any other check', async () => {
    const { CometChatCalls } = await load();
    expect(await outcome(() => CometChatCalls.login('kevin'))).toBe('COMETCHAT_INITIALIZATION_NOT_DONE');
  });

  test('takes a uid if init got an authKey', async () => {
    const { CometChatCalls, emulator } = await calls('with its authKey');
    expect((await CometChatCalls.login('cometchat-uid-2')).getName()).toBe('George Alan');
    expect(emulator.requests.at(-2)?.url).toContain('/users/cometchat-uid-2/auth_tokens');
  });

  test('takes a text in the form of a token for a token, also if init got an authKey', async () => {
    const { CometChatCalls, emulator, token } = await calls('with its authKey');
    const before = emulator.requests.length;
    expect((await CometChatCalls.login(token)).uid).toBe('cometchat-uid-1');
    expect(emulator.requests.slice(before).map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'PUT /v3.0/me',
    ]);
  });

  test.each([
    ['too few hex digits', `kevin_1700000000${'a'.repeat(29)}`],
    ['too many hex digits', `kevin_1700000000${'a'.repeat(31)}`],
    ['a letter that is not a hex digit', `kevin_1700000000${'g'.repeat(30)}`],
    ['no time', `kevin_${'a'.repeat(30)}`],
  ])('takes a text that only resembles a token (%s) for a uid', async (_, almost) => {
    const { CometChatCalls } = await calls('with its authKey');
    expect(await outcome(() => CometChatCalls.login(almost))).toBe('ERR_UID_NOT_FOUND');
  });

  test('never sends the key of one app to another app', async () => {
    const { CometChat, CometChatCalls, emulator } = await calls('with its authKey');
    const builder = new CometChat.AppSettingsBuilder().setRegion('us').useEmulator(emulator.url);
    await CometChat.init('another-app', builder.build());
    const before = emulator.requests.length;
    expect(await outcome(() => CometChatCalls.login('cometchat-uid-2'))).toBe('INVALID_AUTH_KEY');
    expect(emulator.requests).toHaveLength(before);
  });

  test('counts as one argument with options', async () => {
    const { CometChatCalls } = await calls('with its authKey');
    expect((await CometChatCalls.login('cometchat-uid-2', { timeout: 5_000 })).uid).toBe('cometchat-uid-2');
  });

  test.each([[undefined], [null]])('uses the key of init if the key is %s, as in v5', async (none) => {
    const { CometChatCalls } = await calls('with its authKey');
    expect((await (CometChatCalls.login as Untyped)('cometchat-uid-2', none)).uid).toBe('cometchat-uid-2');
  });

  test('follows a later init without a key', async () => {
    const { CometChatCalls, emulator } = await calls('with its authKey');
    await CometChatCalls.init({ appId: 'emulator-app', region: 'us', emulator: emulator.url });
    expect(await outcome(() => CometChatCalls.login('cometchat-uid-2'))).toBe('INVALID_AUTH_KEY');
  });
});

describe('CometChatCalls', () => {
  test('logs in by uid and key, which take precedence over the key of init', async () => {
    const { CometChatCalls, emulator } = await calls('with its authKey');
    const other = 'f'.repeat(40);
    expect(await outcome(() => CometChatCalls.login('cometchat-uid-1', other))).toBe('AUTH_ERR_APIKEY_NOT_FOUND');
    expect((await CometChatCalls.login('cometchat-uid-1', emulator.authKey)).uid).toBe('cometchat-uid-1');
  });

  test('loginWithAuthToken takes a token, with any init', async () => {
    const { CometChatCalls, emulator, token } = await calls('with its authKey');
    expect(await outcome(() => CometChatCalls.loginWithAuthToken('cometchat-uid-1'))).toBe(
      'AUTH_ERR_AUTH_TOKEN_NOT_FOUND',
    );
    expect(emulator.requests.at(-1)?.headers.authtoken).toBe('cometchat-uid-1');
    expect((await CometChatCalls.loginWithAuthToken(token, { timeout: 5_000 })).uid).toBe('cometchat-uid-1');
  });

  test("generateToken uses the session's token, or the given one", async () => {
    const { CometChatCalls, emulator, token } = await calls();
    await CometChatCalls.login(token);
    const other = await tokenOf(emulator, 'cometchat-uid-2');
    expect(await CometChatCalls.generateToken('standup')).toEqual({ token: expect.stringMatching(/./) });
    expect(await CometChatCalls.generateToken('standup', other)).toEqual({ token: expect.stringMatching(/./) });
    const sent = emulator.requests.slice(-2).map(({ headers, body }) => [headers.authtoken, body]);
    expect(sent).toEqual([token, other].map((authToken) => [authToken, { sessionId: 'standup' }]));
  });

  test.each([undefined, null, '', '  ', 5, {}])('generateToken refuses %j as a session', async (sessionId) => {
    const { CometChatCalls, emulator, token } = await calls();
    await CometChatCalls.login(token);
    const before = emulator.requests.length;
    expect(await outcome(() => (CometChatCalls.generateToken as Untyped)(sessionId))).toBe('INVALID_SESSION_ID');
    expect(emulator.requests).toHaveLength(before);
  });

  test.each(['', ' ', null, 5, 'a b'])('generateToken refuses %j as a token', async (authToken) => {
    const { CometChatCalls, emulator } = await calls();
    const before = emulator.requests.length;
    expect(await outcome(() => (CometChatCalls.generateToken as Untyped)('standup', authToken))).toMatch(
      /MISSING_PARAMETERS|INVALID_AUTH_TOKEN/,
    );
    expect(emulator.requests).toHaveLength(before);
  });
});
