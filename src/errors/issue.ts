import type { ErrorCode } from './codes.js';
import { CometChatException } from './exception.js';

/**
 * One problem with one field.
 *
 * @example
 * new User('Ann Lee').validate();
 * // [{ field: 'uid', code: 'INVALID_UID', message: 'uid may not contain a space …' }]
 */
export interface Issue {
  /** The field that is wrong, such as `uid`. */
  readonly field: string;
  /** The code of the problem, such as `INVALID_UID`. */
  readonly code: ErrorCode;
  /** A sentence that names the field and the limit. */
  readonly message: string;
}

/** Makes one exception for all issues, with the code of the first one. `details` holds every message. */
export function exceptionOf(issues: readonly [Issue, ...Issue[]]): CometChatException {
  const details: Record<string, string[]> = {};
  for (const { field, message } of issues) details[field] = [...(details[field] ?? []), message];
  return new CometChatException({
    code: issues[0].code,
    message: issues.map((issue) => issue.message).join(' '),
    details,
  });
}

/** Makes an exception for one problem with one field. */
export function problem(field: string, code: ErrorCode, message: string): CometChatException {
  return exceptionOf([{ field, code, message }]);
}

/** Throws one exception for all issues, if there are any. */
export function refuse(issues: readonly Issue[]): void {
  const [first, ...rest] = issues;
  if (first) throw exceptionOf([first, ...rest]);
}
