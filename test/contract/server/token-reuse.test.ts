import { describe, expect, test, vi } from 'vitest';
import { createClient, memoryStorage, type SessionStorage, tokenFrom } from '../../../src/index.js';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { createTokenEndpoint } from '../../../src/server/token-endpoint/handler.js';
import type { TokenReuse } from '../../../src/server/token-endpoint/reuse.js';
import { findSecrets } from '../../support/canary.js';
import { aWhile } from '../support.js';
import { backend } from './endpoint-support.js';
import { listen, post } from './http-support.js';

async function serve(reuse: TokenReuse | true = true, service?: Awaited<ReturnType<typeof backend>>) {
  const made = service ?? (await backend());
  const errors: unknown[] = [];
  const url = await listen(
    toNodeHandler(
      createTokenEndpoint({
        admin: made.admin,
        authenticate: ({ headers }) => ({ uid: headers.get('x-visitor') ?? 'kevin' }),
        profile: ({ uid }) => ({ name: uid }),
        reuse,
        onError: (error) => errors.push(error),
      }),
    ),
  );
  const ask = async (reason = 'login', visitor = 'kevin') => {
    const answer = await post(url, { reason }, { 'x-visitor': visitor });
    return { status: answer.status, token: (await answer.json()).authToken as string };
  };
  return { ...made, service: made.url, url, ask, errors };
}

describe('a token that is given again', () => {
  test('is the same one, and CometChat was asked whether it is still good', async () => {
    const { ask, wire, emulator } = await serve();
    const first = await ask();
    expect((await ask()).token).toBe(first.token);
    expect(emulator.users.authTokens('kevin')).toEqual([first.token]);
    expect(wire()).toEqual(['POST /users/kevin/auth_tokens', 'GET /users/kevin/auth_tokens/*']);
  });

  test('is one for all who ask at the same time', async () => {
    const { ask, emulator } = await serve();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(emulator.users.authTokens('kevin')).toHaveLength(1);
  });

  test('is made to its end, though the visitor who asked first goes away', async () => {
    const { url, ask, emulator } = await serve();
    emulator.faults.add({ operation: 'createAuthToken', delayMs: 300, times: 1 });
    const controller = new AbortController();
    const gone = fetch(url, { method: 'POST', signal: controller.signal });
    await expect.poll(() => emulator.requests.length).toBe(1);
    const stays = ask();
    await aWhile(100);
    controller.abort();
    await expect(gone).rejects.toThrow();
    expect((await stays).status).toBe(200);
    expect(emulator.users.authTokens('kevin')).toHaveLength(1);
  });

  test('is never another user’s', async () => {
    const { ask } = await serve();
    const [kevin, ann] = [await ask('login', 'kevin'), await ask('login', 'ann')];
    expect(kevin.token.startsWith('kevin_')).toBe(true);
    expect(ann.token.startsWith('ann_')).toBe(true);
  });

  test('is not one that was revoked, by a logout or by you', async () => {
    const { ask, admin } = await serve();
    const { token } = await ask();
    await admin.authTokens.flush('kevin');
    expect((await ask()).token).not.toBe(token);
  });

  test('lets a client log in, out and in again', async () => {
    const { url, service } = await serve();
    const client = createClient({
      appId: 'app-1',
      region: 'us',
      emulator: service,
      storage: memoryStorage(),
      tokenProvider: tokenFrom(url),
    });
    for (let turn = 0; turn < 3; turn++) {
      expect(await client.login()).toMatchObject({ uid: 'kevin' });
      await client.logout();
    }
    client.dispose();
  });

  test('is not given to a user who was deactivated since', async () => {
    const { ask, admin } = await serve();
    await ask();
    await admin.users.deactivate(['kevin']);
    expect((await ask()).status).toBe(403);
  });

  test('is not given when its time is over', async () => {
    const { ask } = await serve({ maxAgeMs: 50 });
    const { token } = await ask();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await ask()).token).not.toBe(token);
  });

  test('is not given while CometChat cannot say whether it is good', async () => {
    const { ask, emulator, errors } = await serve();
    const { token } = await ask();
    emulator.faults.add({ operation: 'getAuthToken', status: 500 });
    expect((await ask()).status).toBe(503);
    expect(errors).toHaveLength(1);
    expect(findSecrets(errors, token, emulator.apiKey)).toEqual([]);
  });
});

describe('a client that says that its token was revoked', () => {
  test('gets a new one, but no flood of them', async () => {
    const { ask, emulator } = await serve();
    const { token } = await ask();
    vi.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + 11_000);
    const renewed = await ask('tokenRevoked');
    expect(renewed.token).not.toBe(token);
    for (let turn = 0; turn < 5; turn++) expect((await ask('tokenRevoked')).token).toBe(renewed.token);
    expect(emulator.users.authTokens('kevin')).toHaveLength(2);
  });

  test('says so as JSON; anything else is a login', async () => {
    const { url, ask } = await serve();
    const { token } = await ask();
    for (const body of [
      '{',
      '[]',
      '"tokenRevoked"',
      '{"reason":"x"}',
      `{"reason":"tokenRevoked","x":"${'x'.repeat(5000)}"}`,
    ]) {
      expect((await (await post(url, body, {})).json()).authToken).toBe(token);
    }
  });
});

describe('where tokens are kept', () => {
  test('a storage serves a fleet: another instance gives the same token', async () => {
    const service = await backend();
    const storage = memoryStorage();
    const [one, other] = [await serve({ storage }, service), await serve({ storage }, service)];
    expect((await other.ask()).token).toBe((await one.ask()).token);
  });

  test('one that parses what it holds, and answers late, serves as well', async () => {
    const held = new Map<string, unknown>();
    const storage: SessionStorage = {
      getItem: async (key) => held.get(key) ?? null,
      setItem: async (key, value) => void held.set(key, JSON.parse(value)),
      removeItem: async (key) => void held.delete(key),
    };
    const { ask } = await serve({ storage });
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
  ])('one that %s costs a new token, and no login', async (_, broken) => {
    const { ask } = await serve({ storage: { ...memoryStorage(), ...broken } });
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(200);
  });

  test('one that hangs costs two seconds each way', async () => {
    const never = () => new Promise(() => undefined);
    const { ask, errors } = await serve({ storage: { getItem: never, setItem: never, removeItem: never } });
    expect((await ask()).status).toBe(200);
    expect(errors).toMatchObject([{ code: 'REQUEST_TIMEOUT' }, { code: 'REQUEST_TIMEOUT' }]);
  });
});
