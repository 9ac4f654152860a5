import type { OptionNames } from '../errors/option-names.js';
import type { SessionStorage } from '../storage/storage.js';
import {
  BOOLEAN,
  checkOption,
  invalidOption,
  isBoolean,
  isFunction,
  isStorage,
  reading,
} from '../transport/call-options.js';
import {
  checkSendOptions,
  type Owner,
  type Region,
  SEND_OPTIONS,
  type SendOptions,
} from '../transport/send-options.js';
import type { TokenProvider } from './token-provider.js';

export type { CallOptions } from '../transport/call-options.js';
export type { Region } from '../transport/send-options.js';

/** Options of `createClient`. Times are milliseconds. */
export interface ClientOptions extends SendOptions {
  /** The App ID from the dashboard. */
  readonly appId: string;
  /** The region from the dashboard, in either letter case. */
  readonly region: Region;
  /** Base URL of an emulator, such as `http://127.0.0.1:7700`. All requests go there. */
  readonly emulator?: string | undefined;
  /** Hosts of a dedicated deployment: `host[/path]` as the vendor writes it, or a URL. */
  readonly hosts?:
    | {
        /** The host of the admin API, for `createUser` and `updateUser`. */
        readonly admin?: string | undefined;
        /** The host of the client API, for logins and all other methods. */
        readonly client?: string | undefined;
        /** The host of the calls API, for `generateCallToken`. */
        readonly calls?: string | undefined;
      }
    | undefined;
  /** The storage for the session. Default: `localStorage` in a browser, memory elsewhere. */
  readonly storage?: SessionStorage | undefined;
  /** The key of the session in the storage. Default `cometchat-users:v1:<appId>:<region>`. */
  readonly storageKey?: string | undefined;
  /**
   * Takes over logins, logouts and changes from other tabs, through a storage that the tabs share. Default: `true` with `localStorage`,
   * `false` with another one.
   */
  readonly tabs?: boolean | undefined;
  /**
   * Takes over the session that the vendor's Chat SDK stored in the same storage, if this package has not stored one there yet. So an
   * app can change to this package and its users stay signed in. The vendor's session is removed only if its token was revoked, if its
   * user is gone, or at a logout that the storage is too full to remember. If the app uses `attachVendor` as well, the client also
   * takes over what the vendor's SDK alone has changed since both last agreed, before it checks the session. Default `false`.
   */
  readonly adoptVendorSession?: boolean | undefined;
  /**
   * Gets a token from your server: for `login()` without arguments, and when the token was revoked. Of several tabs that find a token
   * revoked, one calls it and the others use its token (with Web Locks, so in pages with https and on localhost).
   */
  readonly tokenProvider?: TokenProvider | undefined;
  /** Do not use a REST API key (`fullAccess`) in a client: a person with the key controls the whole app. */
  readonly apiKey?: never;
}

const OWNER: Owner = {
  owner: 'createClient',
  names: {
    appId: true,
    region: true,
    emulator: true,
    hosts: true,
    storage: true,
    storageKey: true,
    tabs: true,
    adoptVendorSession: true,
    tokenProvider: true,
    ...SEND_OPTIONS,
  } satisfies OptionNames<Omit<ClientOptions, 'apiKey'>>,
  hostNames: { admin: true, client: true, calls: true } satisfies OptionNames<NonNullable<ClientOptions['hosts']>>,
};

/**
 * Throws a `CometChatException` (kind `config`) for the first option that does not exist or is not valid. Hosts are
 * checked where they are built.
 */
export function checkOptions(options: ClientOptions): void {
  if (typeof options !== 'object' || options === null)
    throw invalidOption('options', 'an object with appId and region');
  reading('The options', () => {
    if ('apiKey' in options)
      throw invalidOption('apiKey', 'stored on your server only: a person with the key controls the app');
    checkSendOptions(options, OWNER);
    const { tokenProvider, storage, storageKey, tabs, adoptVendorSession } = options;
    checkOption('tokenProvider', tokenProvider, isFunction, 'a function');
    checkOption('storage', storage, isStorage, 'an object with getItem, setItem and removeItem');
    checkOption('tabs', tabs, isBoolean, BOOLEAN);
    checkOption('adoptVendorSession', adoptVendorSession, isBoolean, BOOLEAN);
    checkOption('storageKey', storageKey, (key) => typeof key === 'string' && key !== '', 'a string');
  });
}
