import { createTokenEndpoint, type TokenEndpointOptions } from 'cometchat-users/server';
import { describe, expect, test, vi } from 'vitest';
import { adminOf, backendInProcess } from '../../support/endpoint-support.js';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { hurry } from './admin-support.js';

type Options = Partial<TokenEndpointOptions<{ uid: string }>>;

/** A token endpoint before an emulator, without a socket. The visitor is in a header. */
function start(options: Options = {}, service = backendInProcess()) {
  const errors: unknown[] = [];
  const endpoint = createTokenEndpoint({
    admin: service.admin,
    authenticate: ({ headers }) => ({ uid: headers.get('x-visitor') ?? 'kevin' }),
    onError: (error) => errors.push(error),
    ...options,
  });
  const ask = async (visitor = 'kevin', headers: Record<string, string> = {}) => {
    const init = { method: 'POST', headers: { 'x-visitor': visitor, ...headers } };
    const response = await endpoint(new Request('https://app.example/token', init));
    const { authToken, error } = await response.json();
    return { status: response.status, retryAfter: response.headers.get('retry-after'), authToken, code: error?.code };
  };
  return { ...service, endpoint, ask, errors };
}

const statusesOf = (responses: readonly { status: number }[]) => [...new Set(responses.map(({ status }) => status))];

describe('simultaneous requests', () => {
  test('200 of one known user share one token', async () => {
    const { ask, emulator, wire } = start();
    const all = await Promise.all(Array.from({ length: 200 }, () => ask()));
    expect(statusesOf(all)).toEqual([200]);
    expect(new Set(all.map(({ authToken }) => authToken)).size).toBe(1);
    expect(emulator.users.authTokens('kevin')).toHaveLength(1);
    expect(wire()).toEqual(['POST /users/kevin/auth_tokens']);
  });

  test('of different users each get their own', async () => {
    const users = Array.from({ length: 20 }, (_, index) => ({ uid: `u${index}`, name: 'A' }));
    const { ask } = start({}, backendInProcess({ users }));
    const all = await Promise.all(users.map(({ uid }) => ask(uid)));
    for (const [index, { authToken }] of all.entries()) expect(authToken.startsWith(`u${index}_`)).toBe(true);
  });

  test('after a failure the next request asks again', async () => {
    stopClock();
    const { ask, emulator } = start();
    emulator.faults.add({ operation: 'createAuthToken', status: 500, times: 1 });
    expect(statusesOf(await Promise.all([ask(), ask()]))).toEqual([503]);
    vi.advanceTimersByTime(1000);
    expect((await ask()).status).toBe(200);
  });
});

describe('while the service is down', () => {
  const users = Array.from({ length: 200 }, (_, index) => ({ uid: `u${index}`, name: 'A' }));

  test.each([
    ['one request', 0, 1],
    ['one probe with its two retries', 2, 3],
  ])('a burst of 200 users costs %s', async (_, limit, requests) => {
    hurry();
    const service = backendInProcess({ users });
    const { emulator } = service;
    const fetch = (request: Request) => emulator.fetch(request);
    const admin = adminOf(emulator, 'http://localhost:1', { fetch, retry: { limit } });
    const { ask } = start({ admin }, service);
    emulator.faults.add({ status: 503 });
    const all = await Promise.all(users.map(({ uid }) => ask(uid)));
    expect(statusesOf(all)).toEqual([503]);
    for (const { code, retryAfter } of all)
      expect([code, Number(retryAfter) > 0]).toEqual(['UPSTREAM_UNAVAILABLE', true]);
    expect(emulator.requests).toHaveLength(requests);
  });

  test('each second costs one probe, and the first that succeeds opens the door for all', async () => {
    stopClock();
    const { ask, emulator } = start({}, backendInProcess({ users }));
    emulator.faults.add({ status: 503 });
    for (let second = 1; second <= 3; second++) {
      await Promise.all(users.map(({ uid }) => ask(uid)));
      expect(emulator.requests).toHaveLength(second);
      vi.advanceTimersByTime(1000);
    }
    emulator.faults.clear();
    expect(statusesOf(await Promise.all(users.map(({ uid }) => ask(uid))))).toEqual([200]);
  });

  test('with reuse, the check of a stored token is such a probe too', async () => {
    stopClock();
    const { ask, emulator } = start({ reuse: true }, backendInProcess({ users }));
    await Promise.all(users.map(({ uid }) => ask(uid)));
    vi.advanceTimersByTime(1000);
    emulator.faults.add({ status: 503 });
    const before = emulator.requests.length;
    expect(statusesOf(await Promise.all(users.map(({ uid }) => ask(uid))))).toEqual([503]);
    expect(emulator.requests.length - before).toBe(1);
  });
});

describe('a function of the app that hangs', () => {
  const never = () => new Promise<never>(() => undefined);

  /** An endpoint whose admin gives each operation two seconds. */
  function startWithTimeout(options: Options) {
    stopClock();
    const service = backendInProcess();
    const { emulator } = service;
    const fetch = (request: Request) => emulator.fetch(request);
    const admin = adminOf(emulator, 'http://localhost:1', { fetch, timeout: 2_000 });
    return start({ ...options, admin }, service);
  }

  test('authenticate: 504 after the timeout of the admin', async () => {
    const { ask, errors, wire } = startWithTimeout({ authenticate: never });
    const begun = Date.now();
    const { status, code } = await settleInFakeTime(ask());
    expect([status, code]).toEqual([504, 'INTERNAL_TIMEOUT']);
    expect(Date.now() - begun).toBe(2_000);
    expect(errors).toMatchObject([
      { code: 'INTERNAL_TIMEOUT', kind: 'timeout', message: 'authenticate took longer than 2000 ms.' },
    ]);
    expect(wire()).toEqual([]);
  });

  test.each([false, true])('profile: 504 for all who wait, and the uid is free again (reuse: %s)', async (reuse) => {
    let hangs = true;
    const { ask, errors, emulator } = startWithTimeout({
      profile: ({ uid }) => (hangs ? never() : { name: uid }),
      reuse,
    });
    const all = await settleInFakeTime(Promise.all([ask('ann'), ask('ann'), ask('ann')]));
    expect(all).toMatchObject(Array(3).fill({ status: 504, code: 'INTERNAL_TIMEOUT' }));
    expect(errors[0]).toMatchObject({ message: 'profile took longer than 2000 ms.' });
    expect(emulator.users.get('ann')).toBeUndefined();
    hangs = false;
    expect((await settleInFakeTime(ask('ann'))).status).toBe(200);
  });

  test('profile: a result that comes after the 504 creates nobody', async () => {
    let finish: (profile: { name: string }) => void = () => undefined;
    const { ask, emulator, wire } = startWithTimeout({
      profile: () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    });
    expect((await settleInFakeTime(ask('ann'))).status).toBe(504);
    finish({ name: 'Ann' });
    await vi.advanceTimersByTimeAsync(100);
    expect(emulator.users.get('ann')).toBeUndefined();
    expect(wire()).toEqual(['POST /users/ann/auth_tokens']);
  });

  test('profile: other users are served meanwhile', async () => {
    const { ask } = startWithTimeout({ profile: never });
    const hanging = ask('ann');
    expect((await settleInFakeTime(ask('kevin'))).status).toBe(200);
    expect((await settleInFakeTime(hanging)).status).toBe(504);
  });

  test('the body, with reuse: 504', async () => {
    const { endpoint } = startWithTimeout({ reuse: true });
    const init = { method: 'POST', body: new ReadableStream({ pull: never }), duplex: 'half' };
    const response = await settleInFakeTime(endpoint(new Request('https://app.example/token', init)));
    expect(response.status).toBe(504);
  });
});

describe('a request from a page of another site', () => {
  test('is refused before anybody is asked', async () => {
    let asked = 0;
    const authenticate = () => {
      asked += 1;
      return { uid: 'kevin' };
    };
    const { ask, wire } = start({ authenticate });
    expect(await ask('kevin', { 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
      code: 'CROSS_SITE_REFUSED',
    });
    expect([asked, wire()]).toEqual([0, []]);
  });

  test('is served with allowCrossSite', async () => {
    const { ask } = start({ allowCrossSite: true });
    expect((await ask('kevin', { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });

  test.each(['same-origin', 'same-site', 'none'])('%s is served', async (site) => {
    const { ask } = start();
    expect((await ask('kevin', { 'sec-fetch-site': site })).status).toBe(200);
  });

  test('allowCrossSite is true or false', () => {
    expect(() => start({ allowCrossSite: 'yes' as never })).toThrow(/allowCrossSite must be true or false/);
  });
});
