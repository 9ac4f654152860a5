import ky from 'ky';
import { isCometChatException } from '../errors/exception.js';
import { type Attempts, attempt } from './attempt.js';
import { tell } from './hooks.js';
import { decideRetry, isLost } from './retry.js';

/** Goes on after an attempt that failed. ky repeats; whether and when it does, and what an answer means, is decided here. */
export async function repeat<Result>(
  attempts: Attempts<Result>,
  failed: Promise<Result>,
  limit: number,
): Promise<Result> {
  const { operation, url, deadline, progress, hooks } = attempts;
  const { name, method, retry } = operation;
  let waitMs = 0;
  let next: Promise<Result> | undefined = failed;
  await ky(url, {
    method,
    signal: deadline.signal,
    // What an attempt takes is bounded there, together with its body; a status is judged by readAnswer.
    timeout: false,
    throwHttpErrors: false,
    async fetch() {
      next ??= attempt(attempts);
      try {
        await next;
        return new Response();
      } catch (error) {
        next = undefined;
        throw error;
      }
    },
    retry: {
      limit,
      methods: [method.toLowerCase() as Lowercase<typeof method>],
      shouldRetry({ error, retryCount }) {
        if (!isCometChatException(error)) return false;
        const wait = decideRetry({ retry, error, retryCount, remainingMs: deadline.remainingMs() });
        if (wait === undefined) return false;
        waitMs = wait;
        progress.lost ||= isLost(error);
        const { attempt } = progress;
        tell(hooks, 'onRetry', () => ({ operation: name, attempt, error, waitMs: wait }));
        return true;
      },
      delay: () => waitMs,
    },
  });
  return next;
}
