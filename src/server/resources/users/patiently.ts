import { isCometChatException } from '../../../errors/exception.js';

/** Waits for one piece of work before it is given up. */
const WAITS = 5;

/** Where the service does not say how long. */
const USUAL_WAIT_MS = 10_000;

/** Does work again after a rate limit, when the service says. What else goes wrong, goes wrong. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let waits = 0; ; waits++) {
    try {
      return await work();
    } catch (error) {
      if (!isCometChatException(error) || error.kind !== 'rateLimit' || waits >= WAITS) throw error;
      await wait(error.retryAfterMs ?? USUAL_WAIT_MS, signal);
    }
  }
}

/** Waits, or rejects with the signal's reason. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
