import { asException } from '../../../errors/exception.js';
import { refuse } from '../../../errors/issue.js';
import type { UserInput } from '../../../user/fields.js';
import { toUid, toUser } from '../../../user/input.js';
import { normalizeUid, uidIssues } from '../../../user/uid.js';
import { User } from '../../../user/user.js';
import { explained } from '../../explain.js';
import { importIssues } from '../../resources/users/import-body.js';
import { spellingOf } from '../../uids/spelling.js';

/** A valid row of a source. */
export interface ReadRow {
  readonly uid: string;
  /** The uid as it was given. `undefined` for a `User`, whose uid is in lower case already. */
  readonly spelling: string | undefined;
  /** The user as it should be, a copy: a source may use one object for all of its rows. Every given field counts as touched. */
  readonly user: User;
}

/** Reads and checks the value that a source gave. Throws a `CometChatException` with every issue. */
export function readRow(given: unknown): ReadRow {
  try {
    const read = toUser(given);
    // A user that was read, from another app for example, counts as given with all its fields.
    const user = new User(toInput(read)).clone();
    refuse(importIssues(user));
    return { uid: user.uid, spelling: spellingOf(given), user };
  } catch (cause) {
    throw explained(asException(cause));
  }
}

/** The fields of a user as input, with `null` for a cleared one. A user made from it has touched all of them. */
export function toInput(user: User): UserInput {
  const cleared = user.touched.filter((field) => user[field] === undefined).map((field) => [field, null]);
  return { ...user, ...Object.fromEntries(cleared) };
}

/** The uid of a row that is not valid, as the row gives it; `undefined` if it gives none. */
export function givenUid(given: unknown): string | undefined {
  try {
    const uid = toUid(given);
    return typeof uid === 'string' ? uid : undefined;
  } catch {
    return undefined;
  }
}

/** The same uid as the service spells it; `undefined` if it is not a valid one. */
export function validUid(given: unknown): string | undefined {
  const uid = givenUid(given);
  return uid !== undefined && uidIssues(uid).length === 0 ? normalizeUid(uid) : undefined;
}
