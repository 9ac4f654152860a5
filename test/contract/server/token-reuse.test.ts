import { describe, expect, test, vi } from 'vitest';
import { createClient, memoryStorage, type SessionStorage, tokenFrom } from '../../../src/index.js';
import type { Admin } from '../../../src/server/admin.js';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { createTokenEndpoint } from '../../../src/server/token-endpoint/handler.js';
import type { TokenReuse } from '../../../src/server/token-endpoint/reuse.js';
import { findSecrets } from '../../support/canary.js';
import { deferred } from '../../support/client-support.js';
import { adminOf, backendInProcess } from '../../support/endpoint-support.js';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { listen } from '../../support/http-support.js';

const ENDPOINT = 'https://my-app.example/token';

/** A token endpoint in front of an emulator, without a socket. */
function start(reuse: TokenReuse | true = true, service = backendInProcess(), more: { admin?: Admin } = {}) {
  const errors: unknown[] = [];
  const requests: Request[] = [];
  const endpoint = createTokenEndpoint({
    admin: more.admin ?? service.admin,
    authenticate: (request) => {
      requests.push(request);
      return { uid: request.headers.get('x-visitor') ?? 'kevin' };
    },
    profile: ({ uid }) => ({ name: uid }),
    reuse,
    onError: (error) => errors.push(error),
  });
  const post = (body: string, visitor = 'kevin') =>
    endpoint(new Request(ENDPOINT, { method: 'POST', body, headers: { 'x-visitor': visitor } }));
  const ask = async (reason = 'login', visitor = 'kevin') => {
    const response = await post(JSON.stringify({ reason }), visitor);
    return { status: response.status, token: (await response.json()).authToken as string };
  };
  return { ...service, endpoint, requests, post, ask, errors };
}

describe('a reused token', () => {
  test('is the same one, after CometChat confirmed that it is valid', async () => {
    const { ask, wire, emulator } = start();
    const first = await ask();
    expect((await ask()).token).toBe(first.token);
    expect(emulator.users.authTokens('kevin')).toEqual([first.token]);
    expect(wire()).toEqual(['POST /users/kevin/auth_tokens', 'GET /users/kevin/auth_tokens/*']);
  });

  test('is the same for concurrent requests', async () => {
    const { ask, emulator } = start();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(emulator.users.authTokens('kevin')).toHaveLength(1);
  });

  test('is created even if the visitor who asked first disconnects', async () => {
    const service = backendInProcess();
    const gate = deferred();
    const fetch = async (request: Request) => {
      await gate.promise;
      return service.emulator.fetch(request);
    };
    const admin = adminOf(service.emulator, 'http://localhost:1', { fetch });
    const { endpoint, requests, ask, emulator } = start(true, service, { admin });
    const url = await listen(toNodeHandler(endpoint));
    const controller = new AbortController();
    const gone = globalThis.fetch(url, { method: 'POST', signal: controller.signal });
    await expect.poll(() => requests.length).toBe(1);
    const stays = ask();
    controller.abort();
    await expect(gone).rejects.toThrow();
    await expect.poll(() => requests[0]?.signal.aborted).toBe(true);
    gate.resolve();
    expect((await stays).status).toBe(200);
    expect(emulator.users.authTokens('kevin')).toHaveLength(1);
  });

  test("is never another user's", async () => {
    const { ask } = start();
    const [kevin, ann] = [await ask('login', 'kevin'), await ask('login', 'ann')];
    expect(kevin.token.startsWith('kevin_')).toBe(true);
    expect(ann.token.startsWith('ann_')).toBe(true);
  });

  test('is not one that was revoked, by a logout or by you', async () => {
    const { ask, admin } = start();
    const { token } = await ask();
    await admin.authTokens.flush('kevin');
    expect((await ask()).token).not.toBe(token);
  });

  test('lets a client log in, out and in again', async () => {
    const { endpoint, emulator } = start();
    const client = createClient({
      appId: 'app-1',
      region: 'us',
      fetch: (request) => emulator.fetch(request),
      storage: memoryStorage(),
      tokenProvider: tokenFrom(await listen(toNodeHandler(endpoint))),
    });
    for (let turn = 0; turn < 3; turn++) {
      expect(await client.login()).toMatchObject({ uid: 'kevin' });
      await client.logout();
    }
    client.dispose();
  });

  test('is not returned to a user who was deactivated since', async () => {
    const { ask, admin } = start();
    await ask();
    await admin.users.deactivate(['kevin']);
    expect((await ask()).status).toBe(403);
  });

  test('is not returned after maxAgeMs', async () => {
    stopClock();
    const { ask } = start({ maxAgeMs: 60_000 });
    const { token } = await ask();
    vi.advanceTimersByTime(59_999);
    expect((await ask()).token).toBe(token);
    vi.advanceTimersByTime(1);
    expect((await ask()).token).not.toBe(token);
  });

  test('is not returned while CometChat cannot say whether it is valid', async () => {
    const { ask, emulator, errors } = start();
    const { token } = await ask();
    emulator.faults.add({ operation: 'getAuthToken', status: 500 });
    expect((await ask()).status).toBe(503);
    expect(errors).toHaveLength(1);
    expect(findSecrets(errors, token, emulator.apiKey)).toEqual([]);
  });
});

describe('a client that reports a revoked token', () => {
  test('gets a new one, but cannot cause many', async () => {
    stopClock();
    const { ask, emulator } = start();
    const { token } = await ask();
    vi.advanceTimersByTime(11_000);
    const renewed = await ask('tokenRevoked');
    expect(renewed.token).not.toBe(token);
    for (let turn = 0; turn < 5; turn++) expect((await ask('tokenRevoked')).token).toBe(renewed.token);
    expect(emulator.users.authTokens('kevin')).toHaveLength(2);
  });

  test('reports it as JSON; anything else is a login', async () => {
    const { post, ask } = start();
    const { token } = await ask();
    for (const body of [
      '{',
      '[]',
      '"tokenRevoked"',
      '{"reason":"x"}',
      `{"reason":"tokenRevoked","x":"${'x'.repeat(5000)}"}`,
    ]) {
      expect((await (await post(body)).json()).authToken).toBe(token);
    }
  });
});

describe('the storage of tokens', () => {
  test('serves several instances: another instance returns the same token', async () => {
    const service = backendInProcess();
    const storage = memoryStorage();
    const [one, other] = [start({ storage }, service), start({ storage }, service)];
    expect((await other.ask()).token).toBe((await one.ask()).token);
  });

  test('may parse its values and respond late', async () => {
    const held = new Map<string, unknown>();
    const storage: SessionStorage = {
      getItem: async (key) => held.get(key) ?? null,
      setItem: async (key, value) => void held.set(key, JSON.parse(value)),
      removeItem: async (key) => void held.delete(key),
    };
    const { ask } = start({ storage });
    expect((await ask()).token).toBe((await ask()).token);
    expect([...held.keys()]).toEqual(['cometchat-users:token:v1:app-1:kevin']);
  });

  test.each<[string, Partial<SessionStorage>]>([
    [
      'throws',
      {
        getItem: () => {
          throw new Error('down');
        },
        setItem: () => {
          throw new Error('down');
        },
      },
    ],
    ['rejects', { getItem: () => Promise.reject(new Error('down')), setItem: () => Promise.reject(new Error('down')) }],
    ['holds something else', { getItem: () => '{"authToken":5}' }],
    ['holds what is no JSON', { getItem: () => 'x' }],
    ['holds a token of tomorrow', { getItem: () => JSON.stringify({ authToken: 't', at: Date.now() + 86_400_000 }) }],
  ])('that %s costs a new token, and no failed login', async (_, broken) => {
    const { ask } = start({ storage: { ...memoryStorage(), ...broken } });
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(200);
  });

  test('that hangs costs two seconds per access', async () => {
    stopClock();
    const never = () => new Promise(() => undefined);
    const { ask, errors } = start({ storage: { getItem: never, setItem: never, removeItem: never } });
    const begun = Date.now();
    expect((await settleInFakeTime(ask())).status).toBe(200);
    const took = Date.now() - begun;
    expect(took).toBeGreaterThanOrEqual(4_000);
    expect(took).toBeLessThan(4_500);
    expect(errors).toMatchObject([{ code: 'REQUEST_TIMEOUT' }, { code: 'REQUEST_TIMEOUT' }]);
  });
});
