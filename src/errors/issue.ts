import type { ErrorCode } from './codes.js';
import { CometChatException } from './exception.js';

/**
 * One thing wrong with one field.
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

/** One exception for all issues: the first one's code, every message in `details`. */
export function exceptionOf(issues: readonly [Issue, ...Issue[]]): CometChatException {
  const details: Record<string, string[]> = {};
  for (const { field, message } of issues) details[field] = [...(details[field] ?? []), message];
  return new CometChatException({
    code: issues[0].code,
    message: issues.map((issue) => issue.message).join(' '),
    details,
  });
}

/** One exception for one thing wrong with one field. */
export function problem(field: string, code: ErrorCode, message: string): CometChatException {
  return exceptionOf([{ field, code, message }]);
}

/** Throws one exception if there are issues. */
export function refuse(issues: readonly Issue[]): void {
  const [first, ...rest] = issues;
  if (first) throw exceptionOf([first, ...rest]);
}
