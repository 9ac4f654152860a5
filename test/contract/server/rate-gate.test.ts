import type { AdminOptions } from 'cometchat-users/server';
import { describe, expect, test, vi } from 'vitest';
import { backendInProcess } from '../../support/endpoint-support.js';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { refusal, scripted } from './admin-support.js';

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => error,
  );

/** A service that refuses the first requests, and says how long to wait. It does nothing else. */
function refusing(count: number, retryAfter: string | undefined, options: Partial<AdminOptions> = {}) {
  stopClock();
  const times: number[] = [];
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  const made = scripted(
    (_, sent) => {
      times.push(performance.now());
      if (sent <= count) return refusal(429, 'ERR_TOO_MANY_REQUESTS', {}, headers);
      return { uid: 'kevin', name: 'Kevin', authToken: 'kevin_1', createdAt: 1 };
    },
    { retry: { limit: 0 }, ...options },
  );
  const begunAt = performance.now();
  /** The seconds after which each request was sent. */
  const seconds = () => times.map((time) => Math.round((time - begunAt) / 1000));
  return { ...made, seconds };
}

const kevin = { uid: 'kevin', name: 'Kevin' };
const ensureKevin = { action: 'ensure', user: kevin, at: 1 } as const;

describe('after a refused request', () => {
  test('an operation whose wait fits its timeout waits, and is then sent', async () => {
    const { admin, seconds } = refusing(1, '20');
    await expect(admin.users.get('kevin')).rejects.toMatchObject({ kind: 'rateLimit', status: 429 });
    expect(await settleInFakeTime(admin.users.get('kevin'))).toMatchObject(kevin);
    expect(seconds()).toEqual([0, 20]);
  });

  test('an operation whose wait does not fit rejects at once with the time to wait, and sends nothing', async () => {
    const { admin, wire } = refusing(1, '20');
    await outcome(admin.users.get('kevin'));
    await expect(admin.users.get('kevin', { timeout: 19_000 })).rejects.toMatchObject({
      code: 'ERR_TOO_MANY_REQUESTS',
      kind: 'rateLimit',
      operation: 'getUser',
      endpoint: 'GET /users/{uid}',
      retryAfterMs: 20_000,
      retryable: true,
      message: expect.stringContaining('20000 ms'),
    });
    expect(wire()).toHaveLength(1);
  });

  test('an operation that waits already rejects as soon as the wait is known not to fit', async () => {
    stopClock();
    const waits = [{}, { 'retry-after': '50' }];
    const { admin, wire } = scripted((_, count) => refusal(429, 'ERR_TOO_MANY_REQUESTS', {}, waits[count - 1]), {
      retry: { limit: 0 },
    });
    expect(await outcome(admin.users.get('kevin'))).toMatchObject({ status: 429 });
    // The end is not known, so one of them finds out.
    const both = [outcome(admin.users.get('kevin')), outcome(admin.users.get('kevin'))];
    const [first, second] = await settleInFakeTime(Promise.all(both));
    expect(first).toMatchObject({ status: 429, retryAfterMs: 50_000 });
    expect(second).toMatchObject({ kind: 'rateLimit', retryAfterMs: 50_000 });
    expect(second).not.toHaveProperty('status');
    expect(wire()).toHaveLength(2);
  });

  test('an operation over the limit of the option rejects at once, if the rest of the minute does not fit', async () => {
    stopClock();
    const { admin, wire } = scripted(() => kevin, { rate: { standard: 1 } });
    await admin.users.get('kevin');
    expect(await outcome(admin.users.get('kevin'))).toMatchObject({ kind: 'rateLimit', retryAfterMs: 60_000 });
    expect(wire()).toHaveLength(1);
  });

  test('an abort ends the wait, and nothing is sent', async () => {
    const { admin, wire } = refusing(1, '20');
    await outcome(admin.users.get('kevin'));
    const controller = new AbortController();
    const waiting = outcome(admin.users.get('kevin', { signal: controller.signal }));
    controller.abort();
    expect(await waiting).toMatchObject({ code: 'REQUEST_ABORTED', operation: 'getUser' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(wire()).toHaveLength(1);
  });

  test('the wait counts towards the timeout', async () => {
    stopClock();
    const { admin } = scripted(
      async (_, count) => {
        if (count === 1) return refusal(429, 'ERR_TOO_MANY_REQUESTS', {}, { 'retry-after': '20' });
        await new Promise((resolve) => setTimeout(resolve, 8_000));
        return kevin;
      },
      { retry: { limit: 0 } },
    );
    await outcome(admin.users.get('kevin'));
    const begunAt = performance.now();
    const late = await settleInFakeTime(outcome(admin.users.get('kevin', { timeout: 25_000 })));
    expect(late).toMatchObject({ code: 'REQUEST_TIMEOUT' });
    expect(performance.now() - begunAt).toBeLessThan(25_100);
  });

  test('requests of another class do not wait', async () => {
    const { admin, wire } = refusing(1, '20');
    await outcome(admin.users.get('kevin'));
    await admin.users.create(kevin);
    await admin.users.delete('kevin');
    await admin.request({ method: 'POST', path: '/groups', body: {} });
    expect(wire()).toHaveLength(4);
  });

  test('with a wait of hours, others may go after a minute', async () => {
    const { admin, seconds } = refusing(1, '86400');
    await outcome(admin.users.get('kevin'));
    expect(await settleInFakeTime(outcome(admin.users.get('kevin', { timeout: 61_000 })))).toBe('resolved');
    expect(seconds()).toEqual([0, 60]);
  });

  test('without a time to wait, one operation a second finds out', async () => {
    const { admin, seconds } = refusing(3, undefined);
    const all = Array.from({ length: 5 }, () => outcome(admin.users.get('kevin')));
    await settleInFakeTime(Promise.all(all));
    const later = await settleInFakeTime(outcome(admin.users.get('kevin')));
    expect(later).toBe('resolved');
    expect(seconds().slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(seconds()[5]).toBe(1);
  });

  test('with rate: false, everything is sent at once', async () => {
    const { admin, seconds } = refusing(1, '20', { rate: false });
    await outcome(admin.users.get('kevin'));
    await admin.users.get('kevin');
    expect(seconds()).toEqual([0, 0]);
  });
});

describe('bulk work', () => {
  const changes = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      action: 'ensure' as const,
      user: { uid: `p-${index}`, name: `Person ${index}` },
      at: index,
    }));

  test('waits as long as the service asks, without using up its timeout', async () => {
    const { admin, seconds } = refusing(2, '41');
    const made = admin.sync.apply([ensureKevin], { timeout: 5_000 });
    expect((await settleInFakeTime(made)).counts).toMatchObject({ unchanged: 1, failed: 0 });
    expect(seconds()).toEqual([0, 41, 82]);
  });

  test('waits ten seconds if the service does not say how long', async () => {
    const { admin, seconds } = refusing(1, undefined);
    const { counts } = await settleInFakeTime(admin.sync.apply([ensureKevin]));
    expect(counts).toMatchObject({ unchanged: 1 });
    expect(seconds()).toEqual([0, 10]);
  });

  test('gives up after five repeats', async () => {
    const { admin, seconds } = refusing(100, '1');
    const { results } = await settleInFakeTime(admin.sync.apply([ensureKevin]));
    expect(results[0]?.error).toMatchObject({ kind: 'rateLimit', status: 429 });
    expect(seconds()).toHaveLength(6);
  });

  test('is never refused by an emulator with small limits, and lets single operations go first', async () => {
    stopClock();
    const { admin, emulator } = backendInProcess({ limits: { corePerMinute: 60, standardPerMinute: 120 } });
    const begunAt = performance.now();
    const applied = admin.sync.apply(changes(100));
    await settleInFakeTime(new Promise((resolve) => setTimeout(resolve, 30_000)));
    // A fifth of the quota is left, and nobody in the queue goes before a single operation.
    for (let index = 0; index < 10; index++) {
      const before = performance.now();
      await settleInFakeTime(admin.users.create({ uid: `single-${index}`, name: 'S' }));
      expect(performance.now() - before).toBeLessThanOrEqual(100);
    }
    const { counts } = await settleInFakeTime(applied);
    expect(counts).toMatchObject({ created: 100, failed: 0 });
    expect(emulator.requests.filter(({ status }) => status === 429)).toEqual([]);
    // 48 users a minute, without those that the single operations took.
    const minutes = (performance.now() - begunAt) / 60_000;
    expect(minutes).toBeGreaterThan(1.5);
    expect(minutes).toBeLessThan(3.1);
  }, 30_000);

  test('a token is created at once, while bulk work waits for its share', async () => {
    stopClock();
    const { admin, emulator } = backendInProcess({ limits: { standardPerMinute: 20 } });
    const controller = new AbortController();
    const applied = admin.sync.apply(changes(200), { signal: controller.signal });
    await settleInFakeTime(new Promise((resolve) => setTimeout(resolve, 50_000)));
    const before = performance.now();
    await settleInFakeTime(admin.authTokens.create('kevin'));
    expect(performance.now() - before).toBeLessThanOrEqual(100);
    controller.abort();
    expect(await settleInFakeTime(applied)).toMatchObject({ stoppedBy: { code: 'REQUEST_ABORTED' } });
    expect(emulator.requests.filter(({ status }) => status === 429)).toEqual([]);
  }, 30_000);
});
