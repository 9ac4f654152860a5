import { afterEach, expect, test, vi } from 'vitest';
import type { ErrorEvent, ResponseEvent, RetryEvent } from '../../../src/index.js';
import { createClient } from '../../../src/index.js';
import { elapsedMs, monotonicMs } from '../../../src/transport/clock.js';

afterEach(() => {
  // The global first: the fake time is restored on it.
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const HOUR = 3_600_000;

test('it goes on with the time, and not with the system clock', () => {
  vi.useFakeTimers();
  const begun = monotonicMs();
  vi.setSystemTime(Date.now() + HOUR);
  expect(elapsedMs(begun)).toBe(0);
  vi.advanceTimersByTime(25);
  vi.setSystemTime(Date.now() - 3 * HOUR);
  expect(elapsedMs(begun)).toBe(25);
});

test('without performance it is the system clock, whose differences are never negative', () => {
  vi.useFakeTimers();
  vi.stubGlobal('performance', undefined);
  const begun = monotonicMs();
  vi.advanceTimersByTime(25);
  expect(elapsedMs(begun)).toBe(25);
  vi.setSystemTime(Date.now() - HOUR);
  expect(elapsedMs(begun)).toBe(0);
});

/** An operation whose first two responses are given and whose third is a user. The clock jumps with each response. */
async function callWhile(jump: number, respond: () => Response) {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const sentAt: number[] = [];
  const begun = performance.now();
  const events: { responses: ResponseEvent[]; retries: RetryEvent[]; errors: ErrorEvent[] } = {
    responses: [],
    retries: [],
    errors: [],
  };
  const client = createClient({
    appId: 'app',
    region: 'us',
    fetch: async () => {
      sentAt.push(performance.now() - begun);
      await new Promise((resume) => setTimeout(resume, 100));
      vi.setSystemTime(Date.now() + jump);
      return sentAt.length < 3 ? respond() : Response.json({ data: { uid: 'kevin' } });
    },
    hooks: {
      onResponse: (event) => void events.responses.push(event),
      onRetry: (event) => void events.retries.push(event),
      onError: (event) => void events.errors.push(event),
    },
  });
  const call = client.login('kevin_token').then(
    (user) => user.uid,
    (error) => error.code,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  client.dispose();
  vi.restoreAllMocks();
  return { end: await call, sentAt, events };
}

test.each([0, HOUR, -HOUR])('a clock that jumps by %i ms changes no wait and no duration', async (jump) => {
  const { end, sentAt, events } = await callWhile(jump, () => new Response(null, { status: 503 }));
  expect(end).toBe('kevin');
  // 100 ms each, and waits of 250 and 500 ms.
  expect(sentAt).toEqual([0, 350, 950]);
  expect(events.retries.map(({ waitMs }) => waitMs)).toEqual([250, 500]);
  expect(events.responses.map(({ durationMs }) => durationMs)).toEqual([100, 100, 100]);
});

test.each([0, HOUR, -HOUR])('a clock that jumps by %i ms ends no call early and none late', async (jump) => {
  const { end, sentAt, events } = await callWhile(
    jump,
    () => new Response(null, { status: 429, headers: { 'retry-after': '29, 29' } }),
  );
  expect(end).toBe('ERR_TOO_MANY_REQUESTS');
  expect(sentAt).toEqual([0, 29_100]);
  expect(events.errors).toMatchObject([{ durationMs: 29_200, error: { retryAfterMs: 29_000 } }]);
});

test.each([0, HOUR, -HOUR])(
  'a clock that is wrong by %i ms waits until the date that the service names',
  async (jump) => {
    const { end, sentAt } = await callWhile(jump, () => {
      const headers = { date: 'Mon, 04 May 2026 10:00:00 GMT', 'retry-after': 'Mon, 04 May 2026 10:00:03 GMT' };
      return new Response(null, { status: 503, headers });
    });
    expect(end).toBe('kevin');
    expect(sentAt).toEqual([0, 3_100, 6_200]);
  },
);

test('nonsense in Retry-After leaves the waits to our own back-off', async () => {
  for (const nonsense of ['abc', '-5', '1e3', 'Infinity']) {
    const headers = { 'retry-after': nonsense };
    const { sentAt } = await callWhile(0, () => new Response(null, { status: 503, headers }));
    expect(sentAt).toEqual([0, 350, 950]);
    vi.useRealTimers();
  }
});
