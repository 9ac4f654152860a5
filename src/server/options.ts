import type { OptionNames } from '../errors/option-names.js';
import {
  checkSendOptions,
  invalidOption,
  type Owner,
  type Region,
  reading,
  SEND_OPTIONS,
  type SendOptions,
} from '../transport/call-options.js';
import { CREDENTIAL } from '../user/shapes.js';

/** Options of `createAdmin`. Times are milliseconds. */
export interface AdminOptions extends SendOptions {
  /** The App ID from the dashboard. */
  readonly appId: string;
  /** The region from the dashboard, in either letter case. */
  readonly region: Region;
  /**
   * The REST API key (`fullAccess`) from the dashboard. It gives full control of the app: keep it on your server. An empty key does not
   * throw here, because a framework's build has no secrets: each operation then rejects with `MISSING_API_KEY` (kind `config`).
   */
  readonly apiKey: string;
  /** Base URL of an emulator, such as `http://127.0.0.1:7700`. All requests go there. */
  readonly emulator?: string | undefined;
  /** The host of a dedicated deployment: `host[/path]` as the vendor writes it, or a URL. */
  readonly hosts?:
    | {
        /** The host of the admin API. */
        readonly admin?: string | undefined;
      }
    | undefined;
}

const OWNER: Owner = {
  owner: 'createAdmin',
  names: {
    appId: true,
    region: true,
    apiKey: true,
    emulator: true,
    hosts: true,
    ...SEND_OPTIONS,
  } satisfies OptionNames<AdminOptions>,
  hostNames: { admin: true } satisfies OptionNames<NonNullable<AdminOptions['hosts']>>,
};

/**
 * Throws a `CometChatException` (kind `config`) for the first unknown or invalid option. `resolveHosts` checks the hosts.
 */
export function checkAdminOptions(options: AdminOptions): void {
  if (typeof options !== 'object' || options === null)
    throw invalidOption('options', 'an object with appId, region and apiKey');
  reading('The options', () => {
    checkSendOptions(options, OWNER);
    const { apiKey = '' } = options;
    // A build has no secrets: `createContext` makes each operation check for an empty key.
    if (apiKey !== '' && !isKey(apiKey))
      throw invalidOption('apiKey', 'the REST API key from your CometChat dashboard');
  });
}

function isKey(apiKey: unknown): boolean {
  return typeof apiKey === 'string' && CREDENTIAL.test(apiKey);
}
