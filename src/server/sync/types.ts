import type { CometChatException } from '../../errors/exception.js';
import type { CallOptions } from '../../transport/call-options.js';
import type { UserChange } from '../changes/change.js';
import type { MergedField } from '../changes/merging.js';
import type { AppliedChange, ChangeOutcome } from '../changes/types.js';
import type { ImportOptions, ImportRun, ImportSource } from './import/types.js';
import type { ApplyPlanOptions, PlanRun } from './plan/run-types.js';
import type { PlanOptions, PlanSource, SavedPlan, SyncPlan } from './plan/types.js';

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
   * Applies a plan, which `sync.plan` made or `sync.readPlan` read. It reads each user before it writes: a user that was changed after the
   * plan was made is skipped (`changedSince`), and one that is as wanted already is `unchanged`. A creation needs no reading, because
   * CometChat refuses a uid that exists. Applying a plan again is safe. It is bulk work: it keeps to its share of the rate limit, and lets
   * single operations go first.
   *
   * Steps that do nothing (`unchanged`) have no result; invalid rows are `failed`. It starts by itself and always ends with a `summary`. The
   * summary and the iteration reject only for invalid options and for a plan of another app (`PLAN_OF_ANOTHER_APP`).
   *
   * @example
   * const plan = await admin.sync.plan('users.ndjson');
   * const { counts, stoppedBy } = await admin.sync.apply(plan).summary;
   */
  apply(plan: SyncPlan, options?: ApplyPlanOptions): PlanRun;

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
  /**
   * Compares your users with those of CometChat, and changes nothing: the result has the number of changes, and each change when you
   * iterate over it. It needs one request for each 1,000 users of CometChat, and two more. It keeps about 220 bytes a user in memory, and the
   * values of CometChat of the fields that differ. A field that your rows do not give stays as it is, and so do the fields that users own
   * (option `userOwnedFields` of `createAdmin`). An invalid row does not stop the plan: it is a step of its own, with its error.
   *
   * Users that your source does not have are kept, unless you set `missing`. Then the plan counts only users that were created before it
   * began, leaves CometChat's own users alone, and removes at most `maxRemoved` of them. Each is read again before it is removed.
   *
   * Rejects with `SOURCE_FAILED` if the source cannot be read; with `SOURCE_INCOMPLETE` if users should be removed, but the source has no
   * valid row or a row without a valid uid; with `TOO_MANY_REMOVED`; and with `BAD_RESPONSE` if users should be removed, but the responses
   * have no `Date` header.
   *
   * @example
   * const plan = await admin.sync.plan(() => database.stream('SELECT id AS uid, name FROM users'), { missing: 'deactivate' });
   * console.log(plan.counts); // { create: 12, update: 3, reactivate: 0, deactivate: 1, erase: 0, unchanged: 9984, skip: 0, invalid: 0 }
   * for await (const change of plan) if (change.action === 'update') console.log(change.uid, change.fields);
   */
  plan(source: PlanSource, options?: PlanOptions): Promise<SyncPlan>;
  /**
   * Reads a plan that was saved with `plan.lines()`, and checks all of it. It sends nothing. Rejects with `PLAN_DAMAGED`, which names the
   * line; with `PLAN_OF_ANOTHER_APP` if the plan is for another app or region; and with `SOURCE_FAILED` if the file cannot be read.
   *
   * @example
   * const plan = await admin.sync.readPlan('plan.ndjson');
   * const { counts } = await admin.sync.apply(plan).summary;
   */
  readPlan(saved: SavedPlan, options?: CallOptions): Promise<SyncPlan>;
}
