import { monotonicMs } from '../../transport/clock.js';

/** The longest time between two turns of the event loop, in milliseconds. */
const LONGEST_MS = 20;

/**
 * Creates a function for a loop that may do much work without waiting for anything, such as comparing 100,000 rows. Await it in each
 * round: from time to time it lets the event loop turn, so that an abort is noticed and the other work of the process goes on.
 */
export function createBreather(): () => Promise<void> | undefined {
  let last = monotonicMs();
  return () => {
    if (monotonicMs() - last < LONGEST_MS) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        last = monotonicMs();
        resolve();
      }),
    );
  };
}
