import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createClient, memoryStorage, tokenFrom } from '../../../src/index.js';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { createTokenEndpoint, type TokenEndpointOptions } from '../../../src/server/token-endpoint/handler.js';
import { findSecrets } from '../../support/canary.js';
import { deferred } from '../../support/client-support.js';
import { adminOf, backend } from '../../support/endpoint-support.js';
import { listen, post } from '../../support/http-support.js';

interface Visitor {
  readonly uid: string;
  readonly name: string;
}

/** A header identifies the visitor here. A real app reads its session. */
const authenticate = ({ headers }: Request): Visitor | null => {
  const uid = headers.get('x-visitor');
  return uid === null ? null : { uid, name: `Name of ${uid}` };
};
const as = (visitor: string) => ({ 'x-visitor': visitor });

type Options = Partial<TokenEndpointOptions<Visitor>>;

/** A token endpoint over real HTTP, in front of an emulator. */
async function serve(options: Options = {}, service?: Awaited<ReturnType<typeof backend>>) {
  const { emulator, admin, wire, url: service_ } = service ?? (await backend());
  const errors: unknown[] = [];
  const endpoint = createTokenEndpoint<Visitor>({
    admin,
    authenticate,
    profile: ({ name }) => ({ name }),
    onError: (error) => errors.push(error),
    ...options,
  });
  const url = await listen(toNodeHandler(endpoint));
  const ask = (visitor: string, body?: unknown) => post(url, body, as(visitor));
  return { emulator, admin, wire, service: service_, errors, endpoint, url, ask };
}

describe('a known user', () => {
  test('gets a token, with one request to CometChat', async () => {
    const { ask, wire, emulator } = await serve();
    const answer = await ask('kevin');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toBe('application/json');
    const { uid, authToken } = await answer.json();
    expect(uid).toBe('kevin');
    expect(emulator.users.authTokens('kevin')).toEqual([authToken]);
    expect(wire()).toEqual(['POST /users/kevin/auth_tokens']);
  });

  test('gets another token each time: a logout on one device does not affect the others', async () => {
    const { ask, emulator } = await serve();
    await ask('kevin');
    await ask('kevin');
    expect(new Set(emulator.users.authTokens('kevin')).size).toBe(2);
  });

  test('is the user of the session, for any request', async () => {
    const { ask, wire } = await serve();
    const answer = await ask('kevin', { uid: 'cometchat-uid-1', reason: 'login' });
    expect((await answer.json()).uid).toBe('kevin');
    expect(wire()).toEqual(['POST /users/kevin/auth_tokens']);
  });

  test('is the same in any letter case', async () => {
    const { ask } = await serve();
    expect((await (await ask('KEVIN')).json()).uid).toBe('kevin');
  });
});

describe('an unknown user', () => {
  test('is created from the profile, and gets a token', async () => {
    const { ask, wire, emulator } = await serve({ profile: ({ name }) => ({ name, metadata: { plan: 'free' } }) });
    const { uid, authToken } = await (await ask('ann')).json();
    expect(emulator.users.get('ann')).toMatchObject({ uid, name: 'Name of ann', metadata: { plan: 'free' } });
    expect(emulator.users.authTokens('ann')).toEqual([authToken]);
    expect(wire()).toEqual(['POST /users/ann/auth_tokens', 'POST /users', 'POST /users/ann/auth_tokens']);
  });

  test('is created once for concurrent requests', async () => {
    let asked = 0;
    const profile = async ({ name }: Visitor) => {
      asked += 1;
      return { name };
    };
    const { endpoint, wire, emulator } = await serve({ profile });
    const ask = () => endpoint(new Request('https://a.example/token', { method: 'POST', headers: as('ann') }));
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(wire().filter((line) => line === 'POST /users')).toHaveLength(1);
    expect(asked).toBe(1);
    // They share the token as well.
    expect(emulator.users.authTokens('ann')).toHaveLength(1);
  });

  test('gets a token if another instance creates it at the same time', async () => {
    const service = await backend();
    const one = await serve({}, service);
    const other = await serve({}, service);
    const answers = await Promise.all([one.ask('ann'), other.ask('ann'), one.ask('ann'), other.ask('ann')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test('is refused without a profile, and no user is created', async () => {
    const { ask, emulator } = await serve({ profile: undefined });
    const answer = await ask('ann');
    expect([answer.status, (await answer.json()).error.code]).toEqual([403, 'USER_NOT_AVAILABLE']);
    expect(emulator.users.get('ann')).toBeUndefined();
  });

  test('is created at the next request if the first failed', async () => {
    let down = true;
    const profile = ({ name }: Visitor) => {
      if (down) throw new Error('database is down');
      return { name };
    };
    const { ask, errors } = await serve({ profile });
    expect((await ask('ann')).status).toBe(500);
    expect(errors).toMatchObject([{ message: 'database is down' }]);
    down = false;
    expect((await ask('ann')).status).toBe(200);
  });
});

describe('a request without a token', () => {
  test('is a 401 without a session, and nothing is sent', async () => {
    const { url, wire } = await serve();
    const answer = await post(url, { uid: 'kevin' });
    expect([answer.status, (await answer.json()).error.code]).toEqual([401, 'NOT_AUTHENTICATED']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(wire()).toEqual([]);
  });

  test('is a 403 for a deactivated user, who stays deactivated', async () => {
    const { ask, admin, emulator } = await serve();
    await admin.users.deactivate(['kevin']);
    const answer = await ask('kevin');
    expect([answer.status, (await answer.json()).error.code]).toEqual([403, 'USER_NOT_AVAILABLE']);
    expect(emulator.users.get('kevin')?.deactivatedAt).toBeGreaterThan(0);
  });

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('%s: 405, before authenticate is called', async (method) => {
    let asked = 0;
    const { url } = await serve({
      authenticate: () => {
        asked += 1;
        return null;
      },
    });
    const answer = await fetch(url, { method, headers: as('kevin') });
    expect([answer.status, answer.headers.get('allow'), asked]).toEqual([405, 'POST', 0]);
  });
});

describe('mistakes of the app', () => {
  test.each<[string, Options, RegExp]>([
    ['authenticate throws', { authenticate: () => Promise.reject(new Error('session store canary')) }, /session store/],
    ['a uid that cannot be right', { authenticate: () => ({ uid: 'a b', name: 'A' }) }, /space/],
    ['a uid that is a number', { authenticate: () => ({ uid: 42 as unknown as string, name: 'A' }) }, /string/],
    ['a profile of somebody else', { profile: () => ({ uid: 'kevin', name: 'A' }) }, /another uid/],
    ['a profile with mistakes', { profile: () => ({ name: 'A', avatar: 'a.png' }) }, /avatar/],
  ])('%s: 500 without details, and onError is called', async (_, options, message) => {
    const { ask, errors, emulator } = await serve(options);
    const answer = await ask('ann');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/canary|avatar|uid/);
    expect(errors).toHaveLength(1);
    expect((errors[0] as Error).message).toMatch(message);
    expect(emulator.users.get('ann')).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['no admin', { authenticate }],
    ['no authenticate', { admin: {} }],
    ['a profile that is no function', { admin: { authTokens: {} }, authenticate, profile: {} }],
    ['nothing', undefined],
  ])('%s throws at once', (_, options) => {
    expect(() => createTokenEndpoint(options as TokenEndpointOptions)).toThrow(/must be|is missing/);
  });

  test('a token is reused for a day at most', async () => {
    const { admin } = await backend();
    for (const maxAgeMs of [0, -1, Number.NaN, 86_400_001]) {
      expect(() => createTokenEndpoint({ admin, authenticate, reuse: { maxAgeMs } })).toThrow(/maxAgeMs/);
    }
  });
});

describe('failures of CometChat', () => {
  test('a rate limit is a 503 that says how long to wait', async () => {
    const { ask, emulator } = await serve();
    emulator.faults.add({ operation: 'createAuthToken', rateLimit: { retryAfter: 17 } });
    const answer = await ask('kevin');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '17']);
    expect((await answer.json()).error.code).toBe('UPSTREAM_UNAVAILABLE');
  });

  test('a server error is a 503', async () => {
    const { ask, emulator } = await serve();
    emulator.faults.add({ operation: 'createAuthToken', status: 500 });
    const answer = await ask('kevin');
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('no response is a 503', async () => {
    const { emulator } = await backend();
    const admin = adminOf(emulator, 'http://127.0.0.1:1');
    const url = await listen(toNodeHandler(createTokenEndpoint({ admin, authenticate })));
    expect((await post(url, {}, as('kevin'))).status).toBe(503);
  });

  test('a wrong key is a 502 that does not show it; onError is called, without it', async () => {
    const apiKey = 'canary-wrong-key-1234567890';
    const { emulator, url: service } = await backend();
    const admin = adminOf(emulator, service, { apiKey });
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const url = await listen(toNodeHandler(createTokenEndpoint({ admin, authenticate, onError })));
    const answer = await post(url, {}, as('kevin'));
    expect(answer.status).toBe(502);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.text()).not.toContain('canary');
    expect(errors).toMatchObject([{ code: 'AUTH_ERR_APIKEY_NOT_FOUND' }]);
    expect(findSecrets(errors[0], apiKey)).toEqual([]);
  });

  test('a create whose response was lost succeeds', async () => {
    const { ask, emulator } = await serve();
    emulator.faults.add({ operation: 'createUser', drop: 'after', times: 1 });
    // Without a retry the first visitor has to ask again, and then the user exists.
    expect([200, 503]).toContain((await ask('ann')).status);
    expect((await ask('ann')).status).toBe(200);
  });
});

describe('the endpoint runs', () => {
  test('in Hono, unchanged', async () => {
    const { endpoint, emulator } = await serve();
    const app = new Hono().post('/token', (c) => endpoint(c.req.raw));
    const url = await listen(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
    const { authToken } = await (await post(`${url}/token`, { reason: 'login' }, as('kevin'))).json();
    expect(emulator.users.authTokens('kevin')).toEqual([authToken]);
  });

  test('in Express, behind express.json() as well', async () => {
    const { endpoint } = await serve({ reuse: true });
    const app = express();
    app.use(express.json());
    app.post('/token', toNodeHandler(endpoint));
    const url = await listen(app);
    expect((await post(`${url}/token`, { reason: 'tokenRevoked' }, as('kevin'))).status).toBe(200);
  });

  test('without a server: it is a function', async () => {
    const { endpoint } = await serve();
    const answer = await endpoint(new Request('https://a.example/token', { method: 'POST', headers: as('kevin') }));
    expect(await answer.json()).toMatchObject({ uid: 'kevin' });
  });

  test('with authenticate reading the body itself', async () => {
    const read = async (request: Request) => {
      const { session } = await request.json();
      return session === 's-1' ? { uid: 'kevin', name: 'Kevin' } : null;
    };
    for (const reuse of [false, true]) {
      const { url } = await serve({ authenticate: read, reuse });
      expect((await post(url, { session: 's-1' })).status).toBe(200);
      expect((await post(url, { session: 's-2' })).status).toBe(401);
    }
  });

  test('with tokenFrom: a visitor unknown to CometChat logs in', async () => {
    const { url, service } = await serve();
    const client = createClient({
      appId: 'app-1',
      region: 'us',
      emulator: service,
      storage: memoryStorage(),
      tokenProvider: tokenFrom(url, { headers: as('ann') }),
    });
    expect(await client.login()).toMatchObject({ uid: 'ann', name: 'Name of ann' });
    client.dispose();
  });
});

test('with a visitor who disconnects while CometChat is slow: that is no error, and does not abort others', async () => {
  const slow = deferred();
  const asked: Request[] = [];
  const { url, errors } = await serve({
    authenticate: (request) => {
      asked.push(request);
      return authenticate(request);
    },
    profile: async ({ name }) => {
      await slow.promise;
      return { name };
    },
  });
  const controller = new AbortController();
  const gone = fetch(url, { method: 'POST', headers: as('ann'), signal: controller.signal });
  await expect.poll(() => asked.length).toBe(1);
  const stays = post(url, {}, as('ann'));
  await expect.poll(() => asked.length).toBe(2);
  controller.abort();
  await expect(gone).rejects.toThrow();
  await expect.poll(() => asked[0]?.signal.aborted).toBe(true);
  slow.resolve();
  expect((await stays).status).toBe(200);
  expect(errors).toEqual([]);
});
