import { describe, expect, onTestFinished, test } from 'vitest';
import { type CometChatException, createClient, memoryStorage, tokenFrom } from '../../../src/index.js';
import { APP, serve, uidOf } from '../../support/client-support.js';
import { listen } from '../../support/http-support.js';

interface Asked {
  readonly method: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A token endpoint with a scripted response, which records its requests. */
async function endpoint(answer: () => { status?: number; body?: string; headers?: Record<string, string> }) {
  const asked: Asked[] = [];
  const url = await listen(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    asked.push({ method: request.method, headers: request.headers, body });
    const { status = 200, body: text = '', headers = {} } = answer();
    response.writeHead(status, headers).end(text);
  });
  return { asked, url: `${url}/token` };
}

const failure = (work: unknown) =>
  Promise.resolve(work).then(
    () => {
      throw new Error('this should have failed');
    },
    (error: CometChatException) => error,
  );

describe('tokenFrom sends a request to a token endpoint', () => {
  test('by POST, with the reason and the uid', async () => {
    const { asked, url } = await endpoint(() => ({ body: '{"uid":"kevin","authToken":"t-1"}' }));
    const provider = tokenFrom(url);
    expect(await provider({ reason: 'login' })).toBe('t-1');
    expect(await provider({ uid: 'kevin', reason: 'tokenRevoked' })).toBe('t-1');
    expect(asked.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
      ['POST', { reason: 'login' }],
      ['POST', { uid: 'kevin', reason: 'tokenRevoked' }],
    ]);
    expect(asked[0]?.headers).toMatchObject({ accept: 'application/json', 'content-type': 'application/json' });
  });

  test('with headers of the app, which are read for each request', async () => {
    const { asked, url } = await endpoint(() => ({ body: '{"authToken":"t-1"}' }));
    let turn = 0;
    const provider = tokenFrom(new URL(url), { headers: async () => ({ authorization: `Bearer ${++turn}` }) });
    await provider({ reason: 'login' });
    await provider({ reason: 'login' });
    await tokenFrom(url, { headers: { 'x-csrf': 'c' } })({ reason: 'login' });
    expect(asked.map(({ headers }) => headers.authorization ?? headers['x-csrf'])).toEqual([
      'Bearer 1',
      'Bearer 2',
      'c',
    ]);
  });

  test('through a fetch of the app, with its credentials mode', async () => {
    const requests: Request[] = [];
    const fetch = async (request: Request) => {
      requests.push(request);
      return Response.json({ authToken: 't-1' });
    };
    await tokenFrom('https://api.example/token', { fetch, credentials: 'include' })({ reason: 'login' });
    await tokenFrom('https://api.example/token', { fetch })({ reason: 'login' });
    expect(requests.map(({ credentials }) => credentials)).toEqual(['include', 'same-origin']);
  });

  test('so that a client logs in with it, and renews a revoked token', async () => {
    const service = await serve();
    let token = await service.tokenOf('kevin');
    const { url } = await endpoint(() => ({ body: JSON.stringify({ authToken: token }) }));
    const client = service.make({ tokenProvider: tokenFrom(url) });
    expect(await client.login()).toMatchObject({ uid: 'kevin' });
    await service.revoke('kevin');
    token = await service.tokenOf('kevin');
    expect(await client.getUser('andy')).toMatchObject({ uid: 'andy' });
    expect(uidOf(client)).toBe('kevin');
  });
});

describe('an endpoint without a token', () => {
  test.each([
    [401, 'authentication', false, /token endpoint does not know the visitor/],
    [403, 'permission', false, /deactivated/],
    [404, 'notFound', false, undefined],
    [405, 'validation', false, undefined],
    [429, 'rateLimit', true, undefined],
    [500, 'server', true, undefined],
    [502, 'server', true, undefined],
    [503, 'server', true, undefined],
  ] as const)('a %i is of the kind %s', async (status, kind, retryable, hint) => {
    const { url } = await endpoint(() => ({ status, body: '<html>', headers: { 'retry-after': '7' } }));
    const error = await failure(tokenFrom(url)({ reason: 'login' }));
    expect(error).toMatchObject({ code: 'TOKEN_ENDPOINT_FAILED', kind, status, retryable });
    if (status === 429 || status >= 500) expect(error.retryAfterMs).toBe(7000);
    if (hint) expect(error.hint).toMatch(hint);
  });

  test('a refused request of another site has a hint of its own', async () => {
    const body = JSON.stringify({ error: { code: 'CROSS_SITE_REFUSED' } });
    const { url } = await endpoint(() => ({ status: 403, body }));
    const error = await failure(tokenFrom(url)({ reason: 'login' }));
    expect(error).toMatchObject({ code: 'CROSS_SITE_REFUSED', hint: expect.stringContaining('allowCrossSite') });
  });

  test('passes its own code on, and nothing else of its response', async () => {
    const canary = 'canary-token-12345';
    const { url } = await endpoint(() => ({
      status: 403,
      body: JSON.stringify({ error: { code: 'USER_NOT_AVAILABLE', message: canary }, authToken: canary }),
    }));
    const error = await failure(tokenFrom(url)({ reason: 'login' }));
    expect(error).toMatchObject({ code: 'USER_NOT_AVAILABLE', kind: 'permission' });
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain(canary);
  });

  test.each([
    ['a page', '<html>log in</html>'],
    ['nothing', ''],
    ['another shape', '{"token":"x"}'],
    ['a list', '["t"]'],
    ['null', 'null'],
    ['a token that is invalid in a header', '{"authToken":"a b"}'],
  ])('a 200 with %s is a BAD_RESPONSE', async (_, body) => {
    const { url } = await endpoint(() => ({ body }));
    expect(await failure(tokenFrom(url)({ reason: 'login' }))).toMatchObject({
      code: 'BAD_RESPONSE',
      kind: 'badResponse',
    });
  });

  test.each([301, 302, 303, 307, 308])(
    'a %i to another origin is refused, and nothing is sent there',
    async (status) => {
      const elsewhere = await endpoint(() => ({ body: '{"authToken":"t-1"}' }));
      const { url, asked } = await endpoint(() => ({ status, headers: { location: elsewhere.url } }));
      const headers = { authorization: 'Bearer canary-1234567890' };
      const error = await failure(tokenFrom(url, { headers, credentials: 'include' })({ reason: 'login' }));
      expect(error).toMatchObject({ code: 'REDIRECT_REFUSED', kind: 'badResponse', status, retryable: false });
      expect(asked).toHaveLength(1);
      expect(elsewhere.asked).toEqual([]);
      const client = createClient({ ...APP, storage: memoryStorage(), tokenProvider: tokenFrom(url, { headers }) });
      const login = await failure(client.login());
      client.dispose();
      expect(login).toMatchObject({
        code: 'TOKEN_PROVIDER_FAILED',
        kind: 'badResponse',
        cause: { code: 'REDIRECT_REFUSED' },
      });
      expect(elsewhere.asked).toEqual([]);
    },
  );

  test('a redirect to a page of the same origin is refused too', async () => {
    const { url, asked } = await endpoint(() => ({ status: 302, headers: { location: '/login' } }));
    expect(await failure(tokenFrom(url)({ reason: 'login' }))).toMatchObject({ code: 'REDIRECT_REFUSED', status: 302 });
    expect(asked).toHaveLength(1);
  });

  test('no response is of the kind network, and shows no header', async () => {
    const headers = { authorization: 'Bearer canary-1234567890' };
    const error = await failure(tokenFrom('http://127.0.0.1:1/token', { headers })({ reason: 'login' }));
    expect(error).toMatchObject({ code: 'FAILED_TO_FETCH', kind: 'network' });
    expect(JSON.stringify(error) + error.stack).not.toContain('canary');
  });

  test('a fetch that repeats the token without its scheme reveals nothing of it', async () => {
    const headers = { authorization: 'Bearer canary-1234567890' };
    const fetch = () => Promise.reject(Object.assign(new Error('no canary-1234567890'), { code: 'CANARY-1234567890' }));
    const error = await failure(tokenFrom('https://api.example/token', { fetch, headers })({ reason: 'login' }));
    expect(error.cause).toMatchObject({ message: 'no [redacted]', code: '[redacted]' });
  });

  test('a client rejects with TOKEN_PROVIDER_FAILED, with the error as its cause', async () => {
    const { url } = await endpoint(() => ({ status: 401 }));
    const client = createClient({
      ...APP,
      emulator: 'http://127.0.0.1:1',
      storage: memoryStorage(),
      tokenProvider: tokenFrom(url),
    });
    onTestFinished(() => client.dispose());
    const error = await failure(client.login());
    expect(error).toMatchObject({ code: 'TOKEN_PROVIDER_FAILED', cause: { kind: 'authentication', status: 401 } });
  });

  test('the error says whether and when to retry', async () => {
    const { url } = await endpoint(() => ({ status: 503, headers: { 'retry-after': '7' } }));
    const client = createClient({
      ...APP,
      emulator: 'http://127.0.0.1:1',
      storage: memoryStorage(),
      tokenProvider: tokenFrom(url),
    });
    onTestFinished(() => client.dispose());
    expect(await failure(client.login())).toMatchObject({
      code: 'TOKEN_PROVIDER_FAILED',
      kind: 'server',
      status: 503,
      retryable: true,
      retryAfterMs: 7_000,
    });
  });
});

test.each([undefined, null, '', ' '])('an address %o is refused at once', (url) => {
  expect(() => tokenFrom(url as unknown as string)).toThrow(/url must be/);
});
