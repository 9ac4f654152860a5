import { isCometChatException } from '../../../errors/exception.js';

/** The maximum number of retries. */
const RETRY_LIMIT = 5;

/** The wait if the service does not say how long. */
const DEFAULT_WAIT_MS = 10_000;

/** Retries `work` after a rate limit, as soon as the service allows. Other errors are rethrown. */
export async function retryWhileRateLimited<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let retries = 0; ; retries++) {
    try {
      return await work();
    } catch (error) {
      if (!isCometChatException(error) || error.kind !== 'rateLimit' || retries >= RETRY_LIMIT) throw error;
      await wait(error.retryAfterMs ?? DEFAULT_WAIT_MS, signal);
    }
  }
}

/** Waits. If the signal is aborted, rejects with its reason. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
