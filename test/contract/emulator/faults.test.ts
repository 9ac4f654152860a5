import { describe, expect, test } from 'vitest';
import { createEmulator, type Fault } from '../../../src/emulator.js';
import { failure, invalid, start } from './emulator-support.js';

const USER = { uid: 'bo', name: 'Bo' };

/** The users beside the samples. */
const made = ({ users }: { users: { list(): { uid: string }[] } }) =>
  users.list().flatMap(({ uid }) => (uid.startsWith('cometchat') ? [] : [uid]));

describe('the effect of a fault', () => {
  test('a status, with the envelope; no change is made', async () => {
    const { call, emulator } = await start({
      faults: [{ status: 503, code: 'ERR_MISSION_FAILED', headers: { 'Retry-After': '7' } }],
    });
    const reply = await call('POST', '/v3/users', { body: USER });
    expect(reply).toMatchObject(failure(503, 'ERR_MISSION_FAILED'));
    expect(reply.headers.get('retry-after')).toBe('7');
    expect(made(emulator)).toEqual([]);
    expect(emulator.requests).toMatchObject([{ method: 'POST', status: 503 }]);
  });

  test('a status with a custom body, as text, as JSON, and without a body if it must have none', async () => {
    const { emulator, url } = await start();
    const read = async (fault: Fault) => {
      emulator.faults.clear();
      emulator.faults.add(fault);
      const response = await fetch(`${url}/v3/users`);
      return [response.status, response.headers.get('content-type'), await response.text()];
    };
    expect(await read({ status: 418, body: 'teapot' })).toEqual([418, 'text/plain; charset=utf-8', 'teapot']);
    expect(await read({ status: 200, body: { data: [] } })).toEqual([200, 'application/json', '{"data":[]}']);
    expect(await read({ status: 200, body: '<x/>', headers: { 'Content-Type': 'text/xml' } })).toEqual([
      200,
      'text/xml',
      '<x/>',
    ]);
    expect(await read({ status: 204 })).toEqual([204, null, '']);
  });

  test('a delay before the change', async () => {
    const { call } = await start({ faults: [{ delayMs: 150 }] });
    const before = performance.now();
    expect((await call('GET', '/v3/users')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(145);
  });

  test.each([
    ['before', []],
    ['after', ['bo']],
  ] as const)('the connection ends %s the change', async (drop, users) => {
    const { call, emulator } = await start({ faults: [{ drop, times: 1 }] });
    await expect(call('POST', '/v3/users', { body: USER })).rejects.toThrow(TypeError);
    expect(made(emulator)).toEqual(users);
    expect(emulator.requests).toMatchObject([{ status: 0 }]);
    expect((await call('GET', '/v3/users')).status).toBe(200);
  });

  test.each(['OPTIONS', 'HEAD'])(
    'an answer to %s has no body: a reset breaks the connection before it',
    async (method) => {
      const { emulator, url } = await start({ faults: [{ method, reset: true, nth: 1 }] });
      await expect(fetch(`${url}/v3/users`, { method })).rejects.toThrow(TypeError);
      expect((await fetch(`${url}/v3/users`, { method })).ok).toBe(method === 'OPTIONS');
      emulator.reset();
      await expect(emulator.fetch(`${url}/v3/users`, { method })).rejects.toThrow(TypeError);
    },
  );

  test.each([{ empty: true }, { json: 'malformed' }, { json: 'truncated' }, { trickle: true }] as const)(
    'an answer to HEAD gets no body: %j',
    async (effect) => {
      const { emulator, url } = await start({ faults: [{ method: 'HEAD', ...effect }] });
      const overNetwork = await fetch(`${url}/v3/users`, { method: 'HEAD' });
      const inProcess = await emulator.fetch(`${url}/v3/users`, { method: 'HEAD' });
      for (const { status, headers, body } of [overNetwork, inProcess])
        expect({ status, body, length: headers.get('content-length') }).toEqual({
          status: 401,
          body: null,
          length: null,
        });
    },
  );

  test('the headers of a status cannot change how the answer is framed', async () => {
    const { emulator } = await start();
    const headers = { 'Transfer-Encoding': 'chunked' };
    expect(() => emulator.faults.add({ status: 503, headers })).toThrow(/headers .*transfer-encoding/);
  });

  test('a reset inside the body, after the change', async () => {
    const { emulator, url } = await start({ faults: [{ reset: true }] });
    const headers = { apikey: emulator.apiKey, 'content-type': 'application/json' };
    const response = await fetch(`${url}/v3/users`, { method: 'POST', headers, body: JSON.stringify(USER) });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(made(emulator)).toEqual(['bo']);
  });

  test.each(['truncated', 'malformed'] as const)('JSON that is %s, in a complete response', async (json) => {
    const { emulator, url } = await start({ faults: [{ json }] });
    const response = await fetch(`${url}/v3/users`, { headers: { apikey: emulator.apiKey } });
    expect(response.headers.get('content-type')).toBe('application/json');
    const text = await response.text();
    expect(text).toContain('{"data":[{"');
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test('an HTML page, an empty body, and an error with status 200', async () => {
    const { emulator, url, call } = await start({
      faults: [
        { html: true, nth: 1 },
        { empty: true, nth: 2 },
        { envelope: true, nth: 3 },
      ],
    });
    const page = await fetch(`${url}/v3/users`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toMatch(/^<!doctype html>/);
    const empty = await call('POST', '/v3/users', { body: USER });
    expect(empty).toMatchObject({ status: 200, json: undefined });
    expect(made(emulator)).toEqual(['bo']);
    expect(await call('DELETE', '/v3/users/bo')).toMatchObject(failure(200, 'ERR_EXCEPTION'));
    expect(emulator.users.get('bo')).not.toHaveProperty('deactivatedAt');
  });

  test.each([
    [true, { 'retry-after': '1', 'x-rate-limit-remaining': '0', 'x-ratelimit-remaining': null }],
    [
      { headers: 'x-ratelimit', retryAfter: 30 },
      { 'retry-after': '30', 'x-rate-limit-remaining': null, 'x-ratelimit-remaining': '0' },
    ],
    [{ headers: 'none' }, { 'retry-after': null, 'x-rate-limit-remaining': null, 'x-ratelimit-remaining': null }],
  ] as const)('a 429, with %j', async (rateLimit, expected) => {
    const { call } = await start({ faults: [{ rateLimit }] });
    const { headers, ...reply } = await call('GET', '/v3/users');
    expect(reply).toMatchObject(failure(429, 'ERR_TOO_MANY_REQUESTS'));
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)]))).toEqual(expected);
  });

  test('a response in small parts, complete in the end', async () => {
    const { call } = await start({ faults: [{ trickle: { bytes: 40, everyMs: 10 } }] });
    const before = performance.now();
    const { status, json } = await call('GET', '/v3/users/cometchat-uid-1');
    expect([status, json.data.uid]).toEqual([200, 'cometchat-uid-1']);
    expect(performance.now() - before).toBeGreaterThan(40);
  });
});

describe('the requests of a fault', () => {
  test('an operation, the nth of them, and a number of times', async () => {
    const { call, emulator } = await start({
      faults: [
        { operation: 'createUser', nth: 2, status: 500 },
        { operation: 'listUsers', times: 2, status: 502 },
      ],
    });
    const statusOf = async (method: string, path: string, body?: unknown) =>
      (await call(method, path, { body })).status;
    expect(await statusOf('POST', '/v3/users', { uid: 'a1', name: 'A' })).toBe(200);
    expect(await statusOf('GET', '/v3/users/a1')).toBe(200);
    expect(await statusOf('POST', '/v3.0/users', { uid: 'a2', name: 'A' })).toBe(500);
    expect(await statusOf('POST', '/v3/users', { uid: 'a3', name: 'A' })).toBe(200);
    expect([
      await statusOf('GET', '/v3/users'),
      await statusOf('GET', '/v3/users'),
      await statusOf('GET', '/v3/users'),
    ]).toEqual([502, 502, 200]);
    expect(emulator.faults.list()).toMatchObject([
      { fault: { operation: 'createUser' }, seen: 3, applied: 1 },
      { seen: 3, applied: 2 },
    ]);
  });

  test('a method, and a path with stars', async () => {
    const { call, emulator } = await start();
    const statusOf = async (fault: Fault, method: string, path: string) => {
      emulator.faults.clear();
      emulator.faults.add(fault);
      return (await call(method, path)).status;
    };
    expect(await statusOf({ method: 'get', status: 500 }, 'GET', '/v3/users')).toBe(500);
    expect(await statusOf({ method: 'get', status: 500 }, 'DELETE', '/v3/users')).not.toBe(500);
    expect(await statusOf({ path: '/users/*', status: 500 }, 'GET', '/v3/users/a.b')).toBe(500);
    expect(await statusOf({ path: '/users/*', status: 500 }, 'GET', '/v3/users/a/auth_tokens')).toBe(404);
    expect(await statusOf({ path: '/users/**', status: 500 }, 'GET', '/v3/users/a/auth_tokens')).toBe(500);
    expect(await statusOf({ path: '/users/a.b', status: 500 }, 'GET', '/v3/users/axb')).toBe(404);
  });

  test('a login and an update of the own profile are different operations', async () => {
    const { call, tokenOf } = await start({ faults: [{ operation: 'login', status: 500 }] });
    const as = { token: await tokenOf('cometchat-uid-1') };
    expect((await call('PUT', '/v3.0/me', { as, body: { platform: 'WEB' } })).status).toBe(500);
    expect((await call('PUT', '/v3.0/me', { as, body: { name: 'New' } })).status).toBe(200);
  });

  test('a share affects the same requests in every run; another seed, other requests', async () => {
    const hits = async (seed?: number) => {
      const { fetch } = createEmulator({ faults: [{ share: 0.3, status: 500, ...(seed !== undefined && { seed }) }] });
      const all: boolean[] = [];
      for (let n = 0; n < 300; n += 1) all.push((await fetch(new Request('http://localhost/v3/users'))).status === 500);
      return all;
    };
    const first = await hits();
    const count = first.filter(Boolean).length;
    expect(count).toBeGreaterThan(60);
    expect(count).toBeLessThan(120);
    expect(await hits()).toEqual(first);
    expect(await hits(7)).not.toEqual(first);
  });

  test('a preflight is not affected, unless it is named', async () => {
    const { url, emulator } = await start({ faults: [{ status: 500 }] });
    expect((await fetch(`${url}/v3/users`, { method: 'OPTIONS' })).status).toBe(204);
    emulator.faults.add({ method: 'OPTIONS', status: 500 });
    expect((await fetch(`${url}/v3/users`, { method: 'OPTIONS' })).status).toBe(500);
  });

  test('the first of several faults wins', async () => {
    const { call } = await start({ faults: [{ status: 500, nth: 2 }, { status: 501 }] });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await call('GET', '/v3/users')).status);
    expect(statuses).toEqual([501, 500, 501]);
  });
});

describe('adding faults', () => {
  test('POST adds, GET lists, DELETE removes one or all, and these requests are not recorded', async () => {
    const { call, emulator } = await start();
    const path = '/_emulator/faults';
    const added = await call('POST', path, { body: [{ status: 500 }, { operation: 'logout', drop: 'after' }] });
    expect(added).toMatchObject({
      status: 200,
      json: { data: [{ id: 1, fault: { status: 500 }, seen: 0, applied: 0 }, { id: 2 }] },
    });
    expect((await call('GET', '/v3/users')).status).toBe(500);
    expect((await call('GET', path)).json.data[0]).toMatchObject({ seen: 1, applied: 1 });
    expect((await call('DELETE', `${path}/1`)).json.data).toHaveLength(1);
    expect((await call('DELETE', `${path}/1`)).status).toBe(404);
    expect((await call('GET', '/v3/users')).status).toBe(200);
    expect((await call('DELETE', path)).json).toEqual({ data: [] });
    expect(emulator.requests).toHaveLength(2);
  });

  test('a request header affects that request only, and browsers may send it', async () => {
    const { call, url } = await start({ faults: [{ status: 500, nth: 2 }] });
    const headers = { 'x-emulator-fault': '{"status":503}' };
    expect((await call('GET', '/v3/users', { headers })).status).toBe(503);
    expect((await call('GET', '/v3/users')).status).toBe(200);
    const preflight = await fetch(`${url}/v3/users`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'x-emulator-fault' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-emulator-fault');
  });

  test('a reset restores those of the options, and no others', async () => {
    const { call, emulator } = await start({ faults: [{ status: 500, nth: 1 }] });
    emulator.faults.add({ status: 501 });
    expect((await call('GET', '/v3/users')).status).toBe(500);
    emulator.reset();
    expect(emulator.faults.list()).toMatchObject([{ fault: { status: 500 }, seen: 0 }]);
    expect((await call('GET', '/v3/users')).status).toBe(500);
    expect((await call('GET', '/v3/users')).status).toBe(200);
  });

  test.each([
    [{}, 'fault'],
    [[null], 'fault'],
    [{ status: 99 }, 'status'],
    [{ status: 500, drop: 'before' }, 'drop'],
    [{ drop: 'during' }, 'drop'],
    [{ operation: 'createusers', status: 500 }, 'operation'],
    [{ path: 'users', status: 500 }, 'path'],
    [{ share: 2, status: 500 }, 'share'],
    [{ seed: 1, status: 500 }, 'seed'],
    [{ nth: 0, status: 500 }, 'nth'],
    [{ times: 1.5, status: 500 }, 'times'],
    [{ delayMs: -1 }, 'delayMs'],
    [{ code: 'X', drop: 'after' }, 'code'],
    [{ headers: { 'a b': 'c' }, status: 500 }, 'headers'],
    [{ trickle: { bytes: 0 } }, 'trickle'],
    [{ rateLimit: { header: 'none' } }, 'rateLimit'],
    [{ statuss: 500 }, 'statuss'],
    [{ constructor: 1, status: 500 }, 'constructor'],
  ])('%j is not valid: 400 names the %s, and nothing is added', async (fault, field) => {
    const { call, emulator } = await start();
    expect(await call('POST', '/_emulator/faults', { body: fault })).toMatchObject(invalid(field));
    const headers = { 'x-emulator-fault': JSON.stringify(Array.isArray(fault) ? fault[0] : fault) };
    expect(await call('GET', '/v3/users', { headers })).toMatchObject(invalid(field));
    expect(emulator.faults.list()).toEqual([]);
    const wrong = (Array.isArray(fault) ? fault[0] : fault) as Fault;
    expect(() => emulator.faults.add(wrong)).toThrow(TypeError);
    expect(() => createEmulator({ faults: [wrong] })).toThrow(/^createEmulator: faults\[0\]: The /);
  });

  test('the error names a header or a body that is not JSON', async () => {
    const { call } = await start();
    expect(await call('GET', '/v3/users', { headers: { 'x-emulator-fault': '503' } })).toMatchObject(invalid('fault'));
    expect(await call('GET', '/v3/users', { headers: { 'x-emulator-fault': '{' } })).toMatchObject(
      invalid('x-emulator-fault'),
    );
    expect(await call('POST', '/_emulator/faults', { body: '{' })).toMatchObject(invalid('body'));
  });
});

describe('without a network', () => {
  const request = () => new Request('http://localhost/v3/users', { headers: { apikey: 'f0'.repeat(20) } });

  test('a drop rejects as a fetch does, and a reset inside the body does', async () => {
    const { fetch, faults } = createEmulator({
      faults: [
        { drop: 'before', nth: 1 },
        { reset: true, nth: 2 },
      ],
    });
    await expect(fetch(request())).rejects.toThrow(TypeError);
    const response = await fetch(request());
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
    faults.clear();
    expect((await fetch(request())).status).toBe(200);
  });

  test('a trickle comes in parts', async () => {
    const { fetch } = createEmulator({ faults: [{ trickle: { bytes: 100, everyMs: 1 } }] });
    const response = await fetch(request());
    const sizes: number[] = [];
    for await (const part of response.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>)
      sizes.push(part.length);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBe(100);
  });

  test.each([{ empty: true }, { json: 'malformed' }, { trickle: true }] as const)(
    'a preflight, which has no body, works with %j',
    async (fault) => {
      const { fetch } = createEmulator({ faults: [{ method: 'OPTIONS', ...fault }] });
      const response = await fetch(new Request('http://localhost/v3/users', { method: 'OPTIONS' }));
      expect([response.status, await response.text()]).toEqual([204, '']);
    },
  );

  test('close() ends pending responses', async () => {
    const emulator = createEmulator({ faults: [{ delayMs: 60_000 }] });
    const waiting = emulator.fetch(request());
    await new Promise((resolve) => setTimeout(resolve, 20));
    await emulator.close();
    expect((await waiting).status).toBe(200);
  });
});
