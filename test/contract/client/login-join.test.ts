import { describe, expect, test } from 'vitest';
import { authTokenOf, aWhile, deferred, eventsOf, make, scripted, serve, uidOf } from '../../support/client-support.js';

const AUTH_KEY = 'a0'.repeat(20);

describe('login() joins an equal login that is in progress', () => {
  test('for any number of callers, with one sequence of requests and one event', async () => {
    const { make, wire, emulator } = await serve();
    const client = make();
    const { authKey } = emulator;
    await client.session.ready;
    const { names } = eventsOf(client);
    const users = await Promise.all([
      client.login('Kevin', authKey),
      client.login('kevin', authKey),
      client.login({ uid: 'KEVIN', authKey }),
    ]);
    expect(users.map(({ uid }) => uid)).toEqual(['kevin', 'kevin', 'kevin']);
    expect(new Set(users.map((user) => user.getAuthToken())).size).toBe(1);
    expect(wire()).toEqual(['POST /users/kevin/auth_tokens', 'PUT /me']);
    expect(names()).toEqual(['signedIn']);
  });

  test('also if it fails, and each call rejects with its own error', async () => {
    const { make, wire } = await serve();
    const client = make();
    await client.session.ready;
    const { names } = eventsOf(client);
    const results = await Promise.allSettled([client.login('no-such-token'), client.login('no-such-token')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(wire()).toEqual(['PUT /me']);
    expect(names()).toEqual(['loginFailed', 'loginFailed']);
  });

  test('and not one that has ended', async () => {
    const { make, wire } = await serve();
    const client = make();
    await expect(client.login('no-such-token')).rejects.toThrow();
    await expect(client.login('no-such-token')).rejects.toThrow();
    expect(wire()).toEqual(['PUT /me', 'PUT /me']);
  });
});

/** A service that holds every login until it gets the order to respond. */
function held() {
  const answers = new Map<string, ReturnType<typeof deferred<unknown>>>();
  const { fetch, sent, wire } = scripted(({ headers }) => {
    const answer = deferred<unknown>();
    answers.set(headers.authtoken ?? '', answer);
    return answer.promise;
  });
  const answer = async (token: string, data: unknown = { uid: token.split('_')[0], name: token }) => {
    await expect.poll(() => answers.has(token)).toBe(true);
    answers.get(token)?.resolve(data);
    await aWhile(5);
  };
  return { fetch, sent, wire, answer };
}

describe('another login supersedes it', () => {
  test('and the older one rejects at once, whenever its response comes', async () => {
    const { fetch, answer } = held();
    const client = make({ fetch });
    await client.session.ready;
    const { names } = eventsOf(client);
    const older = client.login('kevin_1');
    const newer = client.login('andy_1');
    await expect(older).rejects.toMatchObject({ code: 'LOGIN_SUPERSEDED', kind: 'superseded' });
    await answer('andy_1');
    await newer;
    await aWhile(5);
    expect(uidOf(client)).toBe('andy');
    expect(names()).toEqual(['loginFailed', 'signedIn']);
  });

  test('also between the two requests of the older one', async () => {
    const { fetch, answer } = held();
    const client = make({ fetch });
    const older = client.login('kevin_1');
    const rejected = expect(older).rejects.toMatchObject({ code: 'LOGIN_SUPERSEDED' });
    await aWhile(5);
    const newer = client.login('andy_1');
    await answer('kevin_1');
    expect(uidOf(client)).toBe(undefined);
    await answer('andy_1');
    await Promise.all([rejected, newer]);
    expect(uidOf(client)).toBe('andy');
  });

  test('but not if its arguments are refused', async () => {
    const { fetch, answer } = held();
    const client = make({ fetch });
    const login = client.login('kevin_1');
    await expect(client.login('')).rejects.toMatchObject({ code: 'MISSING_PARAMETERS' });
    await expect(client.login('andy_1', { timeout: -1 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    await expect(client.login('andy_1', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'REQUEST_ABORTED',
    });
    await answer('kevin_1');
    expect(await login).toMatchObject({ uid: 'kevin' });
  });

  test('nor if it has no arguments, and the client no tokenProvider', async () => {
    const { fetch, answer } = held();
    const client = make({ fetch });
    const login = client.login('kevin_1');
    const refused = client.login();
    await expect(refused).rejects.toMatchObject({
      code: 'MISSING_PARAMETERS',
      message: expect.stringContaining('tokenProvider'),
    });
    await answer('kevin_1');
    expect(await login).toMatchObject({ uid: 'kevin' });
  });

  test('the same login after a logout is a new one', async () => {
    const { fetch, sent, answer } = held();
    const client = make({ fetch });
    const older = client.login('kevin_1');
    const out = client.logout();
    const newer = client.login('kevin_1');
    await expect(older).rejects.toMatchObject({ code: 'LOGIN_SUPERSEDED' });
    await expect(out).rejects.toMatchObject({ code: 'USER_NOT_LOGED_IN' });
    await answer('kevin_1');
    expect(await newer).toMatchObject({ uid: 'kevin' });
    expect(sent.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});

describe('a logout during a login', () => {
  test('ends the login, and no user is signed in later', async () => {
    const { fetch, answer } = held();
    const client = make({ fetch });
    const login = client.login('kevin_1');
    await aWhile(5);
    const out = client.logout();
    await expect(login).rejects.toMatchObject({ code: 'LOGIN_SUPERSEDED' });
    await expect(out).rejects.toMatchObject({ code: 'USER_NOT_LOGED_IN' });
    await answer('kevin_1');
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'none' });
  });

  test('of another user signs out the signed-in one', async () => {
    const { make, tokenOf, knows } = await serve();
    const client = make();
    const [kevin, andy] = [await tokenOf('kevin'), await tokenOf('andy')];
    await client.login(kevin);
    const [login] = await Promise.allSettled([client.login(andy), client.logout()]);
    expect(login).toMatchObject({ status: 'rejected', reason: { code: 'LOGIN_SUPERSEDED' } });
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'logout' });
    expect([knows('kevin', kevin), knows('andy', andy)]).toEqual([false, true]);
  });
});

describe('a login during the first read of storage', () => {
  test('waits for it and then replaces its session', async () => {
    const { fetch, wire, answer } = held();
    const read = deferred<unknown>();
    const storage = { getItem: () => read.promise, setItem: () => undefined, removeItem: () => undefined };
    const client = make({ fetch, storage });
    const login = client.login('andy_1');
    await aWhile(5);
    expect(wire()).toEqual([]);
    const { told } = eventsOf(client);
    read.resolve({ v: 1, authToken: 'kevin_1', user: { uid: 'kevin', name: 'Kevin' } });
    await answer('andy_1');
    await login;
    expect(told.map(([event]) => event)).toEqual(['ready', 'signedOut', 'signedIn']);
    expect([uidOf(client), authTokenOf(client)]).toEqual(['andy', 'andy_1']);
  });
});

test('the session uses the token of the response, or else the given one', async () => {
  const { fetch, sent } = scripted(({ headers, path }) =>
    path === '/me' ? { uid: 'kevin', ...(headers.authtoken === 'old' && { authToken: 'new' }) } : { uid: 'andy' },
  );
  const client = make({ fetch });
  expect((await client.login('old')).getAuthToken()).toBe('new');
  await client.getUser('andy');
  expect(sent.at(-1)?.headers.authtoken).toBe('new');
  expect((await client.login('given')).getAuthToken()).toBe('given');
  expect(authTokenOf(client)).toBe('given');
});

test('a login by uid creates no second token while the first one is valid', async () => {
  const { fetch, wire } = scripted(({ path }) => (path === '/me' ? { uid: 'kevin' } : { authToken: 'kevin_1' }));
  const client = make({ fetch });
  await client.login('kevin', AUTH_KEY);
  wire();
  await client.login('kevin', AUTH_KEY);
  expect(wire()).toEqual(['PUT /me']);
});
