import { CometChatException, isCometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { findUnknownOption, type OptionNames } from '../errors/option-names.js';
import type { SessionStorage } from '../storage/storage.js';
import { isPlainObject } from '../user/plain-object.js';
import type { Fetch } from './attempt.js';
import type { Hooks } from './hooks.js';

/** The region of your app, from the dashboard. In either letter case. */
export type Region = 'us' | 'eu' | 'in' | (string & {});

/** How a client or an admin sends requests. Times are milliseconds. */
export interface SendOptions {
  /** Allows plain http to hosts other than loopback. Default `false`. */
  readonly allowInsecure?: boolean | undefined;
  /** Milliseconds for an operation: all attempts and the waits between them. Default 30 000. */
  readonly timeout?: number | undefined;
  /** Milliseconds for one attempt, with the body of the response. Default 10 000. */
  readonly attemptTimeout?: number | undefined;
  /** Retries of failed attempts. A request is retried only if that is safe. */
  readonly retry?:
    | {
        /** Retries after the first attempt, 0 to 10. Default 2. */
        readonly limit?: number | undefined;
      }
    | undefined;
  /**
   * The largest allowed body of a response, in bytes after decompression. A larger one is `BAD_RESPONSE`. A whole number of at least
   * 1024. Default 4 MB (4 194 304).
   */
  readonly maxResponseBytes?: number | undefined;
  /** Sends each `Request`. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Functions that are called at each request, response, retry, error and warning. They cannot change anything. */
  readonly hooks?: Hooks | undefined;
}

/** Options of one operation. */
export interface CallOptions {
  /** Aborts the operation: it rejects with `REQUEST_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for this operation: all attempts and the waits between them. Default: the `timeout` of the client or admin. */
  readonly timeout?: number | undefined;
}

/** The defaults of the options. */
export const TIMEOUT_MS = 30_000;
export const ATTEMPT_TIMEOUT_MS = 10_000;
export const RETRY_LIMIT = 2;
export const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** The longest delay of a timer, in milliseconds. */
export const LONGEST_MS = 2 ** 31 - 1;

/** The names of the options that clients and admins share. */
export const SEND_OPTIONS = {
  allowInsecure: true,
  timeout: true,
  attemptTimeout: true,
  retry: true,
  maxResponseBytes: true,
  fetch: true,
  hooks: true,
} as const satisfies OptionNames<SendOptions>;

/** The names of all hooks. */
export const HOOKS = {
  onRequest: true,
  onResponse: true,
  onRetry: true,
  onError: true,
  onWarning: true,
} as const satisfies OptionNames<Hooks>;

const RETRY_OPTIONS = { limit: true } as const satisfies OptionNames<NonNullable<SendOptions['retry']>>;
const CALL_OPTIONS = { signal: true, timeout: true } as const satisfies OptionNames<CallOptions>;

/** The function that takes the options: its name, the names of its options and of its hosts. */
export interface Owner {
  readonly owner: string;
  readonly names: object;
  readonly hostNames: object;
}

/**
 * Throws a `CometChatException` (kind `config`) for the first option that does not exist or is not valid. Hosts are
 * checked where they are built.
 */
export function checkSendOptions(
  options: SendOptions & { readonly hosts?: object | undefined },
  { owner, names, hostNames }: Owner,
): void {
  checkRenamed(options, owner);
  checkOptionNames(options, names, owner);
  // Read each option once: a getter that throws must fail here, where its error becomes a `CometChatException`.
  for (const name of Object.keys(names)) Reflect.get(options, name);
  const { timeout, attemptTimeout, retry, maxResponseBytes, fetch, hooks, hosts, allowInsecure } = options;
  checkOption('timeout', timeout, isMs, MS);
  checkOption('attemptTimeout', attemptTimeout, isMs, MS);
  checkOption('retry', retry, isObject, 'an object with a limit');
  checkOptionNames(retry, RETRY_OPTIONS, owner, 'retry');
  checkOption(
    'retry.limit',
    retry?.limit,
    (limit) => Number.isInteger(limit) && limit >= 0 && limit <= 10,
    'from 0 to 10',
  );
  checkOption(
    'maxResponseBytes',
    maxResponseBytes,
    (bytes) => Number.isSafeInteger(bytes) && bytes >= 1024,
    'a whole number of bytes, at least 1024',
  );
  checkOption('hooks', hooks, isObject, 'an object of functions');
  // An instance of a class may have other fields besides the hooks.
  if (isPlainObject(hooks)) checkOptionNames(hooks, HOOKS, owner, 'hooks');
  checkOption('hosts', hosts, isObject, 'an object of hosts');
  checkOptionNames(hosts, hostNames, owner, 'hosts');
  checkOption('allowInsecure', allowInsecure, isBoolean, BOOLEAN);
  checkOption('fetch', fetch, isFunction, 'a function');
}

/** A public method: its name, with the names of its options if it has more than `signal` and `timeout`. */
export type OperationKind = string | { readonly name: string; readonly options: object };

/** The names of the options of a method besides `signal` and `timeout`. */
export type MoreOptions<Options extends CallOptions> = OptionNames<Omit<Options, keyof CallOptions>>;

/** The name of a public method. */
export function operationName(call: OperationKind): string {
  return typeof call === 'string' ? call : call.name;
}

/** Throws a `CometChatException` (kind `config`) for the first option of a method that does not exist or is not valid. */
export function checkCallOptions(options: CallOptions, call: OperationKind): void {
  reading('The options', () => {
    const more = typeof call === 'string' ? {} : call.options;
    // Do not check the names in instances of classes: a click handler may pass its event to `logout`.
    if (isPlainObject(options)) checkOptionNames(options, { ...CALL_OPTIONS, ...more }, operationName(call));
    const { timeout, signal } = options;
    checkOption('timeout', timeout, isMs, MS);
    checkOption('signal', signal, isSignal, 'an AbortSignal');
  });
}

/** Throws for an option of an earlier version. Its name is too different from the new one to suggest that one. */
function checkRenamed(given: object, owner: string): void {
  if (!Object.keys(given).includes('totalTimeout')) return;
  const message = `totalTimeout is not an option of ${owner}. Use timeout for an operation, attemptTimeout for one attempt.`;
  throw problem('totalTimeout', 'INVALID_OPTION', message);
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

const MS = 'a number of milliseconds';

function isMs(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= LONGEST_MS;
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
