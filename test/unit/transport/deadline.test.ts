import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';
import { Deadline } from '../../../src/transport/deadline.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => undefined);

test('work that ends in time has its own result', async () => {
  const deadline = new Deadline(100, 'It');
  await expect(deadline.race(Promise.resolve('done'))).resolves.toBe('done');
  await expect(deadline.race(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  deadline.end();
});

test('work that takes no notice is left behind when the time is over', async () => {
  const deadline = new Deadline(100, 'It');
  const raced = expect(deadline.race(never)).rejects.toMatchObject({
    code: 'REQUEST_TIMEOUT',
    kind: 'timeout',
    retryable: true,
    message: 'It took longer than 100 ms.',
  });
  await vi.advanceTimersByTimeAsync(99);
  expect(deadline.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(deadline.signal.aborted).toBe(true);
  await raced;
});

test('a deadline that goes on keeps nothing of work that is done', async () => {
  vi.useRealTimers();
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  const deadline = new Deadline(60_000, 'It');
  const results: WeakRef<object>[] = [];
  for (let n = 0; n < 3; n++) results.push(new WeakRef(await deadline.race(Promise.resolve({ n }))));
  const kept = () => {
    collectGarbage();
    return results.filter((one) => one.deref()).length;
  };
  await expect.poll(kept).toBe(0);
  expect(deadline.reason).toBeUndefined();
  deadline.end();
});

test('a race after the end rejects as well', async () => {
  const deadline = new Deadline(1, 'It');
  await vi.advanceTimersByTimeAsync(1);
  await expect(deadline.race(never)).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
});

test('it returns the remaining time, also if that is nothing', async () => {
  const deadline = new Deadline(100, 'It');
  expect(deadline.remainingMs()).toBe(100);
  await vi.advanceTimersByTimeAsync(130);
  expect(deadline.remainingMs()).toBe(-30);
});

test.each([3_600_000, -3_600_000])('the system clock jumping by %i ms changes nothing', async (jump) => {
  const deadline = new Deadline(100, 'It');
  await vi.advanceTimersByTimeAsync(40);
  vi.setSystemTime(Date.now() + jump);
  expect(deadline.remainingMs()).toBe(60);
  await vi.advanceTimersByTimeAsync(59);
  expect(deadline.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(deadline.signal.aborted).toBe(true);
});

test.each([0, -1, -1e9])('a time of %i ms is over at the next tick', async (ms) => {
  const deadline = new Deadline(ms, 'It');
  await vi.advanceTimersByTimeAsync(1);
  expect(deadline.signal.aborted).toBe(true);
});

test.each([
  ['nothing', undefined],
  ['a string', 'enough'],
  ['an error', new Error('enough')],
  ['null', null],
])('an outer signal aborted with %s gives REQUEST_ABORTED, with the reason as cause', async (_, reason) => {
  const outer = new AbortController();
  const deadline = new Deadline(100, 'It', undefined, outer.signal);
  const raced = expect(deadline.race(never)).rejects.toMatchObject({ code: 'REQUEST_ABORTED', kind: 'aborted' });
  outer.abort(reason);
  await raced;
  expect((deadline.signal.reason as Error).cause).toBe(outer.signal.reason);
});

test('an outer signal aborted with an exception of ours passes it on', async () => {
  const outer = new AbortController();
  const reason = new CometChatException({ code: 'CLIENT_DISPOSED' });
  const deadline = new Deadline(100, 'It', outer.signal);
  outer.abort(reason);
  expect(deadline.signal.reason).toBe(reason);
});

test('a signal that was aborted before counts at once', () => {
  expect(new Deadline(100, 'It', AbortSignal.abort()).signal.aborted).toBe(true);
});

test('the first of several ends is the one that is reported', async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const deadline = new Deadline(50, 'It', first.signal, second.signal);
  second.abort('second');
  first.abort('first');
  await vi.advanceTimersByTimeAsync(60);
  expect(deadline.signal.reason).toMatchObject({ code: 'REQUEST_ABORTED', cause: 'second' });
});

test('its end removes the timer and its listeners', () => {
  const outer = new AbortController();
  const deadline = new Deadline(100, 'It', outer.signal);
  expect(vi.getTimerCount()).toBe(1);
  deadline.end();
  expect(vi.getTimerCount()).toBe(0);
  outer.abort();
  expect(deadline.signal.aborted).toBe(false);
});

test('many deadlines of one signal have one listener there, and each its end', () => {
  const outer = new AbortController();
  const deadlines = Array.from({ length: 50 }, () => new Deadline(100, 'It', outer.signal));
  expect(getEventListeners(outer.signal, 'abort')).toHaveLength(1);
  for (const deadline of deadlines.slice(10, 20)) deadline.end();
  outer.abort();
  expect(deadlines.filter(({ signal }) => signal.aborted)).toHaveLength(40);
});

test('a pause stops its time, and not its other ends', async () => {
  const outer = new AbortController();
  const deadline = new Deadline(100, 'It', outer.signal);
  await vi.advanceTimersByTimeAsync(60);
  const [resume, resumeOther] = [deadline.pause(), deadline.pause()];
  await vi.advanceTimersByTimeAsync(5_000);
  expect(deadline.remainingMs()).toBe(40);
  resume();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(deadline.reason).toBeUndefined();
  resumeOther();
  await vi.advanceTimersByTimeAsync(39);
  expect(deadline.reason).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(deadline.reason).toMatchObject({ code: 'REQUEST_TIMEOUT', message: 'It took longer than 100 ms.' });

  const aborted = new Deadline(100, 'It', outer.signal);
  aborted.pause();
  outer.abort();
  expect(aborted.reason).toMatchObject({ code: 'REQUEST_ABORTED' });
  aborted.end();
  deadline.end();
});

test('a deadline that has ended in a pause stays ended', () => {
  const deadline = new Deadline(100, 'It');
  const resume = deadline.pause();
  deadline.end();
  resume();
  expect(vi.getTimerCount()).toBe(0);
});
