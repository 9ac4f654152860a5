import { readAnswer } from './answer.js';
import { elapsedMs, monotonicMs } from './clock.js';
import type { Deadline } from './deadline.js';
import { exchange, type Fetch } from './exchange.js';
import { type Hooks, tell } from './hooks.js';
import type { Operation } from './operation.js';

/** How far a call has come. */
export interface Progress {
  attempt: number;
  /** Whether an earlier attempt may have done the work without our learning of it. */
  lost: boolean;
}

/** What the attempts of one call have in common. */
export interface Attempts<Result> {
  readonly operation: Operation<Result>;
  readonly url: string;
  readonly init: RequestInit;
  readonly fetch: Fetch | undefined;
  /** Milliseconds for each. */
  readonly ms: number;
  /** Bytes that the body of a response may have. */
  readonly maxBytes: number;
  /** Bounds all of them. */
  readonly deadline: Deadline;
  readonly progress: Progress;
  /** The uid that the response must be about. */
  readonly uid: string | undefined;
  readonly hooks: Hooks;
  readonly secrets: readonly string[];
}

/** Sends the request once, and makes of the answer what the operation does. */
export async function attempt<Result>(attempts: Attempts<Result>): Promise<Result> {
  const { operation, url, init, fetch, ms, maxBytes, deadline, progress, hooks, secrets, uid } = attempts;
  const { name, method } = operation;
  const begunAt = monotonicMs();
  progress.attempt += 1;
  const { attempt } = progress;
  deadline.attempts = attempt;
  tell(hooks, 'onRequest', () => ({ operation: name, attempt, method }));
  const answer = await exchange({ url, init, fetch, ms, within: deadline, maxBytes, secrets });
  const { status } = answer;
  tell(hooks, 'onResponse', () => ({ operation: name, attempt, status, durationMs: elapsedMs(begunAt) }));
  return readAnswer(operation, answer, secrets, {
    attempts: attempt,
    uid,
    warn: (message) => tell(hooks, 'onWarning', () => ({ message })),
  });
}
