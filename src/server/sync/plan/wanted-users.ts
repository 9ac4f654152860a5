import type { CometChatException } from '../../../errors/exception.js';
import { EDITABLE_FIELDS, type EditableField } from '../../../user/fields.js';
import type { User } from '../../../user/user.js';
import { collisionOf } from '../../uids/spelling.js';
import { digestsOf, type FieldDigests } from '../catalog/digests.js';
import type { CheckedRow, InvalidRow, ValidRow } from './checked-row.js';

/** The values of CometChat of the fields that differ. `null`: no value. */
export type FoundFields = { readonly [Field in EditableField]?: unknown };

/** The result of a comparison of a row with the user of CometChat. Most users are equal, so that these share one value. */
export type Comparison =
  | 'equal'
  | 'deactivated'
  | 'deactivatedInSource'
  | { readonly fields: FoundFields; readonly deactivatedAt?: number | undefined };

/**
 * A user of the source, without its values: a plan may have a million of them. It is a class with all its properties from the start, which
 * takes less memory than an object that grows.
 */
export class WantedUser {
  /** The line of the row that counts: the last valid one of the uid. */
  line = 0;
  /** The first spelling of the uid. */
  spelling: string | undefined = undefined;
  /** The fields that the row gives, as bits. */
  touched = 0;
  digests: FieldDigests = '';
  /** Whether the row has a time of deactivation. */
  isDeactivated = false;
  /** The result of the comparison with the user of CometChat; `undefined` while there is none. */
  comparison: Comparison | undefined = undefined;

  /** Takes a row, which replaces an earlier one. */
  take({ line, uid, spelling, user }: ValidRow): void {
    this.line = line;
    // Most spellings are the uid: keep one text instead of two equal ones.
    this.spelling ??= spelling === uid ? uid : spelling;
    this.touched = bitsOf(user.touched);
    this.digests = digestsOf(user);
    this.isDeactivated = isDeactivated(user);
  }
}

/** The users of the source, by uid. The first pass fills it; later passes are compared with it. */
export class WantedUsers {
  readonly #users = new Map<string, WantedUser>();
  /** The uids of rows that are not valid. Their users are in the source all the same, so they are not missing. */
  readonly #invalidUids = new Set<string>();
  /** The number of rows. */
  rows = 0;
  invalid = 0;
  duplicates = 0;
  /** The first row whose uid cannot be read. */
  withoutUid: InvalidRow | undefined;

  /** The number of users with a valid row. */
  get size(): number {
    return this.#users.size;
  }

  all(): IterableIterator<WantedUser> {
    return this.#users.values();
  }

  find(uid: string): WantedUser | undefined {
    return this.#users.get(uid);
  }

  /** Whether the source has a row of this user, valid or not. */
  has(uid: string): boolean {
    return this.#users.has(uid) || this.#invalidUids.has(uid);
  }

  /** Adds a row of the first pass. */
  add(row: CheckedRow): void {
    this.rows += 1;
    const error = row.error ?? this.collision(row);
    if (error) {
      this.invalid += 1;
      if (row.uid !== undefined) this.#invalidUids.add(row.uid);
      else this.withoutUid ??= { ...row, error };
      return;
    }
    const valid = row as ValidRow;
    const known = this.#users.get(valid.uid);
    const wanted = known ?? new WantedUser();
    wanted.take(valid);
    if (known) this.duplicates += 1;
    else this.#users.set(valid.uid, wanted);
  }

  /** The error of a row whose uid was spelled in another letter case before; `undefined` if there is none. */
  collision({ uid, spelling }: CheckedRow & { spelling?: string | undefined }): CometChatException | undefined {
    if (uid === undefined || spelling === undefined) return undefined;
    return collisionOf(this.#users.get(uid)?.spelling, spelling);
  }
}

/** Whether a row of a later pass has the same content as in the first pass. */
export function isSameContent(row: ValidRow, wanted: WantedUser): boolean {
  return (
    bitsOf(row.user.touched) === wanted.touched &&
    isDeactivated(row.user) === wanted.isDeactivated &&
    digestsOf(row.user) === wanted.digests
  );
}

/** The fields that the row of a user gives. */
export function touchedFields({ touched }: WantedUser): EditableField[] {
  return EDITABLE_FIELDS.filter((_, index) => touched & (1 << index));
}

function isDeactivated({ deactivatedAt }: User): boolean {
  return Boolean(deactivatedAt);
}

function bitsOf(fields: readonly EditableField[]): number {
  return fields.reduce((bits, field) => bits | (1 << EDITABLE_FIELDS.indexOf(field)), 0);
}
