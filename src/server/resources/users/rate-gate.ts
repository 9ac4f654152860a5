import { monotonicMs } from '../../../transport/clock.js';
import { wait } from './retry-while-rate-limited.js';

/**
 * Creates a gate that lets at most `count` callers pass in any period of `ms`; the others wait. It uses a monotonic clock: with
 * the system clock, callers would wait for an hour if somebody set the clock back by an hour.
 */
export function createRateGate(count: number, ms: number): (signal: AbortSignal) => Promise<void> {
  /** The times at which the last callers passed, oldest first. */
  const passed: number[] = [];
  return async (signal) => {
    for (;;) {
      const now = monotonicMs();
      while (passed[0] !== undefined && passed[0] + ms <= now) passed.shift();
      const [oldest] = passed;
      if (oldest === undefined || passed.length < count) {
        passed.push(now);
        return;
      }
      await wait(Math.ceil(oldest + ms - now), signal);
    }
  };
}
