import { describe, expect, test, vi } from 'vitest';
import type { CometChatClient, TokenProvider } from '../../../src/index.js';
import {
  authTokenOf,
  deferred,
  eventsOf,
  KEY,
  openStorage,
  serve,
  stored,
  uidOf,
} from '../../support/client-support.js';

/** Kevin is signed in with a token that was revoked since. */
async function revoked(tokenProvider: TokenProvider | undefined) {
  const service = await serve({ clock: () => 1_700_000_000_000 });
  const client = service.make({ tokenProvider });
  await client.login(await service.tokenOf('kevin'));
  await service.revoke('kevin');
  service.wire();
  const { told, names } = eventsOf(client);
  return { ...service, client, told, names };
}

describe('a revoked token', () => {
  test('is replaced by one of the tokenProvider, and the request is repeated once', async () => {
    const tokenProvider = vi.fn<TokenProvider>(() => tokenOf('kevin'));
    const { client, tokenOf, wire, told } = await revoked(tokenProvider);
    expect(await client.getUser('andy')).toMatchObject({ name: 'Andy' });
    expect(tokenProvider.mock.calls).toEqual([[{ uid: 'kevin', reason: 'tokenRevoked' }]]);
    expect(wire()).toEqual(['GET /users/andy', 'PUT /me', 'GET /users/andy']);
    expect(told).toEqual([['tokenChanged', { uid: 'kevin', source: 'client' }]]);
  });

  test('is replaced once for all operations in progress', async () => {
    const tokenProvider = vi.fn<TokenProvider>(() => tokenOf('kevin'));
    const { client, tokenOf, wire } = await revoked(tokenProvider);
    const calls: Promise<unknown>[] = Array.from({ length: 20 }, () => client.getUser('andy'));
    calls.push(client.updateCurrentUserDetails({ name: 'K' }), client.generateCallToken('standup'));
    await Promise.all(calls);
    expect(tokenProvider).toHaveBeenCalledOnce();
    expect(wire().filter((line) => line === 'GET /users/andy')).toHaveLength(40);
  });

  test('is replaced in each kind of operation', async () => {
    const calls: ((client: CometChatClient) => Promise<unknown>)[] = [
      (client) => client.getUser('kevin'),
      (client) => client.updateCurrentUserDetails({ name: 'K' }),
      (client) => client.generateCallToken('standup'),
    ];
    const tokenProvider = vi.fn<TokenProvider>(() => tokenOf('kevin'));
    const { client, tokenOf, revoke } = await revoked(tokenProvider);
    for (const call of calls) {
      await revoke('kevin');
      await call(client);
    }
    expect(tokenProvider).toHaveBeenCalledTimes(3);
  });

  test('is replaced for a restored session', async () => {
    const { make, tokenOf } = await serve();
    const token = await tokenOf('kevin');
    const client = make({ storage: openStorage({ [KEY]: stored('kevin', 'gone') }), tokenProvider: () => token });
    await expect.poll(() => authTokenOf(client)).toBe(token);
    expect(uidOf(client)).toBe('kevin');
  });

  test('ends the session without a tokenProvider, and the operation rejects', async () => {
    const { client, told, wire } = await revoked(undefined);
    await expect(client.getUser('andy')).rejects.toMatchObject({
      code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND',
      kind: 'authentication',
      status: 401,
      operation: 'getUser',
      endpoint: 'GET /users/{uid}',
    });
    expect(told).toEqual([['signedOut', { uid: 'kevin', reason: 'tokenRevoked' }]]);
    expect(wire()).toEqual(['GET /users/andy']);
  });
});

describe('the token of the tokenProvider', () => {
  test('is requested once; each operation that waits for it rejects under its own name', async () => {
    const { client } = await revoked(() => Promise.reject(new Error('no token')));
    const code = 'TOKEN_PROVIDER_FAILED';
    const [read, updated] = await Promise.allSettled([
      client.getUser('andy'),
      client.updateCurrentUserDetails({ name: 'Kevin' }),
    ]);
    expect(read).toMatchObject({ reason: { code, operation: 'getUser' } });
    expect(updated).toMatchObject({ reason: { code, operation: 'updateCurrentUserDetails' } });
  });

  test('ends the session if it is revoked too', async () => {
    const { client, told, wire } = await revoked(() => 'also-gone');
    await expect(client.getUser('andy')).rejects.toMatchObject({ code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' });
    expect(told).toEqual([['signedOut', { uid: 'kevin', reason: 'tokenRevoked' }]]);
    expect(wire()).toEqual(['GET /users/andy', 'PUT /me']);
  });

  test("is refused if it is another user's, and no other user is signed in", async () => {
    const { client, tokenOf, told } = await revoked(() => tokenOf('andy'));
    await expect(client.getUser('andy')).rejects.toMatchObject({
      code: 'TOKEN_OF_ANOTHER_USER',
      kind: 'authentication',
    });
    expect(uidOf(client)).toBe('kevin');
    expect(told).toEqual([]);
  });

  test.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['an empty string', () => ''],
    ['a number', () => 5],
    ['an object', () => ({ authToken: 'x' })],
    ['a string that is invalid in a header', () => 'a b'],
    ['a page', () => '<html>\n</html>'],
  ])('is refused if it is %s', async (_, provider) => {
    const { client, told, wire } = await revoked(provider as TokenProvider);
    await expect(client.getUser('andy')).rejects.toMatchObject({
      code: 'TOKEN_PROVIDER_FAILED',
      kind: 'authentication',
    });
    expect(uidOf(client)).toBe('kevin');
    expect(told).toEqual([]);
    expect(wire()).toEqual(['GET /users/andy']);
  });
});

describe('a tokenProvider that fails signs no user out', () => {
  const failure = new Error('server down');
  test.each<[string, TokenProvider]>([
    [
      'throws',
      () => {
        throw failure;
      },
    ],
    ['rejects', () => Promise.reject(failure)],
  ])('one that %s', async (_, provider) => {
    const { client, told } = await revoked(provider);
    await expect(client.getUser('andy')).rejects.toMatchObject({ code: 'TOKEN_PROVIDER_FAILED', cause: failure });
    await expect(client.login()).rejects.toMatchObject({ code: 'TOKEN_PROVIDER_FAILED', cause: failure });
    expect(uidOf(client)).toBe('kevin');
    expect(told.map(([event]) => event)).toEqual(['loginFailed']);
  });

  test('one that hangs', async () => {
    const { client, names } = await revoked(() => new Promise(() => undefined));
    await expect(client.getUser('andy', { timeout: 50 })).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
    await expect(client.login({ timeout: 50 })).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
    expect(uidOf(client)).toBe('kevin');
    expect(names()).toEqual(['loginFailed']);
  });

  test('one that hangs delays no caller beyond its timeout, and serves those who wait', async () => {
    const answer = deferred<string>();
    const tokenProvider = vi.fn(() => answer.promise);
    const { client, tokenOf } = await revoked(tokenProvider);
    const controller = new AbortController();
    const first = client.getUser('andy', { signal: controller.signal });
    const second = client.getUser('andy');
    await expect.poll(() => tokenProvider.mock.calls.length).toBe(1);
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
    answer.resolve(await tokenOf('kevin'));
    expect(await second).toMatchObject({ uid: 'andy' });
    expect(tokenProvider).toHaveBeenCalledOnce();
  });

  test('is called again by the next operation', async () => {
    let down = true;
    const { client, tokenOf } = await revoked(() => (down ? Promise.reject(failure) : tokenOf('kevin')));
    await expect(client.getUser('andy')).rejects.toMatchObject({ code: 'TOKEN_PROVIDER_FAILED' });
    down = false;
    expect(await client.getUser('andy')).toMatchObject({ uid: 'andy' });
  });
});

describe('login() by provider, while your own user changes during a login', () => {
  /** Each token is that of the user of the app at the time of the request. The first one waits. */
  async function openApp() {
    const service = await serve();
    const app = { uid: 'kevin' };
    const first = deferred();
    const tokenProvider = vi.fn<TokenProvider>(async () => {
      const token = await service.tokenOf(app.uid);
      if (tokenProvider.mock.calls.length === 1) await first.promise;
      return token;
    });
    const client = service.make({ tokenProvider });
    await client.session.ready;
    return { ...service, client, tokenProvider, app, first };
  }

  test('shares the login in progress: the client cannot know about the change', async () => {
    const { client, tokenProvider, app, first } = await openApp();
    const earlier = client.login();
    await vi.waitFor(() => expect(tokenProvider).toHaveBeenCalledOnce());
    app.uid = 'andy';
    const later = client.login();
    first.resolve();
    expect((await Promise.all([earlier, later])).map(({ uid }) => uid)).toEqual(['kevin', 'kevin']);
    expect(tokenProvider).toHaveBeenCalledOnce();
    // After that login, the next one has the other user.
    expect((await client.login()).uid).toBe('andy');
  });

  test.each<[string, (client: CometChatClient, controller: AbortController) => unknown, string]>([
    ['its signal', (_, controller) => controller.abort(), 'REQUEST_ABORTED'],
    ['a logout', (client) => client.logout().catch(() => undefined), 'LOGIN_SUPERSEDED'],
  ])('is a new login, with a new token, once %s has ended the one in progress', async (_, end, code) => {
    const { client, tokenProvider, app, first } = await openApp();
    const controller = new AbortController();
    const earlier = client.login({ signal: controller.signal });
    const rejected = expect(earlier).rejects.toMatchObject({ code });
    await vi.waitFor(() => expect(tokenProvider).toHaveBeenCalledOnce());
    app.uid = 'andy';
    end(client, controller);
    expect((await client.login()).uid).toBe('andy');
    first.resolve();
    await rejected;
    expect(tokenProvider).toHaveBeenCalledTimes(2);
    expect(uidOf(client)).toBe('andy');
  });

  test('asks once if the first call is aborted before it could ask, as in Strict Mode of React', async () => {
    const { client, tokenProvider, first } = await openApp();
    const controller = new AbortController();
    const earlier = client.login({ signal: controller.signal });
    controller.abort();
    const later = client.login();
    await expect(earlier).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
    first.resolve();
    expect((await later).uid).toBe('kevin');
    expect(tokenProvider).toHaveBeenCalledOnce();
  });
});
