import type { CometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import type { Fetch } from './exchange.js';
import type { Hooks } from './hooks.js';

/** Where your app lives; the dashboard says which. Either letter case. */
export type Region = 'us' | 'eu' | 'in' | (string & {});

/** How requests are sent, whoever sends them. Times are milliseconds. */
export interface SendOptions {
  /** Allows plain http to other hosts than loopback. Default `false`. */
  readonly allowInsecure?: boolean | undefined;
  /** For one attempt, the answer's body included. Default 10 000. */
  readonly timeout?: number | undefined;
  /** For a whole call: all attempts and the waits between them. Default 30 000. */
  readonly totalTimeout?: number | undefined;
  /** How often a failed attempt is tried again, where that is safe. */
  readonly retry?:
    | { /** Further attempts after the first, 0 to 10. Default 2. */ readonly limit?: number | undefined }
    | undefined;
  /**
   * Bytes that the body of a response may have, after decompression; a larger one is `BAD_RESPONSE`. A whole number of at least
   * 1024. Default 4 MB (4 194 304).
   */
  readonly maxResponseBytes?: number | undefined;
  /** Sends a `Request` in the place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Told what happens on the network; they can change nothing. */
  readonly hooks?: Hooks | undefined;
}

/** Options of one call. */
export interface CallOptions {
  /** Aborts the call; it rejects with `REQUEST_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call, in the place of `totalTimeout`. */
  readonly timeout?: number | undefined;
}

/** What holds where an option does not say otherwise. */
export const TIMEOUT_MS = 10_000;
export const TOTAL_TIMEOUT_MS = 30_000;
export const RETRY_LIMIT = 2;
export const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** The longest wait a timer can hold. */
export const LONGEST_MS = 2 ** 31 - 1;

/** Throws a `CometChatException` (kind `config`) for the first option that cannot be right. Hosts are checked where they are built. */
export function checkSendOptions(options: SendOptions & { readonly hosts?: object | undefined }): void {
  const { timeout, totalTimeout, retry, maxResponseBytes, fetch, hooks, hosts } = options;
  checkOption('timeout', timeout, isMs, MS);
  checkOption('totalTimeout', totalTimeout, isMs, MS);
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
  checkOption('hooks', hooks, Boolean, 'an object of functions');
  checkOption('hosts', hosts, Boolean, 'an object of hosts');
  checkOption('fetch', fetch, isFunction, 'a function');
}

/** Throws for call options that cannot be right. */
export function checkCallOptions({ timeout, signal }: CallOptions): void {
  checkOption('timeout', timeout, isMs, MS);
  checkOption('signal', signal, (given) => isFunction(given?.addEventListener), 'an AbortSignal');
}

/** Throws for an option that is there and cannot be right. */
export function checkOption<T>(
  field: string,
  value: T | undefined,
  isRight: (value: T) => boolean,
  must: string,
): void {
  if (value !== undefined && !isRight(value)) throw invalidOption(field, must);
}

/** An option that must be something else. */
export function invalidOption(field: string, must: string): CometChatException {
  return problem(field, 'INVALID_OPTION', `${field} must be ${must}.`);
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

const MS = 'a number of milliseconds';

function isMs(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= LONGEST_MS;
}
