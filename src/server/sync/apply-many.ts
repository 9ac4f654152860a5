import { amend, asException, type CometChatException } from '../../errors/exception.js';
import { type CallOptions, checkCallOptions, LONGEST_MS, type MoreOptions } from '../../transport/call-options.js';
import { Deadline } from '../../transport/deadline.js';
import { checkArguments } from '../arguments.js';
import { applyChange } from '../changes/apply.js';
import { checkChange, type UserChange } from '../changes/change.js';
import { createKeyedQueue } from '../changes/keyed-queue.js';
import type { AdminContext } from '../context.js';
import { sourceFailed } from '../source.js';
import { createBreather } from './breather.js';
import { isFatal } from './fatal.js';
import type { AppliedChanges, ApplyOptions, ChangeResult } from './types.js';
import { type Begun, Concurrency, DEFAULT_CONCURRENCY, workAtOnce } from './workers.js';

/** The public method in errors and hooks. */
export const OPERATION = 'applyChanges';

/** A source of changes. Its values are not checked yet. */
export type AnyIterable = Iterable<unknown> | AsyncIterable<unknown>;

const APPLY = { name: OPERATION, options: { concurrency: true } satisfies MoreOptions<ApplyOptions> };

const NONE: AppliedChanges['counts'] = {
  created: 0,
  updated: 0,
  unchanged: 0,
  reactivated: 0,
  deactivated: 0,
  erased: 0,
  skipped: 0,
  failed: 0,
};

/** Whether a value is a source of changes. If it cannot be read, the check of a single change reports that. */
export function isIterable(given: unknown): given is AnyIterable {
  try {
    const { [Symbol.iterator]: sync, [Symbol.asyncIterator]: async } = Object(given);
    return typeof given === 'object' && (typeof sync === 'function' || typeof async === 'function');
  } catch {
    return false;
  }
}

/** Applies the changes of a source. It resolves with what was done, also if it ends early. */
export function applyMany(
  context: AdminContext,
  source: AnyIterable,
  given?: ApplyOptions | null,
): Promise<AppliedChanges> {
  return context.perform(OPERATION, { timeout: LONGEST_MS }, async () => {
    const options = given ?? {};
    checkCallOptions(options, APPLY);
    const { concurrency = DEFAULT_CONCURRENCY, signal, timeout } = options;
    checkArguments({ concurrency: [Concurrency, concurrency] });
    const run = new ChangeRun(context, read(source), { signal, timeout });
    return run.all(concurrency);
  });
}

/** Reads a source of either kind. */
async function* read(source: AnyIterable): AsyncGenerator<unknown, undefined> {
  yield* source;
}

/** One run of `applyMany`. */
class ChangeRun {
  readonly #context: AdminContext;
  readonly #source: AsyncGenerator<unknown, undefined>;
  readonly #options: CallOptions;
  /** Passes when the caller aborts the run. */
  readonly #end: Deadline;
  readonly #enqueue = createKeyedQueue();
  readonly #breathe = createBreather();
  readonly #results: ChangeResult[] = [];
  #begun = 0;
  #hasEnded = false;
  #stoppedBy: CometChatException | undefined;

  constructor(context: AdminContext, source: AsyncGenerator<unknown, undefined>, options: CallOptions) {
    this.#context = context;
    this.#source = source;
    this.#options = options;
    this.#end = new Deadline(LONGEST_MS, OPERATION, options.signal);
  }

  /** Applies everything, so many changes at a time. */
  async all(concurrency: number): Promise<AppliedChanges> {
    try {
      await workAtOnce(concurrency, () => this.#beginNext());
    } finally {
      this.#end.end();
    }
    const counts = { ...NONE };
    for (const { outcome } of this.#results) counts[outcome] += 1;
    return {
      counts,
      merged: this.#results.filter(({ merged }) => merged).length,
      results: this.#results,
      ...(this.#stoppedBy && { stoppedBy: this.#stoppedBy }),
    };
  }

  /** Reads a change and begins it, so that the changes of one user begin in the order of the source. */
  async #beginNext(): Promise<Begun | undefined> {
    if (this.#hasEnded || this.#stoppedBy) return undefined;
    await this.#breathe();
    try {
      const { done, value } = await this.#end.race(this.#source.next());
      this.#hasEnded = done === true;
      return done ? undefined : { work: this.#apply(value as UserChange, this.#begun++) };
    } catch (cause) {
      this.#stop(this.#end.reason ?? sourceFailed('The source of changes threw', cause, this.#context.apiKey));
      return undefined;
    }
  }

  async #apply(change: UserChange, index: number): Promise<void> {
    let uid: string | undefined;
    try {
      const checked = checkChange(change);
      uid = checked.uid;
      const { perform } = this.#context;
      const work = () => perform(OPERATION, this.#options, (deadline) => applyChange(this.#context, checked, deadline));
      const { outcome, merged } = await this.#enqueue(uid, work);
      this.#results[index] = { change, uid, outcome, ...(merged && { merged }) };
    } catch (cause) {
      const error = asException(cause, OPERATION);
      this.#results[index] = { change, uid, outcome: 'failed', error };
      if (isFatal(error)) this.#stop(error);
    }
  }

  /** Reads no more changes. */
  #stop(reason: CometChatException): void {
    this.#stoppedBy ??= amend(reason, { operation: OPERATION });
    // Let the source close its files. It may hang or throw, and nothing depends on it.
    this.#source.return(undefined).catch(() => undefined);
  }
}
