import { ADMIN_CODES, OPERATION_HINTS } from '../errors/admin-codes.js';
import type { ErrorKind } from '../errors/codes.js';
import {
  amend,
  asException,
  type CometChatException,
  type ExceptionInit,
  isCometChatException,
} from '../errors/exception.js';
import { HOOKS } from '../transport/call-options.js';
import type { Hooks } from '../transport/hooks.js';

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

/** The error of a call, with what a server is told of it. */
export function failureOf(error: unknown, operation: string): CometChatException {
  return explained(asException(error, operation));
}

/** Whether this is an error of the service of a kind, by a server's own table. */
export function isOfKind(error: unknown, kind: ErrorKind): error is CometChatException {
  return isCometChatException(error) && (explain(error)?.kind ?? error.kind) === kind;
}

/** Settles a delete whose answer was lost: sent again, it finds what it deleted gone. Throws whatever else went wrong. */
export async function goneAlready(refusal: CometChatException): Promise<undefined> {
  if (!isOfKind(refusal, 'notFound')) throw refusal;
  return undefined;
}

/** Hooks that are told the same errors as the caller. */
export function explainedHooks(hooks: Hooks): Hooks {
  const all = {};
  for (const name of Object.keys(HOOKS) as (keyof Hooks)[]) {
    // Looked up at each call, as the transport does; for one that is not there no event is made.
    const get = () => {
      const hook = hooks[name] as ((event: unknown) => unknown) | undefined;
      if (typeof hook !== 'function') return undefined;
      return (event: { readonly error?: unknown }) => {
        const { error } = event;
        return hook.call(
          hooks,
          isCometChatException(error) ? Object.freeze({ ...event, error: explained(error) }) : event,
        );
      };
    };
    Object.defineProperty(all, name, { get });
  }
  return all;
}
