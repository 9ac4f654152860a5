import { monotonicMs } from '../../transport/clock.js';

/** The time of a gate. A test gives its own. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Calls `work` after some milliseconds. Returns a function that cancels this. */
  after(ms: number, work: () => void): () => void;
}

/** The monotonic clock of the machine. Its timers keep the process running, because somebody waits for each. */
export const systemClock: Clock = {
  now: monotonicMs,
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
