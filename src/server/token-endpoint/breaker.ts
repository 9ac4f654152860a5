import { type CometChatException, isCometChatException } from '../../errors/exception.js';
import { monotonicMs } from '../../transport/clock.js';

/** How long the last outcome counts, and how long others wait for a probe, in milliseconds. */
const VALID_MS = 1_000;

/** The outcome of the last operation: an answer of the service, or the failure to get one. */
interface Outcome {
  readonly at: number;
  readonly failure?: CometChatException | undefined;
}

/** Runs an operation, or rejects with the failure of another one while the service is down. */
export type Breaker = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Creates a circuit breaker: while the service is down, a burst of requests must not become a burst of retries.
 *
 * - After an answer of the service, every operation runs, for one second.
 * - After a failure, every operation rejects with this failure, for one second.
 * - Otherwise one operation runs as a probe, and the others wait for its outcome. If there is none within one second, one of those that
 *   wait becomes the next probe.
 *
 * A refusal, such as 404 or 429, is an answer. `now` is a clock in milliseconds.
 */
export function createBreaker(now: () => number = monotonicMs): Breaker {
  let last: Outcome | undefined;
  let probe: Promise<void> | undefined;

  async function observe<T>(work: () => Promise<T>): Promise<T> {
    const begunAt = now();
    try {
      const result = await work();
      last = { at: now() };
      return result;
    } catch (error) {
      if (!isDown(error)) last = { at: now() };
      else if (!hasAnsweredSince(begunAt)) last = { at: now(), failure: error };
      throw error;
    }
  }

  /** An answer to another operation, while one was failing, shows that the service is up. */
  function hasAnsweredSince(begunAt: number): boolean {
    return last !== undefined && !last.failure && last.at > begunAt;
  }

  return async (work) => {
    for (;;) {
      const known = last && now() - last.at < VALID_MS ? last : undefined;
      if (known?.failure) throw known.failure;
      if (known) return observe(work);
      if (!probe) {
        const run = observe(work);
        probe = settledOrSlow(run).then(() => {
          probe = undefined;
        });
        return run;
      }
      await probe;
    }
  };
}

/** Resolves when an operation has an outcome, or after one second: one slow operation must not hold back all others. */
function settledOrSlow(run: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, VALID_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    run.then(end, end);
  });
}

/** Whether an error means that the service did not answer, or failed. */
function isDown(error: unknown): error is CometChatException {
  return isCometChatException(error) && ['network', 'timeout', 'server'].includes(error.kind);
}
