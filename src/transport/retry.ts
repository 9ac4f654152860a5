import type { CometChatException } from '../errors/exception.js';
import type { RetryClass } from './endpoint.js';

/** The first wait; each further one is twice as long. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/** What a decision is made from. */
export interface Failure {
  readonly retry: RetryClass;
  readonly error: CometChatException;
  /** 1 for the first retry. */
  readonly retryCount: number;
  /** Milliseconds that are left of the operation's timeout. */
  readonly remainingMs: number;
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` to give up. Never earlier than the service asked for; a wait
 * that does not fit into the operation's timeout is not begun.
 */
export function decideRetry(failure: Failure, random: () => number = Math.random): number | undefined {
  const { retry, error, retryCount, remainingMs } = failure;
  if (retry === 'never' || !error.retryable) return undefined;
  const wait = Math.max(error.retryAfterMs ?? 0, backoff(retryCount, random));
  return wait < remainingMs ? wait : undefined;
}

/** Whether a failed attempt may have done the work: its response is lost. A rate limit (429) refuses before any work. */
export function isLost(error: CometChatException): boolean {
  return error.kind === 'network' || error.kind === 'timeout' || error.kind === 'server';
}

/** Doubles, and spreads over the upper half so that clients that failed together do not come back together. */
function backoff(retryCount: number, random: () => number): number {
  const ceiling = Math.min(FIRST_WAIT_MS * 2 ** (retryCount - 1), LONGEST_WAIT_MS);
  return (ceiling / 2) * (1 + random());
}
