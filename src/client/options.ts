import type { OptionNames } from '../errors/option-names.js';
import type { SessionStorage } from '../storage/storage.js';
import {
  BOOLEAN,
  checkOption,
  checkSendOptions,
  invalidOption,
  isBoolean,
  isFunction,
  isStorage,
  type Owner,
  type Region,
  reading,
  SEND_OPTIONS,
  type SendOptions,
} from '../transport/call-options.js';
import type { TokenProvider } from './token-provider.js';

export type { CallOptions, Region } from '../transport/call-options.js';

/** How a client is set up. Times are milliseconds. */
export interface ClientOptions extends SendOptions {
  /** The App ID of the dashboard. */
  readonly appId: string;
  /** The region of the dashboard, in either letter case. */
  readonly region: Region;
  /** Base URL of an emulator, such as `http://127.0.0.1:7700`: everything goes there. */
  readonly emulator?: string | undefined;
  /** Hosts of a dedicated deployment: `host[/path]` as the vendor writes it, or a URL. */
  readonly hosts?:
    | {
        /** The host of the admin API, to which `createUser` and `updateUser` send. */
        readonly admin?: string | undefined;
        /** The host of the client API, to which logins and all other methods send. */
        readonly client?: string | undefined;
        /** The host of the calls API, to which `generateCallToken` sends. */
        readonly calls?: string | undefined;
      }
    | undefined;
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
  /** A REST API key (`fullAccess`) has no place in a client: whoever has it owns the app. */
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
    if ('apiKey' in options) throw invalidOption('apiKey', 'kept on your server: who has it owns the app');
    checkSendOptions(options, OWNER);
    const { tokenProvider, storage, storageKey, tabs, adoptVendorSession } = options;
    checkOption('tokenProvider', tokenProvider, isFunction, 'a function');
    checkOption('storage', storage, isStorage, 'an object with getItem, setItem and removeItem');
    checkOption('tabs', tabs, isBoolean, BOOLEAN);
    checkOption('adoptVendorSession', adoptVendorSession, isBoolean, BOOLEAN);
    checkOption('storageKey', storageKey, (key) => typeof key === 'string' && key !== '', 'a string');
  });
}
