import { describe, expect, test } from 'vitest';
import {
  type Answer,
  initialize,
  load,
  noUnhandledRejections,
  outcome,
  type Package,
  scripted,
} from './facade-support.js';

noUnhandledRejections();

type CometChat = Package['CometChat'];

interface Call {
  /** The request that gets the odd response. */
  request: RegExp;
  signedIn?: true;
  run: (CometChat: CometChat, authKey: string) => Promise<unknown>;
}

const CALLS: Record<string, Call> = {
  loginStep1: { request: /POST .*\/auth_tokens$/, run: (CometChat, key) => CometChat.login('cometchat-uid-1', key) },
  loginStep2: { request: /PUT .*\/me$/, run: (CometChat, key) => CometChat.login('cometchat-uid-1', key) },
  loginByToken: { request: /PUT .*\/me$/, run: (CometChat) => CometChat.login('a-token') },
  getUser: { request: /GET/, signedIn: true, run: (CometChat) => CometChat.getUser('cometchat-uid-2') },
  createUser: {
    request: /POST .*\/users$/,
    run: (CometChat, key) => CometChat.createUser({ uid: 'kevin', name: 'Kevin' }, key),
  },
  updateUser: {
    request: /PUT .*\/users\//,
    run: (CometChat, key) => CometChat.updateUser({ uid: 'kevin', name: 'K' }, key),
  },
  updateCurrentUserDetails: {
    request: /PUT .*\/me$/,
    signedIn: true,
    run: (CometChat) => CometChat.updateCurrentUserDetails({ name: 'K' }),
  },
  logout: { request: /DELETE .*\/me$/, signedIn: true, run: (CometChat) => CometChat.logout() },
};

const json = (status: number, body: unknown, headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const refusal = (status: number, code: string, headers = {}): Answer =>
  json(
    status,
    { error: { code, message: 'A message.', devMessage: 'More.', source: 'chat-api', details: 'text' } },
    headers,
  );
const text = (status: number, body = '', headers = {}): Answer => ({ status, headers, body });

type Row = [what: string, answer: Answer | 'refused', code: string, requests?: number];

const ONCE: Row[] = [
  ['400 with an envelope', refusal(400, 'ERR_BAD_REQUEST'), 'ERR_BAD_REQUEST'],
  ['400 ERR_UID_ALREADY_EXISTS', refusal(400, 'ERR_UID_ALREADY_EXISTS'), 'ERR_UID_ALREADY_EXISTS'],
  [
    '401 with another code than of a revoked token',
    refusal(401, 'AUTH_ERR_EMPTY_AUTH_TOKEN'),
    'AUTH_ERR_EMPTY_AUTH_TOKEN',
  ],
  ['403 with an envelope', refusal(403, 'AUTH_ERR_NO_ACCESS'), 'AUTH_ERR_NO_ACCESS'],
  ['404 with an envelope', refusal(404, 'ERR_SOMETHING_NEW'), 'ERR_SOMETHING_NEW'],
  ['200 with an error envelope', refusal(200, 'ERR_SOMETHING_NEW'), 'ERR_SOMETHING_NEW'],
  [
    '429 with a Retry-After that is too long',
    refusal(429, 'ERR_TOO_MANY_REQUESTS', { 'retry-after': '600' }),
    'ERR_TOO_MANY_REQUESTS',
  ],
  ['429 without an envelope', text(429, 'slow down', { 'retry-after': '600' }), 'ERR_TOO_MANY_REQUESTS'],
  ['200 that is not JSON', text(200, '{"data":'), 'BAD_RESPONSE'],
  ['200 with an HTML page', text(200, '<!doctype html>'), 'BAD_RESPONSE'],
  ['200 and empty', text(200), 'BAD_RESPONSE'],
  ['204', text(204), 'BAD_RESPONSE'],
  ['JSON null', json(200, null), 'BAD_RESPONSE'],
  ['a JSON array', json(200, []), 'BAD_RESPONSE'],
  ['a JSON string', json(200, 'ok'), 'BAD_RESPONSE'],
  ['data null', json(200, { data: null }), 'BAD_RESPONSE'],
  ['200 {}', json(200, {}), 'BAD_RESPONSE'],
  ['400 without an error', json(400, { message: 'no' }), 'BAD_RESPONSE'],
  ['400 whose error is a string', json(400, { error: 'text' }), 'BAD_RESPONSE'],
  ['200 whose error is a string', json(200, { error: 'text' }), 'BAD_RESPONSE'],
  ['404 with an HTML page', text(404, '<h1>Not here</h1>'), 'BAD_RESPONSE'],
  ['a redirect', text(302, '', { location: 'https://evil.example/' }), 'REDIRECT_REFUSED'],
];

const AGAIN: Row[] = [
  ['500 with an HTML page', text(500, '<h1>Oops</h1>'), 'SERVER_ERROR'],
  ['502 and empty', text(502), 'SERVER_ERROR'],
  ['503 with an envelope', refusal(503, 'ERR_MISSION_FAILED'), 'ERR_MISSION_FAILED'],
  ['a dropped connection', 'drop', 'FAILED_TO_FETCH'],
  ['a refused connection', 'refused', 'FAILED_TO_FETCH', 0],
];

/** How every operation settles, and how many requests it sends to the odd endpoint. */
async function outcomes(answer: Answer | 'refused'): Promise<Record<string, [string, number]>> {
  const ends = Object.entries(CALLS).map(async ([name, call]) => {
    const end = await endOf(call, answer);
    return [name, end] as const;
  });
  return Object.fromEntries(await Promise.all(ends));
}

async function endOf({ request, signedIn, run }: Call, answer: Answer | 'refused'): Promise<[string, number]> {
  let armed = false;
  const odd = answer === 'refused' ? undefined : answer;
  const server = await scripted((method, path) => (armed && request.test(`${method} ${path}`) ? odd : undefined));
  const all = await load();
  await initialize(all, server.url);
  if (signedIn) await all.CometChat.login('cometchat-uid-1', server.emulator.authKey);
  armed = true;
  if (answer === 'refused') server.close();
  const end = await outcome(() => run(all.CometChat, server.emulator.authKey));
  return [end, server.seen.length];
}

/** The expected code and number of requests of every operation. Logout resolves with any response. */
function everyCall(code: string, requests: number): Record<string, [string, number]> {
  return Object.fromEntries(Object.keys(CALLS).map((name) => [name, [name === 'logout' ? 'ok' : code, requests]]));
}

describe('An odd response ends in one clear error for every operation except logout:', () => {
  test.each(ONCE)('%s', async (_, answer, code) => {
    expect(await outcomes(answer)).toEqual(everyCall(code, 1));
  });

  test('data without a field', async () => {
    expect(await outcomes(json(200, { data: {} }))).toEqual(everyCall('BAD_RESPONSE', 1));
  });

  test('temporary failures are tried three times', async () => {
    // All at once, because each takes the time of its waits.
    const ends = await Promise.all(AGAIN.map(async ([what, answer]) => [what, await outcomes(answer)] as const));
    const expected = AGAIN.map(([what, , code, requests = 3]) => [what, everyCall(code, requests)]);
    expect(Object.fromEntries(ends)).toEqual(Object.fromEntries(expected));
  });

  test('a user without a uid, and a token that is not valid', async () => {
    const ends = await outcomes(json(200, { data: { name: 'Kevin', authToken: 7 } }));
    expect(ends).toEqual(everyCall('BAD_RESPONSE', 1));
  });
});
