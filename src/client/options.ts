import type { SessionStorage } from '../storage/storage.js';
import {
  checkOption,
  checkSendOptions,
  invalidOption,
  isFunction,
  type Region,
  type SendOptions,
} from '../transport/call-options.js';
import type { TokenProvider } from './token-provider.js';

export type { CallOptions, Region } from '../transport/call-options.js';

/** How a client is set up. Times are milliseconds. */
export interface ClientOptions extends SendOptions {
  /** The App ID of the dashboard. */
  readonly appId: string;
  readonly region: Region;
  /** Base URL of an emulator, such as `http://127.0.0.1:7700`: everything goes there. */
  readonly emulator?: string | undefined;
  /** Hosts of a dedicated deployment: `host[/path]` as the vendor writes it, or a URL. */
  readonly hosts?:
    | { readonly admin?: string | undefined; readonly client?: string | undefined; readonly calls?: string | undefined }
    | undefined;
  /** Where the session is kept. Default: `localStorage` in a browser, memory elsewhere. */
  readonly storage?: SessionStorage | undefined;
  /** The one key that is used there. Default `cometchat-users:v1:<appId>:<region>`. */
  readonly storageKey?: string | undefined;
  /** Gets a token of your server: for `login()` without arguments, and when a token turns out to be revoked. */
  readonly tokenProvider?: TokenProvider | undefined;
  /** A REST API key (`fullAccess`) has no place in a client: whoever has it owns the app. */
  readonly apiKey?: never;
}

/** Throws a `CometChatException` (kind `config`) for the first option that cannot be right. Hosts are checked where they are built. */
export function checkOptions(options: ClientOptions): void {
  if (typeof options !== 'object' || options === null)
    throw invalidOption('options', 'an object with appId and region');
  if ('apiKey' in options) throw invalidOption('apiKey', 'kept on your server: who has it owns the app');
  checkSendOptions(options);
  const { tokenProvider, storage, storageKey } = options;
  checkOption('tokenProvider', tokenProvider, isFunction, 'a function');
  checkOption('storage', storage, isStorage, 'an object with getItem, setItem and removeItem');
  checkOption('storageKey', storageKey, (key) => typeof key === 'string' && key !== '', 'a string');
}

function isStorage(value: SessionStorage | null): boolean {
  return isFunction(value?.getItem) && isFunction(value?.setItem) && isFunction(value?.removeItem);
}
