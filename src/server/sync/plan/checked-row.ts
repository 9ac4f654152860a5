import { asException, CometChatException } from '../../../errors/exception.js';
import { problem, refuse } from '../../../errors/issue.js';
import { findJsonFault } from '../../../errors/json-fault.js';
import { put } from '../../../user/edits.js';
import { EDITABLE_FIELDS, type EditableField } from '../../../user/fields.js';
import { toUid, toUser } from '../../../user/input.js';
import type { UserResponse } from '../../../user/response.js';
import { normalizeUid, uidIssues } from '../../../user/uid.js';
import { User } from '../../../user/user.js';
import { explained } from '../../explain.js';
import { importIssues } from '../../resources/users/import-body.js';
import { spellingOf } from '../../uids/spelling.js';

/** A valid row of a source. */
export interface ValidRow {
  readonly line: number;
  readonly uid: string;
  /** The uid as it was given; `undefined` for a `User`, whose uid is in lower case already. */
  readonly spelling: string | undefined;
  /** A copy with the values as JSON has them. */
  readonly user: User;
  /** Whether the row has a time of deactivation. */
  readonly isDeactivated: boolean;
  readonly error?: never;
}

/** A row of a source that is not valid. `uid` is there if the row has a valid one. */
export interface InvalidRow {
  readonly line: number;
  readonly uid: string | undefined;
  readonly error: CometChatException;
}

export type CheckedRow = ValidRow | InvalidRow;

/** Checks a row of a source. It never throws: an invalid row has its error. */
export function checkRow(line: number, row: unknown): CheckedRow {
  try {
    const user = toUser(row);
    refuse(importIssues(user));
    const isDeactivated = Boolean(user.deactivatedAt);
    return { line, uid: user.uid, spelling: spellingOf(row), user: fromStored(toStored(user)), isDeactivated };
  } catch (cause) {
    return { line, uid: readUid(row), error: explained(asException(cause)) };
  }
}

/** The row of a text that is not JSON. The error does not quote the text, which may have personal data. */
export function notJson(line: number, text: string): InvalidRow {
  const column = 1 + [...text.slice(0, findJsonFault(text))].length;
  const error = problem('row', 'INVALID_USER', `Line ${line} is not valid JSON, from column ${column} on.`);
  return { line, uid: undefined, error };
}

function readUid(row: unknown): string | undefined {
  try {
    const uid = toUid(row);
    return typeof uid === 'string' && uidIssues(uid).length === 0 ? normalizeUid(uid) : undefined;
  } catch {
    return undefined;
  }
}

/** A user as JSON that keeps which fields were touched, and which of them are cleared (`null`). */
interface StoredUser {
  readonly uid: string;
  readonly touched: { readonly [Field in EditableField]?: unknown };
  /** The other fields, which a user has that was read. */
  readonly read: { readonly [Field in EditableField]?: unknown };
}

function toStored(user: User): StoredUser {
  const { uid, touched } = user;
  const others = EDITABLE_FIELDS.filter((field) => !touched.includes(field) && user[field] !== undefined);
  const stored = {
    uid,
    touched: Object.fromEntries(touched.map((field) => [field, user[field] ?? null])),
    read: Object.fromEntries(others.map((field) => [field, user[field]])),
  };
  return JSON.parse(JSON.stringify(stored));
}

function fromStored({ uid, touched, read }: StoredUser): User {
  const user = User.fromService({ ...read, uid } as UserResponse);
  for (const [field, value] of Object.entries(touched)) put(user, field, value);
  return user;
}

/** Writes a checked row as one line of JSON. */
export function rowToText(row: CheckedRow): string {
  if (!row.error) return JSON.stringify({ ...row, user: toStored(row.user) });
  const { code, kind, message, details, hint } = row.error;
  return JSON.stringify({ line: row.line, uid: row.uid, error: { code, kind, message, details, hint } });
}

/** Reads a row from the text of `rowToText`. */
export function rowFromText(text: string): CheckedRow {
  const row = JSON.parse(text);
  if (row.error) return { line: row.line, uid: row.uid, error: new CometChatException(row.error) };
  return { ...row, user: fromStored(row.user) };
}
