import type { ErrorKind } from '../errors/codes.js';
import { amend, type CometChatException, type ExceptionInit, isCometChatException } from '../errors/exception.js';
import { OPERATION_HINTS, SERVER_CODES } from '../errors/server-codes.js';

type Explanation = Pick<ExceptionInit, 'kind' | 'hint'>;

/** Returns kind and hint of an error from the table for servers; `undefined` if the table does not have its code. */
export function explain({ code, details, operation }: CometChatException): Explanation | undefined {
  // The service reports an unknown role with this code.
  if (code === 'ERR_BAD_REQUEST' && details && Object.hasOwn(details, 'role'))
    return { hint: SERVER_CODES.notFound.ERR_ROLE_NOT_FOUND };
  for (const [kind, hints] of Object.entries(SERVER_CODES)) {
    if (!Object.hasOwn(hints, code)) continue;
    const hint = hintFor(code, operation) ?? (hints[code as never] || undefined);
    return { kind: kind as ErrorKind, hint };
  }
  return undefined;
}

/** Returns the hint that one operation has for a code. */
function hintFor(code: string, operation = ''): string | undefined {
  const hints: Readonly<Record<string, Readonly<Record<string, string>>>> = OPERATION_HINTS;
  const ofCode = Object.hasOwn(hints, code) ? hints[code] : undefined;
  return ofCode && Object.hasOwn(ofCode, operation) ? ofCode[operation] : undefined;
}

/** Returns the error with the kind and the hint from the table for servers. */
export function explained(error: CometChatException): CometChatException {
  const more = explain(error);
  return more ? amend(error, more) : error;
}

/** Whether a value is an exception of this kind. The table for servers decides the kind. */
export function isOfKind(error: unknown, kind: ErrorKind): error is CometChatException {
  return isCometChatException(error) && (explain(error)?.kind ?? error.kind) === kind;
}
