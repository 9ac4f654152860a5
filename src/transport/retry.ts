import type { CometChatException } from '../errors/exception.js';
import type { RetryClass } from './operation.js';

/** The first wait; each further one is twice as long. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/** What a decision is made from. */
export interface Failure {
  readonly retry: RetryClass;
  readonly error: CometChatException;
  /** 1 for the first retry. */
  readonly retryCount: number;
  /** What is left of the call's total. */
  readonly remainingMs: number;
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` to give up. Never earlier than the service asked for; a wait
 * that does not fit into the call's total is not begun.
 */
export function decideRetry(failure: Failure, random: () => number = Math.random): number | undefined {
  const { retry, error, retryCount, remainingMs } = failure;
  if (retry === 'never' || !error.retryable) return undefined;
  const wait = Math.max(error.retryAfterMs ?? 0, backoff(retryCount, random));
  return wait < remainingMs ? wait : undefined;
}

/** Whether the work may have been done although the answer says nothing of it. A refusal (429) did none. */
export function isLost(error: CometChatException): boolean {
  return error.kind === 'network' || error.kind === 'timeout' || error.kind === 'server';
}

/** Doubles, and spreads over the upper half so that clients that failed together do not come back together. */
function backoff(retryCount: number, random: () => number): number {
  const ceiling = Math.min(FIRST_WAIT_MS * 2 ** (retryCount - 1), LONGEST_WAIT_MS);
  return (ceiling / 2) * (1 + random());
}
