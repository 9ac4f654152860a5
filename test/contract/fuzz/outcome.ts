import { afterEach, beforeEach, expect, vi } from 'vitest';
import { CometChatException } from '../../../src/index.js';
import { Thrown } from './hostile.js';

/** How a call settled. */
export type Outcome =
  | { readonly how: 'returned' | 'resolved'; readonly value: unknown }
  | { readonly how: 'threw' | 'rejected'; readonly error: unknown }
  | { readonly how: 'did not settle' };

/** Longer than any operation: an operation takes 30 s at most, and its storage 2 s. */
const LONGEST_MS = 60_000;

/** Time is fake in the tests of this folder, so a call that never settles costs nothing. */
export function useFakeTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Waits for a promise, in fake time. */
export async function settle(promise: PromiseLike<unknown>): Promise<Outcome> {
  let outcome: Outcome | undefined;
  promise.then(
    (value) => {
      outcome = { how: 'resolved', value };
    },
    (error) => {
      outcome = { how: 'rejected', error };
    },
  );
  // Bodies of requests and responses are read in several turns of the event loop.
  for (let count = 0; count < 4 && !outcome; count++) await turn();
  for (let ms = 0; ms < LONGEST_MS && !outcome; ms += 500) {
    await vi.advanceTimersByTimeAsync(500);
    await turn();
  }
  return outcome ?? { how: 'did not settle' };
}

/** Makes a call, and waits for its promise. */
export async function outcomeOf(call: () => unknown, isAsync: boolean): Promise<Outcome> {
  let value: unknown;
  try {
    value = call();
  } catch (error) {
    return { how: 'threw', error };
  }
  return isAsync && value instanceof Promise ? settle(value) : { how: 'returned', value };
}

/** The problems of how a call settled; none if all is well. */
export function wrongWith(outcome: Outcome, { mayThrow = false, isAsync = false }): string | undefined {
  if (outcome.how === 'did not settle') return outcome.how;
  if (outcome.how === 'returned') return isAsync ? 'returned no promise' : undefined;
  if (outcome.how === 'resolved') return undefined;
  const { how } = outcome;
  const error = 'error' in outcome ? outcome.error : undefined;
  if (how === 'threw' && !mayThrow) return `threw synchronously: ${describe(error)}`;
  return wrongWithError(error, how);
}

function wrongWithError(error: unknown, how: string): string | undefined {
  try {
    if (!(error instanceof CometChatException)) return `${how} with ${describe(error)}`;
    const { code, kind, message, operation } = error;
    for (const text of [code, kind, message]) {
      if (typeof text !== 'string' || text === '')
        return `${how} with an exception that says too little: ${describe(error)}`;
    }
    if (operation !== undefined && typeof operation !== 'string') return 'the operation is no text';
    JSON.stringify(error);
    // The cause of this error is an error of the caller's own function.
    if (code !== 'TOKEN_PROVIDER_FAILED' && isOurOwn(error.cause))
      return `hides an error of ours: ${describe(error.cause)}`;
    return undefined;
  } catch (problem) {
    return `${how} with an exception that cannot be read: ${describe(problem)}`;
  }
}

/** Errors of the language that hostile values cause. All others are our bugs. */
const CAUSED =
  /revoked|proxy|a hostile value throws|Symbol|BigInt|Cannot convert|primitive value|circular structure|is not iterable/;

function isOurOwn(cause: unknown): boolean {
  if (cause instanceof Thrown) return false;
  const isOfTheLanguage = cause instanceof TypeError || cause instanceof RangeError || cause instanceof ReferenceError;
  return isOfTheLanguage && !CAUSED.test((cause as Error).message);
}

/** Returns any error as text. */
function describe(error: unknown): string {
  try {
    const { name, message, stack } = error as Error;
    const [place] = /src\/[^)\n]+/.exec(String(stack)) ?? [''];
    return `${name}: ${message} ${place}`.slice(0, 300);
  } catch {
    return `something unreadable (${typeof error})`;
  }
}

/** Fails each test of a file that leaves a rejection unhandled. */
export function noUnhandledRejections(): void {
  const unhandled: string[] = [];
  const note = (reason: unknown) => void unhandled.push(describe(reason));
  beforeEach(() => void process.on('unhandledRejection', note));
  afterEach(async () => {
    await turn();
    process.off('unhandledRejection', note);
    expect(unhandled.splice(0)).toEqual([]);
  });
}
