import type { CometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import type { SessionStorage } from '../storage/storage.js';
import type { Fetch } from '../transport/exchange.js';
import type { Hooks } from '../transport/hooks.js';
import type { TokenProvider } from './token-provider.js';

/** Where your app lives; the dashboard says which. Either letter case. */
export type Region = 'us' | 'eu' | 'in' | (string & {});

/** How a client is set up. Times are milliseconds. */
export interface ClientOptions {
  /** The App ID of the dashboard. */
  readonly appId: string;
  /** The region of the dashboard, in either letter case. */
  readonly region: Region;
  /** Base URL of an emulator, such as `http://127.0.0.1:7700`: everything goes there. */
  readonly emulator?: string | undefined;
  /** Hosts of a dedicated deployment: `host[/path]` as the vendor writes it, or a URL. */
  readonly hosts?:
    | { readonly admin?: string | undefined; readonly client?: string | undefined; readonly calls?: string | undefined }
    | undefined;
  /** Allows plain http to other hosts than loopback. Default `false`. */
  readonly allowInsecure?: boolean | undefined;
  /** Where the session is kept. Default: `localStorage` in a browser, memory elsewhere. */
  readonly storage?: SessionStorage | undefined;
  /** The one key that is used there. Default `cometchat-users:v1:<appId>:<region>`. */
  readonly storageKey?: string | undefined;
  /**
   * Follows logins, logouts and changes in other tabs, through a storage that the tabs share. Default: `true` with `localStorage`,
   * `false` with another one.
   */
  readonly tabs?: boolean | undefined;
  /**
   * Takes over the session that the vendor's Chat SDK left in the same storage, where there has never been one of ours, so that an
   * app can move over without logging anyone out. What the vendor's SDK stored is left as it is. Default `false`.
   */
  readonly adoptVendorSession?: boolean | undefined;
  /** Gets a token of your server: for `login()` without arguments, and when a token turns out to be revoked. */
  readonly tokenProvider?: TokenProvider | undefined;
  /** For one attempt, the answer's body included. Default 10 000. */
  readonly timeout?: number | undefined;
  /** For a whole call: all attempts and the waits between them. Default 30 000. */
  readonly totalTimeout?: number | undefined;
  /** How often a failed attempt is tried again, where that is safe. */
  readonly retry?:
    | { /** Further attempts after the first, 0 to 10. Default 2. */ readonly limit?: number | undefined }
    | undefined;
  /** Sends a `Request` in the place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Told what happens on the network; they can change nothing. */
  readonly hooks?: Hooks | undefined;
  /** A REST API key (`fullAccess`) has no place in a client: whoever has it owns the app. */
  readonly apiKey?: never;
}

/** Options of one call. */
export interface CallOptions {
  /** Aborts the call; it rejects with `REQUEST_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call, in the place of `totalTimeout`. */
  readonly timeout?: number | undefined;
}

/** The longest wait a timer can hold. */
const LONGEST_MS = 2 ** 31 - 1;

/** Throws a `CometChatException` (kind `config`) for the first option that cannot be right. Hosts are checked where they are built. */
export function checkOptions(options: ClientOptions): void {
  if (typeof options !== 'object' || options === null) throw invalid('options', 'an object with appId and region');
  if ('apiKey' in options) throw invalid('apiKey', 'kept on your server: who has it owns the app');
  const {
    timeout,
    totalTimeout,
    retry,
    fetch,
    tokenProvider,
    storage,
    storageKey,
    tabs,
    adoptVendorSession,
    hooks,
    hosts,
  } = options;
  check('timeout', timeout, isMs, MS);
  check('totalTimeout', totalTimeout, isMs, MS);
  check('retry.limit', retry?.limit, (limit) => Number.isInteger(limit) && limit >= 0 && limit <= 10, 'from 0 to 10');
  check('hooks', hooks, Boolean, 'an object of functions');
  check('hosts', hosts, Boolean, 'an object of hosts');
  check('fetch', fetch, isFunction, 'a function');
  check('tokenProvider', tokenProvider, isFunction, 'a function');
  check('storage', storage, isStorage, 'an object with getItem, setItem and removeItem');
  check('tabs', tabs, isBoolean, BOOLEAN);
  check('adoptVendorSession', adoptVendorSession, isBoolean, BOOLEAN);
  check('storageKey', storageKey, (key) => typeof key === 'string' && key !== '', 'a string');
}

/** Throws for call options that cannot be right. */
export function checkCallOptions({ timeout, signal }: CallOptions): void {
  check('timeout', timeout, isMs, MS);
  check('signal', signal, (given) => isFunction(given?.addEventListener), 'an AbortSignal');
}

const BOOLEAN = 'true or false';
const MS = 'a number of milliseconds';

function isMs(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= LONGEST_MS;
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isStorage(value: SessionStorage | null): boolean {
  return isFunction(value?.getItem) && isFunction(value?.setItem) && isFunction(value?.removeItem);
}

function check<T>(field: string, value: T | undefined, isRight: (value: T) => boolean, must: string): void {
  if (value !== undefined && !isRight(value)) throw invalid(field, must);
}

function invalid(field: string, must: string): CometChatException {
  return problem(field, 'INVALID_OPTION', `${field} must be ${must}.`);
}
