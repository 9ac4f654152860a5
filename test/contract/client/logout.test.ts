import { describe, expect, test, vi } from 'vitest';
import type { ClientOptions } from '../../../src/client/options.js';
import {
  deferred,
  eventsOf,
  KEY,
  make as makeAlone,
  openStorage,
  refusal,
  scripted,
  serve,
  uidOf,
} from '../../support/client-support.js';

describe('a logout', () => {
  test('revokes the token with one request', async () => {
    const { make, tokenOf, wire, knows } = await serve();
    const client = make();
    const token = await tokenOf('kevin');
    await client.login(token);
    wire();
    expect(await client.logout()).toBe(undefined);
    expect(wire()).toEqual(['DELETE /me']);
    expect(knows('kevin', token)).toBe(false);
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'logout' });
  });

  test('without a signed-in user rejects and sends nothing', async () => {
    const { make, wire } = await serve();
    await expect(make().logout()).rejects.toMatchObject({ code: 'USER_NOT_LOGED_IN', kind: 'authentication' });
    expect(wire()).toEqual([]);
  });

  test('twice at once ends the session once, with one request', async () => {
    const { make, tokenOf, wire } = await serve();
    const client = make();
    await client.login(await tokenOf('kevin'));
    wire();
    const { names } = eventsOf(client);
    const results = await Promise.allSettled([client.logout(), client.logout()]);
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'USER_NOT_LOGED_IN' } },
    ]);
    expect(wire()).toEqual(['DELETE /me']);
    expect(names()).toEqual(['signedOut', 'logoutFailed']);
  });

  test.each([false, true])('resolves if the token is already revoked (strict: %s)', async (strict) => {
    const { make, tokenOf, revoke } = await serve();
    const onWarning = vi.fn();
    const client = make({ hooks: { onWarning } });
    await client.login(await tokenOf('kevin'));
    await revoke('kevin');
    const { names } = eventsOf(client);
    await client.logout({ strict });
    expect(names()).toEqual(['signedOut']);
    expect(onWarning).not.toHaveBeenCalled();
  });

  test('of a stored session waits for it and ends it', async () => {
    const { make, tokenOf } = await serve();
    const storage = openStorage();
    await make({ storage }).login(await tokenOf('kevin'));
    const client = make({ storage });
    await client.logout();
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'logout' });
    expect(storage.held).toEqual({});
  });
});

async function signedIn(leave: () => unknown, options: Partial<ClientOptions> = {}) {
  const service = scripted(({ method }) => (method === 'DELETE' ? leave() : { uid: 'kevin' }));
  const onWarning = vi.fn();
  const storage = openStorage();
  const client = makeAlone({ fetch: service.fetch, hooks: { onWarning }, storage, ...options });
  await client.login('kevin_1');
  const { names } = eventsOf(client);
  return { client, storage, names, onWarning };
}

describe('it ends the session here first', () => {
  test('in memory and in storage, before the service has responded', async () => {
    const answer = deferred<unknown>();
    let asked = false;
    const { client, storage, names } = await signedIn(() => {
      asked = true;
      return answer.promise;
    });
    const out = client.logout();
    await expect.poll(() => asked).toBe(true);
    expect([uidOf(client), KEY in storage.held]).toEqual([undefined, false]);
    expect(names()).toEqual(['signedOut']);
    answer.resolve({});
    await out;
  });

  const failures: [string, () => unknown, Partial<ClientOptions>][] = [
    ['fails', () => refusal(500, 'ERR_EXCEPTION'), {}],
    ['refuses', () => refusal(403, 'ERR_PERMISSION_DENIED'), {}],
    ['no longer knows the user', () => refusal(404, 'ERR_UID_NOT_FOUND'), {}],
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed')), {}],
    ['does not respond to one attempt', () => new Promise(() => undefined), { attemptTimeout: 20 }],
    ['never responds', () => new Promise(() => undefined), { timeout: 100 }],
    [
      'does not respond to any attempt',
      () => new Promise(() => undefined),
      { attemptTimeout: 60, timeout: 100, retry: { limit: 2 } },
    ],
  ];

  test.each(failures)('and it resolves also if the service %s, with a warning', async (_, leave, options) => {
    const { client, names, onWarning } = await signedIn(leave, options);
    await client.logout();
    expect(names()).toEqual(['signedOut']);
    expect(onWarning).toHaveBeenCalledExactlyOnceWith({
      message: expect.stringContaining('revoked'),
      error: expect.objectContaining({ name: 'CometChatException' }),
    });
  });

  test.each(failures)('but with strict it rejects if the service %s', async (_, leave, options) => {
    const { client, names, onWarning } = await signedIn(leave, options);
    await expect(client.logout({ strict: true })).rejects.toMatchObject({
      name: 'CometChatException',
      operation: 'logout',
    });
    expect(names()).toEqual(['signedOut', 'logoutFailed']);
    expect(uidOf(client)).toBe(undefined);
    expect(onWarning).not.toHaveBeenCalled();
  });

  test('and a caller who aborts gets a rejection', async () => {
    const { client, names } = await signedIn(() => new Promise(() => undefined));
    const controller = new AbortController();
    client.session.once('signedOut', () => setTimeout(() => controller.abort(), 5));
    await expect(client.logout({ signal: controller.signal })).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
    expect(names()).toEqual(['signedOut', 'logoutFailed']);
  });
});

describe('the time that a logout gives the service', () => {
  test.each<[string, Partial<ClientOptions>, object, number]>([
    ['5 s', {}, {}, 5_000],
    ['the total time of the client, if that is less', { timeout: 3_000 }, {}, 3_000],
    ['the timeout of the call', {}, { timeout: 8_000 }, 8_000],
  ])('is %s', async (_, options, callOptions, ms) => {
    const { client } = await signedIn(() => new Promise(() => undefined), options);
    vi.useFakeTimers();
    try {
      let isOut = false;
      const out = client.logout(callOptions).then(() => {
        isOut = true;
      });
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(isOut).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      await out;
    } finally {
      vi.useRealTimers();
    }
  });
});

test('a logout that is already aborted ends neither a session nor a login', async () => {
  const { client, names } = await signedIn(() => ({}));
  const login = client.login('kevin_1');
  await expect(client.logout({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
  await expect(client.logout({ timeout: -1 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  await login;
  expect(uidOf(client)).toBe('kevin');
  expect(names()).toEqual(['logoutFailed', 'logoutFailed']);
});

test('a login after a logout makes a new session', async () => {
  const { make, emulator, knows } = await serve();
  const client = make();
  const first = await client.login('kevin', emulator.authKey);
  await client.logout();
  const second = await client.login('kevin', emulator.authKey);
  expect([knows('kevin', first.getAuthToken()), knows('kevin', second.getAuthToken())]).toEqual([false, true]);
});
