import { ADMIN_CODES, OPERATION_HINTS } from '../errors/admin-codes.js';
import type { ErrorKind } from '../errors/codes.js';
import { amend, type CometChatException, type ExceptionInit, isCometChatException } from '../errors/exception.js';

type Explanation = Pick<ExceptionInit, 'kind' | 'hint'>;

/** Kind and hint of an error for a server, where the table for servers has it; otherwise `undefined`. */
export function explain({ code, details, operation }: CometChatException): Explanation | undefined {
  // How the service says that there is no such role.
  if (code === 'ERR_BAD_REQUEST' && details && Object.hasOwn(details, 'role'))
    return { hint: ADMIN_CODES.notFound.ERR_ROLE_NOT_FOUND };
  for (const [kind, hints] of Object.entries(ADMIN_CODES)) {
    if (!Object.hasOwn(hints, code)) continue;
    const hint = hintFor(code, operation) ?? (hints[code as never] || undefined);
    return { kind: kind as ErrorKind, hint };
  }
  return undefined;
}

/** The hint that a single operation has for a code. */
function hintFor(code: string, operation = ''): string | undefined {
  const hints: Readonly<Record<string, Readonly<Record<string, string>>>> = OPERATION_HINTS;
  const ofCode = Object.hasOwn(hints, code) ? hints[code] : undefined;
  return ofCode && Object.hasOwn(ofCode, operation) ? ofCode[operation] : undefined;
}

/** The same error with what a server is told of it. */
export function explained(error: CometChatException): CometChatException {
  const more = explain(error);
  return more ? amend(error, more) : error;
}

/** Whether this is an error of the service of a kind, by a server's own table. */
export function isOfKind(error: unknown, kind: ErrorKind): error is CometChatException {
  return isCometChatException(error) && (explain(error)?.kind ?? error.kind) === kind;
}
