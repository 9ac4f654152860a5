import type { CometChatException } from '../errors/exception.js';
import type { RetryClass } from './endpoint.js';

/** The first wait. Each further one is twice as long. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/** A failed attempt, for the decision whether to retry. */
export interface Failure {
  readonly retry: RetryClass;
  readonly error: CometChatException;
  /** 1 for the first retry. */
  readonly retryCount: number;
  /** Milliseconds that are left of the operation's timeout. */
  readonly remainingMs: number;
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` for no retry. The wait is at least as long as the service asked for. If
 * it does not fit into the operation's timeout, there is no retry.
 */
export function decideRetry(failure: Failure, random: () => number = Math.random): number | undefined {
  const { retry, error, retryCount, remainingMs } = failure;
  if (retry === 'never' || !error.retryable) return undefined;
  const wait = Math.max(error.retryAfterMs ?? 0, backoff(retryCount, random));
  return wait < remainingMs ? wait : undefined;
}

/** Whether the response of a failed attempt is lost, so that the attempt may have done the work. A rate-limited request (429) did none. */
export function isLost(error: CometChatException): boolean {
  return error.kind === 'network' || error.kind === 'timeout' || error.kind === 'server';
}

/** Exponential backoff. The wait is random in its upper half, so that clients that failed together do not retry together. */
function backoff(retryCount: number, random: () => number): number {
  const ceiling = Math.min(FIRST_WAIT_MS * 2 ** (retryCount - 1), LONGEST_WAIT_MS);
  return (ceiling / 2) * (1 + random());
}
