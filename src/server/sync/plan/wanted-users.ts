import type { CometChatException } from '../../../errors/exception.js';
import { isCometChatException } from '../../../errors/exception.js';
import { EDITABLE_FIELDS, type EditableField } from '../../../user/fields.js';
import { refuseOtherSpelling } from '../../uids/spelling.js';
import { digestsOf, type FieldDigests } from '../catalog/digests.js';
import type { CheckedRow, InvalidRow, ValidRow } from './checked-row.js';
import type { Comparison } from './compare.js';

/** A user of the source, without its values: a plan may have a million of them. */
export interface WantedUser {
  /** The line of the row that counts: the last valid one of the uid. */
  line: number;
  /** The first spelling of the uid. */
  spelling: string | undefined;
  /** The fields that the row gives, as bits. */
  touched: number;
  digests: FieldDigests;
  isDeactivated: boolean;
  /** The result of the comparison with the user of CometChat; `undefined` while there is none. */
  comparison?: Comparison | undefined;
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
    const known = row.error ? undefined : this.#users.get(row.uid);
    const error = row.error ?? this.collision(row);
    if (error) {
      this.invalid += 1;
      if (row.uid !== undefined) this.#invalidUids.add(row.uid);
      else this.withoutUid ??= { ...row, error };
      return;
    }
    const valid = row as ValidRow;
    const values = {
      line: row.line,
      touched: bitsOf(valid.user.touched),
      digests: digestsOf(valid.user),
      isDeactivated: valid.isDeactivated,
    };
    if (!known) {
      this.#users.set(valid.uid, { ...values, spelling: valid.spelling });
      return;
    }
    this.duplicates += 1;
    Object.assign(known, values, { spelling: known.spelling ?? valid.spelling });
  }

  /** The error of a row whose uid was spelled in another letter case before; `undefined` if there is none. */
  collision({ uid, spelling }: CheckedRow & { spelling?: string | undefined }): CometChatException | undefined {
    if (uid === undefined || spelling === undefined) return undefined;
    try {
      refuseOtherSpelling(this.#users.get(uid)?.spelling, spelling);
      return undefined;
    } catch (error) {
      if (isCometChatException(error)) return error;
      throw error;
    }
  }
}

/** Whether a row of a later pass has the same content as in the first pass. */
export function isSameContent(row: ValidRow, wanted: WantedUser): boolean {
  return (
    bitsOf(row.user.touched) === wanted.touched &&
    row.isDeactivated === wanted.isDeactivated &&
    digestsOf(row.user) === wanted.digests
  );
}

/** The fields that the row of a user gives. */
export function touchedFields({ touched }: WantedUser): EditableField[] {
  return EDITABLE_FIELDS.filter((_, index) => touched & (1 << index));
}

function bitsOf(fields: readonly EditableField[]): number {
  return fields.reduce((bits, field) => bits | (1 << EDITABLE_FIELDS.indexOf(field)), 0);
}
