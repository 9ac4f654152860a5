import { asException, CometChatException } from '../../../errors/exception.js';
import { problem } from '../../../errors/issue.js';
import { findJsonFault } from '../../../errors/json-fault.js';
import { User } from '../../../user/user.js';
import { type ReadRow, readRow, toInput, validUid } from '../rows/read-row.js';

/** A valid row of a source. Its user is a copy with the values as JSON has them. */
export interface ValidRow extends ReadRow {
  readonly line: number;
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
    return rowFromText(rowToText({ line, ...readRow(row) }));
  } catch (cause) {
    return { line, uid: validUid(row), error: asException(cause) };
  }
}

/** The row of a text that is not JSON. The error does not quote the text, which may have personal data. */
export function notJson(line: number, text: string): InvalidRow {
  const column = 1 + [...text.slice(0, findJsonFault(text))].length;
  const error = problem('row', 'INVALID_USER', `Line ${line} is not valid JSON, from column ${column} on.`);
  return { line, uid: undefined, error };
}

/** Writes a checked row as one line of JSON. */
export function rowToText(row: CheckedRow): string {
  if (!row.error) return JSON.stringify({ ...row, user: toInput(row.user) });
  const { code, kind, message, details, hint } = row.error;
  return JSON.stringify({ line: row.line, uid: row.uid, error: { code, kind, message, details, hint } });
}

/** Reads a row from the text of `rowToText`. */
export function rowFromText(text: string): CheckedRow {
  const row = JSON.parse(text);
  if (row.error) return { line: row.line, uid: row.uid, error: new CometChatException(row.error) };
  return { ...row, user: new User(row.user) };
}
