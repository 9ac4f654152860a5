import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRateGate } from '../../../src/server/resources/users/rate-gate.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;
const HOUR = 3_600_000;
const { signal: never } = new AbortController();

test.each([0, HOUR, -HOUR])(
  'it lets so many pass in any minute, while the system clock jumps by %i ms',
  async (jump) => {
    const pass = createRateGate(2, MINUTE);
    const begun = performance.now();
    const times: number[] = [];
    for (let call = 0; call < 5; call++) void pass(never).then(() => times.push(performance.now() - begun));
    await vi.advanceTimersByTimeAsync(10_000);
    vi.setSystemTime(Date.now() + jump);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(times).toEqual([0, 0, MINUTE, MINUTE, 2 * MINUTE]);
  },
);

test('an abort ends the wait with its reason', async () => {
  const pass = createRateGate(1, MINUTE);
  const controller = new AbortController();
  await pass(controller.signal);
  const waiting = expect(pass(controller.signal)).rejects.toBe('enough');
  controller.abort('enough');
  await waiting;
  expect(vi.getTimerCount()).toBe(0);
});
