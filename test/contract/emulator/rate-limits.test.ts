import { describe, expect, test } from 'vitest';
import { failure, start, stoppedClock } from './emulator-support.js';

const FAMILIES = {
  'x-rate-limit': ['x-rate-limit', 'x-rate-limit-remaining', 'x-rate-limit-reset'],
  'x-ratelimit': ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
} as const;
const ALL = Object.values(FAMILIES).flat();
const UID = '/v3/users/cometchat-uid-1';

/** 20 seconds into a minute. */
const AT = 1_700_000_000;

describe('rate limits', () => {
  test('every response has the remaining count, errors too', async () => {
    const { call } = await start({ clock: stoppedClock(AT).clock });
    const [first, second] = [await call('GET', '/v3/users'), await call('GET', '/v3/nothing', { as: 'nobody' })];
    expect(first.headers.get('x-rate-limit')).toBe('20000');
    expect(first.headers.get('x-rate-limit-remaining')).toBe('19999');
    expect(first.headers.get('x-ratelimit-limit')).toBe('20000');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('19999');
    expect(second.status).toBe(404);
    expect(second.headers.get('x-rate-limit-remaining')).toBe('19998');
    for (const name of ['x-rate-limit-reset', 'x-ratelimit-reset', 'retry-after'])
      expect(first.headers.has(name)).toBe(false);
  });

  test('a request above the limit is refused, changes nothing, and gets the time to wait', async () => {
    const time = stoppedClock(AT);
    const { call, emulator } = await start({ clock: time.clock, limits: { corePerMinute: 2 } });
    const create = (uid: string) => call('POST', '/v3/users', { body: { uid, name: uid } });
    expect([(await create('a')).status, (await create('b')).status]).toEqual([200, 200]);
    for (let time = 0; time < 2; time++) {
      const refused = await create('c');
      expect(refused).toMatchObject(failure(429, 'ERR_TOO_MANY_REQUESTS'));
      const told = Object.fromEntries(['retry-after', ...ALL].map((name) => [name, refused.headers.get(name)]));
      expect(told).toEqual({
        'retry-after': '40',
        'x-rate-limit': '2',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': String(AT + 40),
        'x-ratelimit-limit': '2',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(AT + 40),
      });
    }
    expect(emulator.users.get('c')).toBeUndefined();
    expect(emulator.requests.at(-1)?.status).toBe(429);
    time.advance(39);
    expect((await create('c')).status).toBe(429);
    time.advance(1);
    expect((await create('c')).status).toBe(200);
    expect((await create('d')).headers.get('x-rate-limit-remaining')).toBe('0');
  });

  test.each([
    ['POST', '/v3/users', {}, '11'],
    ['DELETE', UID, undefined, '11'],
    ['PUT', '/v3.0/me', { platform: 'WEB' }, '11'],
    ['PUT', '/v3.0/me', { name: 'A' }, '22'],
    ['DELETE', '/v3.0/me', undefined, '22'],
    ['PUT', UID, {}, '22'],
    ['GET', `${UID}?x=1`, undefined, '22'],
    ['DELETE', '/v3/users', { uidsToDeactivate: [] }, '22'],
    ['POST', `${UID}/auth_tokens`, {}, '22'],
    ['POST', '/v3/data_import/users', {}, '33'],
  ])('%s %s %j counts with others of its kind', async (method, path, body, limit) => {
    const { call } = await start({ limits: { corePerMinute: 11, standardPerMinute: 22, importPerMinute: 33 } });
    const { headers } = await call(method, path, { body });
    expect(headers.get('x-rate-limit')).toBe(limit);
    expect(headers.get('x-rate-limit-remaining')).toBe(String(Number(limit) - 1));
  });

  test('each app and each kind has its own count', async () => {
    const { call } = await start({ clock: stoppedClock(AT).clock, limits: { standardPerMinute: 1, corePerMinute: 1 } });
    expect((await call('GET', UID)).status).toBe(200);
    expect((await call('GET', UID)).status).toBe(429);
    expect((await call('GET', UID, { headers: { appid: 'other' } })).status).toBe(200);
    expect((await call('POST', '/v3/users', { body: { uid: 'a', name: 'A' } })).status).toBe(200);
  });

  test('a reset restarts the counts', async () => {
    const { call, emulator } = await start({ clock: stoppedClock(AT).clock, limits: { standardPerMinute: 1 } });
    await call('GET', UID);
    emulator.reset();
    expect((await call('GET', UID)).status).toBe(200);
  });

  test('a preflight is not counted', async () => {
    const { call, url } = await start({ clock: stoppedClock(AT).clock, limits: { standardPerMinute: 1 } });
    const preflight = await fetch(`${url}${UID}`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.has('x-rate-limit')).toBe(false);
    expect((await call('GET', UID)).status).toBe(200);
  });

  test.each([
    ['/v3/users', 200],
    ['/v3/nothing', 404],
  ])('HEAD %s gets the headers too, and has no body', async (path, status) => {
    const { call } = await start();
    const { json, ...reply } = await call('HEAD', path);
    expect({ status: reply.status, json }).toEqual({ status, json: undefined });
    expect(reply.headers.get('x-rate-limit-remaining')).toBe('19999');
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    expect(reply.headers.get('content-type')).toBe('application/json');
  });

  test('can be off: nothing is counted, and there are no headers', async () => {
    const { call } = await start({ rateLimits: false, limits: { standardPerMinute: 1 } });
    await call('GET', UID);
    const { status, headers } = await call('GET', UID);
    expect(status).toBe(200);
    for (const name of ALL) expect(headers.has(name)).toBe(false);
  });

  test.each(['x-rate-limit', 'x-ratelimit'] as const)('can use the spelling %s only', async (spelling) => {
    const { call } = await start({
      rateLimitHeaders: spelling,
      limits: { standardPerMinute: 1 },
      clock: stoppedClock(AT).clock,
    });
    await call('GET', UID);
    const { headers } = await call('GET', UID);
    const told = ALL.filter((name) => headers.has(name));
    expect(told).toEqual(FAMILIES[spelling]);
    expect(headers.get('retry-after')).toBe('40');
  });
});
