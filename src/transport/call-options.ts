import { CometChatException, isCometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { findUnknownOption, type OptionNames } from '../errors/option-names.js';
import type { SessionStorage } from '../storage/storage.js';
import { isPlainObject } from '../user/plain-object.js';

/** Options of one operation. */
export interface CallOptions {
  /** Aborts the operation: it rejects with `REQUEST_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for this operation: all attempts and the waits between them. Default: the `timeout` of the client or admin. */
  readonly timeout?: number | undefined;
}

/** The longest delay of a timer, in milliseconds. */
export const LONGEST_MS = 2 ** 31 - 1;

const CALL_OPTIONS = { signal: true, timeout: true } as const satisfies OptionNames<CallOptions>;

/** A public method: its name, with the names of its options if it has more than `signal` and `timeout`. */
export type OperationKind = string | { readonly name: string; readonly options: object };

/** The names of the options of a method besides `signal` and `timeout`. */
export type MoreOptions<Options extends CallOptions> = OptionNames<Omit<Options, keyof CallOptions>>;

/** The name of a public method. */
export function operationName(kind: OperationKind): string {
  return typeof kind === 'string' ? kind : kind.name;
}

/** Throws a `CometChatException` (kind `config`) for the first option of a method that does not exist or is not valid. */
export function checkCallOptions(options: CallOptions, kind: OperationKind): void {
  reading('The options', () => {
    const more = typeof kind === 'string' ? {} : kind.options;
    // Do not check the names in instances of classes: a click handler may pass its event to `logout`.
    if (isPlainObject(options)) checkOptionNames(options, { ...CALL_OPTIONS, ...more }, operationName(kind));
    const { timeout, signal } = options;
    checkOption('timeout', timeout, isMs, MS);
    checkOption('signal', signal, isSignal, 'an AbortSignal');
  });
}

/** Throws for the first name that is not an option. The message suggests the nearest option. */
export function checkOptionNames(given: unknown, names: object, owner: string, group?: string): void {
  const unknown = findUnknownOption(given, names, owner, group);
  if (unknown) throw problem(unknown.field, 'INVALID_OPTION', unknown.message);
}

/**
 * Checks a value from the caller. If reading it throws, as a getter or a revoked proxy does, this throws a `CometChatException`
 * with that error as its cause.
 */
export function reading<T>(what: string, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (isCometChatException(cause)) throw cause;
    throw new CometChatException({ code: 'INVALID_OPTION', message: `${what} cannot be read.`, cause });
  }
}

/** Throws if an option is given and not valid. */
export function checkOption<T>(
  field: string,
  value: T | undefined,
  isRight: (value: T) => boolean,
  must: string,
): void {
  if (value !== undefined && !isRight(value)) throw invalidOption(field, must);
}

/** The error for an option that is not valid. */
export function invalidOption(field: string, must: string): CometChatException {
  return problem(field, 'INVALID_OPTION', `${field} must be ${must}.`);
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

export function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

/** Whether a value has the three methods of a storage. */
export function isStorage(value: SessionStorage | null): boolean {
  return isFunction(value?.getItem) && isFunction(value?.setItem) && isFunction(value?.removeItem);
}

/** The allowed values of a flag, for messages. */
export const BOOLEAN = 'true or false';

/** Whether a value works as an `AbortSignal`. A signal of another realm is not an instance of this realm's class. */
function isSignal(value: AbortSignal | null): boolean {
  return typeof value?.aborted === 'boolean' && isFunction(value.addEventListener);
}

/** The allowed values of a time, for messages. */
export const MS = 'a number of milliseconds';

/** Whether a value is a time that a timer can wait for. */
export function isMs(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= LONGEST_MS;
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
