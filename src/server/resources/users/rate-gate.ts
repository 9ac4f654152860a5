import { monotonicMs } from '../../../transport/clock.js';
import { wait } from './patiently.js';

/**
 * Makes a gate that at most `count` calls pass in any `ms`; the others wait. It measures with a clock that nobody sets: with the
 * system clock set back an hour, they would wait an hour.
 */
export function createRateGate(count: number, ms: number): (signal: AbortSignal) => Promise<void> {
  /** When the last calls passed, the oldest first. */
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
