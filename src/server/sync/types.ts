import type { CometChatException } from '../../errors/exception.js';
import type { CallOptions } from '../../transport/call-options.js';
import type { UserChange } from '../changes/change.js';
import type { MergedField } from '../changes/merging.js';
import type { AppliedChange, ChangeOutcome } from '../changes/types.js';
import type { ImportOptions, ImportRun, ImportSource } from './import/types.js';

/** Options of `sync.apply` for several changes. `timeout` limits each change, without its waits for the rate limit. */
export interface ApplyOptions extends CallOptions {
  /** The number of changes that are applied at the same time, 1 to 64. Default 32. */
  readonly concurrency?: number | undefined;
}

/** The result of one of several changes. */
export type ChangeResult =
  | {
      /** The change, as you gave it. */
      readonly change: UserChange;
      /** The uid of the user, as the service spells it. */
      readonly uid: string;
      /** The outcome of the change. */
      readonly outcome: ChangeOutcome;
      /** Fields that the service merged, so that the user has more than you gave. */
      readonly merged?: readonly MergedField[] | undefined;
      readonly error?: never;
    }
  | {
      /** The change, as you gave it. */
      readonly change: UserChange;
      /** The uid of the user; `undefined` if the change has no valid one. */
      readonly uid: string | undefined;
      /** The outcome of the change. */
      readonly outcome: 'failed';
      /** The reason of the failure. */
      readonly error: CometChatException;
      readonly merged?: never;
    };

/** The results of several changes. */
export interface AppliedChanges {
  /** The number of changes by outcome. */
  readonly counts: Readonly<Record<ChangeOutcome | 'failed', number>>;
  /** The number of changes after which a user has more than you gave, because the service merges updates. */
  readonly merged: number;
  /** The result of each change, in the order of the source. */
  readonly results: readonly ChangeResult[];
  /**
   * The reason why the run ended before the end of the source: your signal, an error of your source (`SOURCE_FAILED`), or a wrong or
   * missing right of the key, with which every other change would fail too. Absent if the whole source was read.
   */
  readonly stoppedBy?: CometChatException | undefined;
}

/** Brings users of CometChat in step with yours. */
export interface AdminSync {
  /**
   * Applies one change: creates or updates, deactivates or erases one user. Use it in a hook of your auth library, or for the message of a
   * queue. Applying a change twice has the same result as applying it once. Rejects with every issue of the change before a request is
   * sent, and with the code of the service if that refuses it.
   *
   * @example
   * const { outcome } = await admin.sync.apply({ action: 'ensure', user: { uid: 'kevin', name: 'Kevin' }, at: new Date() });
   */
  apply(change: UserChange, options?: CallOptions): Promise<AppliedChange>;
  /**
   * Applies several changes from an array, a generator or a stream, such as the rows of an outbox table. It reads the source only as fast as
   * it applies the changes. Changes of one user are applied one after the other in the order of the source; it does not compare their
   * times. It is bulk work: it keeps to its share of the rate limit, and lets single operations go first.
   *
   * It resolves even if changes fail: a failed or invalid change is a result with its `error`, and the others go on. It also resolves if it
   * ends early, with `stoppedBy` and everything that was done until then. It rejects only for invalid options, or for a source that is not
   * iterable. It keeps a result for each change in memory.
   *
   * @example
   * const { counts, results, stoppedBy } = await admin.sync.apply(outboxRows.map(toChange), { signal });
   * for (const { uid, outcome, error } of results) if (outcome === 'failed') console.warn(uid, error.message);
   */
  apply(changes: Iterable<UserChange> | AsyncIterable<UserChange>, options?: ApplyOptions): Promise<AppliedChanges>;

  /**
   * Imports users: creates those who do not exist, updates the fields that differ, and leaves the others alone. It needs few requests: one
   * for a new or changed user, and one for a thousand equal ones. Fields that a row does not give stay as they are, and so do the
   * fields that users own. It is bulk work, as `apply` of several changes. `createdAt`, `lastActiveAt` and `deactivatedAt` of a row count
   * when the user is created.
   *
   * It returns at once. Iterate over the run for the result of each row, or await its `summary`; an invalid row is a result with its
   * `error`, and the others go on. The run ends early for an abort, a `break`, a source that throws (`SOURCE_FAILED`), a service that stays
   * down (`SERVICE_DOWN`), or a wrong or missing right of the key: `summary` then resolves with `stoppedBy`. It rejects only for invalid
   * options, or for a source that is not iterable. Rows that were in progress then fail with the same error.
   *
   * It reads the lists of all users first if there are more rows than pages of 1,000 users, and keeps about 150 bytes of each user
   * and row in memory.
   *
   * @example
   * const run = admin.sync.importUsers(rows, { journal: 'import.journal' });
   * for await (const { line, uid, status, error } of run) if (status === 'failed') console.warn(line, uid, error.message);
   * const { counts, stoppedBy } = await run.summary;
   */
  importUsers(source: ImportSource, options?: ImportOptions): ImportRun;
}
