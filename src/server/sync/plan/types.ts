import type { CometChatException } from '../../../errors/exception.js';
import type { CallOptions } from '../../../transport/call-options.js';
import type { EditableField, UserInput } from '../../../user/fields.js';
import type { User } from '../../../user/user.js';
import type { MergedField } from '../../changes/merging.js';

/** Rows of users: an array or another iterable, an async iterable, a web stream or a Node stream. */
export type PlanRows = Iterable<User | UserInput> | AsyncIterable<User | UserInput> | ReadableStream;

/**
 * The users as they should be. `sync.plan` reads them twice, so give one of these:
 *
 * - the path of a file of JSON lines (NDJSON), one user a line, in UTF-8. In Node, Bun and Deno.
 * - a function that opens the rows, such as a query of your database. It is called twice and must give the same rows.
 * - an array.
 * - a stream, a generator or another source that can be read only once. It is stored meanwhile: in a temporary file where there are files,
 *   otherwise in memory.
 */
export type PlanSource = string | (() => PlanRows | Promise<PlanRows>) | PlanRows;

/** Options of `sync.plan`. `timeout` limits each request, without its waits for the rate limit. */
export interface PlanOptions extends CallOptions {
  /**
   * The action for users of CometChat that your source does not have. Default `keep`. `deactivate` can be undone; `erase` deletes them with
   * their messages, for ever. See `maxRemoved` and `createdBefore`.
   */
  readonly missing?: 'keep' | 'deactivate' | 'erase' | undefined;
  /**
   * The most users that the plan may deactivate or erase: a number, or a part of all users of CometChat such as `'10%'`. Default `'5%'`.
   * With more, `sync.plan` rejects with `TOO_MANY_REMOVED`.
   */
  readonly maxRemoved?: number | `${number}%` | undefined;
  /**
   * Only users that CometChat created before this time are deactivated or erased. Give the time at which your source was exported. The start
   * of the plan, by the clock of CometChat, is a limit too; it is the default.
   */
  readonly createdBefore?: Date | undefined;
  /** Reactivate users that your source has and that are deactivated. Default `false`: they are left alone and reported as `skip`. */
  readonly reactivate?: boolean | undefined;
}

/** The value of a field before and after a change. `null`: the user has no value. */
export interface FieldChange {
  /** The value that CometChat has. */
  readonly from: unknown;
  /** The value that your source has. */
  readonly to: unknown;
}

/** The fields that differ. */
export type FieldChanges = { readonly [Field in EditableField]?: FieldChange };

/** The state of a user to remove, as the plan saw it. The user is removed only if it is still in this state. */
export interface SeenUser {
  /** Display name. */
  readonly name?: string | undefined;
  /** The time when the user was created, in Unix seconds. */
  readonly createdAt: number;
  /** The time when the user was last changed, in Unix seconds. */
  readonly updatedAt?: number | undefined;
  /** The time when the user was deactivated, in Unix seconds. Absent for an active user. */
  readonly deactivatedAt?: number | undefined;
}

/** One step of a plan. */
export type PlannedChange =
  /** CometChat does not have the user. */
  | {
      /** The action of the step. */
      readonly action: 'create';
      /** The uid of the user, as CometChat spells it. */
      readonly uid: string;
      /** The place of the row in your source: the line of a file, or the number of the row, from 1. */
      readonly line: number;
      /** The user to create. */
      readonly user: UserInput;
    }
  /** Some fields differ. */
  | {
      /** The action of the step. */
      readonly action: 'update';
      /** The uid of the user, as CometChat spells it. */
      readonly uid: string;
      /** The place of the row in your source: the line of a file, or the number of the row, from 1. */
      readonly line: number;
      /** The fields that differ. */
      readonly fields: FieldChanges;
    }
  /** The user is deactivated, and the option `reactivate` is set. `fields` may be empty. */
  | {
      /** The action of the step. */
      readonly action: 'reactivate';
      /** The uid of the user, as CometChat spells it. */
      readonly uid: string;
      /** The place of the row in your source: the line of a file, or the number of the row, from 1. */
      readonly line: number;
      /** The time when the user was deactivated, in Unix seconds. */
      readonly deactivatedAt: number;
      /** The fields that differ. */
      readonly fields: FieldChanges;
    }
  /** The source does not have the user. */
  | {
      /** The action of the step. */
      readonly action: 'deactivate' | 'erase';
      /** The uid of the user, as CometChat spells it. */
      readonly uid: string;
      /** The user as the plan saw it. */
      readonly seen: SeenUser;
    }
  /** The user is as your source has it. */
  | {
      /** The action of the step. */
      readonly action: 'unchanged';
      /** The uid of the user, as CometChat spells it. */
      readonly uid: string;
      /** The place of the row in your source: the line of a file, or the number of the row, from 1. */
      readonly line: number;
      /** Fields of which the user has more than your source, because CometChat merges updates. */
      readonly merged?: readonly MergedField[] | undefined;
    }
  /** Nothing is done with this row. */
  | {
      /** The action of the step. */
      readonly action: 'skip';
      /** The uid of the user, as CometChat spells it. */
      readonly uid: string;
      /** The place of the row in your source: the line of a file, or the number of the row, from 1. */
      readonly line: number;
      /** The reason why nothing is done. */
      readonly reason: SkipReason;
    }
  /** The row is not valid. The other rows count. */
  | {
      /** The action of the step. */
      readonly action: 'invalid';
      /** The uid of the user; `undefined` if the row has no valid uid. */
      readonly uid: string | undefined;
      /** The place of the row in your source: the line of a file, or the number of the row, from 1. */
      readonly line: number;
      /** Every issue of the row. */
      readonly error: CometChatException;
    };

/** The reason why a row is skipped. */
export type SkipReason =
  /** The user is deactivated, and the option `reactivate` is not set. */
  | 'deactivated'
  /** The row has a `deactivatedAt`, but the user is active or does not exist. A plan deactivates no user because of its row. */
  | 'deactivatedInSource'
  /** A later row has the same uid. The last one counts. */
  | 'duplicate';

/** The number of steps by action. */
export type PlanCounts = Readonly<Record<PlannedChange['action'], number>>;

/**
 * The difference between your source and CometChat. Making it has changed nothing. Iterate over it to see each step, pass it to
 * `sync.apply` to do it, or save its `lines()` for later. Each iteration reads the source again, if it is a path or a function; it throws
 * `SOURCE_CHANGED` if the source is no longer the same.
 */
export interface SyncPlan extends AsyncIterable<PlannedChange> {
  /** The App ID of the app that was compared. */
  readonly appId: string;
  /** The region of that app. */
  readonly region: string;
  /** The time when the plan began, by the clock of CometChat if it says the time. */
  readonly begunAt: Date;
  /** The action for users that the source does not have. */
  readonly missing: 'keep' | 'deactivate' | 'erase';
  /** The number of steps by action. */
  readonly counts: PlanCounts;
  /** The number of rows that were read from the source. */
  readonly rows: number;
  /** The number of users in CometChat, with the deactivated ones. */
  readonly users: number;
  /** The number of users in CometChat that the source does not have, also if they are kept. CometChat's own users do not count. */
  readonly missingUsers: number;
  /** The number of requests that the plan needed, with all retries. */
  readonly requests: number;
  /**
   * The plan as text to save: JSON lines that a person can read, each with its line break. Steps that do nothing are left out, except for
   * invalid and skipped rows. The text contains the data of your users. `sync.readPlan` reads it.
   *
   * @example
   * await writeFile('plan.ndjson', plan.lines(), { mode: 0o600 }); // writeFile of node:fs/promises
   */
  lines(): AsyncIterable<string>;
  /** Removes the rows that the plan stored, if its source was a stream. You need not call it: they are gone when the process ends. */
  close(): void;
}

/** A saved plan: the path of its file, or its lines as an array or a stream of texts or bytes. A stream is kept in memory. */
export type SavedPlan = string | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** The properties of a plan, without its steps. */
export type PlanFacts = Omit<SyncPlan, keyof AsyncIterable<PlannedChange> | 'lines' | 'close'>;
