import { describe, expect, test } from 'vitest';
import {
  type Answer,
  failureOf,
  initialize,
  load,
  noUnhandledRejections,
  outcome,
  type Package,
  scripted,
} from './facade-support.js';

noUnhandledRejections();

const ENVELOPE = { code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND', message: 'The token does not exist.' };
const REVOKED: Answer = { status: 401, body: JSON.stringify({ error: ENVELOPE }) };

async function signedIn(request: RegExp, answer: Answer) {
  let armed = false;
  const server = await scripted((method, path) => (armed && request.test(`${method} ${path}`) ? answer : undefined));
  const all = await load();
  await initialize(all, server.url);
  await all.CometChat.login('cometchat-uid-1', server.emulator.authKey);
  armed = true;
  const told: string[] = [];
  all.CometChat.addLoginListener('a', {
    loginFailure: () => told.push('loginFailure'),
    logoutSuccess: () => told.push('logoutSuccess'),
    logoutFailure: () => told.push('logoutFailure'),
  });
  return { ...all, ...server, told };
}

describe('A revoked token', () => {
  const CALLS: [string, RegExp, (all: Package) => Promise<unknown>][] = [
    ['getUser', /GET/, ({ CometChat }) => CometChat.getUser('cometchat-uid-2')],
    ['updateCurrentUserDetails', /PUT/, ({ CometChat }) => CometChat.updateCurrentUserDetails({ name: 'K' })],
    ['generateToken', /call_tokens/, ({ CometChatCalls }) => CometChatCalls.generateToken('standup')],
  ];

  test.each(CALLS)('that %s finds ends the session and calls logoutSuccess', async (_, request, call) => {
    const all = await signedIn(request, REVOKED);
    const error = await failureOf(call(all));
    expect(error).toMatchObject({ ...ENVELOPE, kind: 'authentication', status: 401 });
    expect(error.hint).toContain('log in again');
    expect(all.CometChatCalls.isUserLoggedIn()).toBe(false);
    expect(all.told).toEqual(['logoutSuccess']);
  });

  test('that logout finds is a success', async () => {
    const { CometChat, told, seen } = await signedIn(/DELETE/, REVOKED);
    expect(await CometChat.logout()).toEqual({ success: true, message: expect.any(String) });
    expect([told, seen.length]).toEqual([['logoutSuccess'], 1]);
  });

  test('in login fails that login and keeps the previous session', async () => {
    const { CometChat, CometChatCalls, told } = await signedIn(/PUT/, REVOKED);
    expect(await outcome(() => CometChat.login('a-token'))).toBe(ENVELOPE.code);
    expect(CometChatCalls.getLoggedInUser()?.uid).toBe('cometchat-uid-1');
    expect(told).toEqual(['loginFailure']);
    expect((await CometChat.getUser('cometchat-uid-2')).getName()).toBe('George Alan');
  });
});

describe('Other errors keep the session:', () => {
  test.each([400, 401, 403, 404])('%d', async (status) => {
    const body = JSON.stringify({ error: { code: 'ERR_SOMETHING_NEW', message: 'No.' } });
    const { CometChat, CometChatCalls, told } = await signedIn(/GET/, { status, body });
    expect(await outcome(() => CometChat.getUser('cometchat-uid-2'))).toBe('ERR_SOMETHING_NEW');
    expect(CometChatCalls.isUserLoggedIn()).toBe(true);
    expect(told).toEqual([]);
  });
});

describe('An error of the service', () => {
  test('keeps code, message, details and status, and names the operation', async () => {
    const error = {
      code: 'ERR_BAD_REQUEST',
      message: 'Wrong.',
      details: { name: ['Too long.', 'Too odd.'], tags: 'One.' },
    };
    const { CometChat, emulator } = await signedIn(/POST/, { status: 400, body: JSON.stringify({ error }) });
    const failure = await failureOf(CometChat.createUser({ uid: 'kevin', name: 'Kevin' }, emulator.authKey));
    const details = { name: ['Too long.', 'Too odd.'], tags: ['One.'] };
    expect(failure).toMatchObject({
      ...error,
      details,
      status: 400,
      operation: 'createUser',
      attempts: 1,
      kind: 'validation',
    });
    expect(failure).toBeInstanceOf(CometChat.CometChatException);
    expect(String(failure)).toBe('CometChatException: Wrong.');
    expect(failure.stack).toContain('CometChatException');
  });

  test('with a 429 says how long to wait', async () => {
    const error = { code: 'ERR_TOO_MANY_REQUESTS', message: 'Slow down.' };
    const answer = { status: 429, body: JSON.stringify({ error }), headers: { 'retry-after': '60' } };
    const { CometChat, seen } = await signedIn(/GET/, answer);
    const failure = await failureOf(CometChat.getUser('cometchat-uid-2'));
    expect(failure).toMatchObject({ kind: 'rateLimit', retryAfterMs: 60_000, retryable: true, attempts: 1 });
    expect(seen).toHaveLength(1);
  });
});

describe('A server that never responds', () => {
  const CALLS: [string, RegExp, (CometChat: Package['CometChat'], key: string) => Promise<unknown>][] = [
    [
      'login(uid, authKey)',
      /auth_tokens/,
      (CometChat, key) => CometChat.login('cometchat-uid-2', key, { timeout: 200 }),
    ],
    ['login(authToken)', /PUT/, (CometChat) => CometChat.login('a-token', { timeout: 200 })],
    ['getUser', /GET/, (CometChat) => CometChat.getUser('cometchat-uid-2', { timeout: 200 })],
    ['createUser', /POST/, (CometChat, key) => CometChat.createUser({ uid: 'a', name: 'A' }, key, { timeout: 200 })],
    ['updateUser', /PUT/, (CometChat, key) => CometChat.updateUser({ uid: 'a', name: 'A' }, key, { timeout: 200 })],
    [
      'updateCurrentUserDetails',
      /PUT/,
      (CometChat) => CometChat.updateCurrentUserDetails({ name: 'A' }, { timeout: 200 }),
    ],
  ];

  test.each(CALLS)('times %s out, and does not delay the next operation', async (_, request, call) => {
    const { CometChat, emulator } = await signedIn(request, 'hang');
    expect(await outcome(() => call(CometChat, emulator.authKey))).toBe('REQUEST_TIMEOUT');
    expect((await CometChat.getLoggedinUser())?.uid).toBe('cometchat-uid-1');
    expect(await outcome(() => CometChat.logout())).toBe('ok');
  });

  test('does not prevent a logout', async () => {
    const { CometChat, CometChatCalls, told } = await signedIn(/DELETE/, 'hang');
    const logout = CometChat.logout({ timeout: 200 });
    expect(await outcome(() => logout)).toBe('ok');
    expect(CometChatCalls.isUserLoggedIn()).toBe(false);
    expect(told).toEqual(['logoutSuccess']);
  });
});
