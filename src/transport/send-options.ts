import { problem } from '../errors/issue.js';
import type { OptionNames } from '../errors/option-names.js';
import { isPlainObject } from '../user/plain-object.js';
import type { Fetch } from './attempt.js';
import { BOOLEAN, checkOption, checkOptionNames, isBoolean, isFunction, isMs, isObject, MS } from './call-options.js';
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

/** The defaults of the options. */
export const TIMEOUT_MS = 30_000;
export const ATTEMPT_TIMEOUT_MS = 10_000;
export const RETRY_LIMIT = 2;
export const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

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

/** Throws for an option of an earlier version. Its name is too different from the new one to suggest that one. */
function checkRenamed(given: object, owner: string): void {
  if (!Object.keys(given).includes('totalTimeout')) return;
  const message = `totalTimeout is not an option of ${owner}. Use timeout for an operation, attemptTimeout for one attempt.`;
  throw problem('totalTimeout', 'INVALID_OPTION', message);
}
