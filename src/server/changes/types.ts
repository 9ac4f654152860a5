import type { User } from '../../user/user.js';
import type { MergedField } from './merging.js';

/** The outcome of a change. */
export type ChangeOutcome =
  /** The user was created. */
  | 'created'
  /** The fields that differed were updated. */
  | 'updated'
  /** There was nothing to do: the user is as wanted. A user to deactivate or erase was not there, or not active. */
  | 'unchanged'
  /** The user was reactivated, and updated if fields differed. */
  | 'reactivated'
  /** The user was deactivated. */
  | 'deactivated'
  /** The user was erased. */
  | 'erased'
  /** The user is deactivated, and the change does not reactivate. Nothing was changed. */
  | 'skipped';

/** The result of one change. */
export interface AppliedChange {
  /** The uid of the user, as the service spells it. */
  readonly uid: string;
  /** The outcome of the change. */
  readonly outcome: ChangeOutcome;
  /** The user as the service now has it, after an `ensure` that was not skipped. */
  readonly user?: User | undefined;
  /**
   * Fields of which the user has more than you gave, because the service merges updates instead of replacing the value. They do not count
   * as different.
   */
  readonly merged?: readonly MergedField[] | undefined;
}
