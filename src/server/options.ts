import * as z from 'zod/mini';
import type { OptionNames } from '../errors/option-names.js';
import { invalidOption, reading } from '../transport/call-options.js';
import {
  checkSendOptions,
  type Owner,
  type Region,
  SEND_OPTIONS,
  type SendOptions,
} from '../transport/send-options.js';
import { EDITABLE_FIELDS, type EditableField } from '../user/fields.js';
import { HEADER_VALUE } from '../user/json-checks.js';
import { checkOptions } from './arguments.js';
import { RateOption } from './gate/options.js';
import type { RateOptions } from './gate/types.js';

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
  /**
   * How the admin keeps within CometChat's rate limits: the share of the quota for bulk work, and a limit for each quota class. A request
   * waits until CometChat has room for it; the wait counts towards the `timeout` of the operation. If the wait is longer, the operation
   * rejects at once with `ERR_TOO_MANY_REQUESTS` (kind `rateLimit`) and `retryAfterMs`. `false`: every request is sent at once.
   */
  readonly rate?: RateOptions | false | undefined;
  /**
   * The fields that your users edit themselves, in an app or in CometChat's UI. `users.ensure`, user sync and `sync.apply` set them when
   * they create a user, and leave them alone afterwards. `users.update` changes them anyway. Default `['statusMessage']`.
   */
  readonly userOwnedFields?: readonly EditableField[] | undefined;
}

const OWNER: Owner = {
  owner: 'createAdmin',
  names: {
    appId: true,
    region: true,
    apiKey: true,
    emulator: true,
    hosts: true,
    rate: true,
    userOwnedFields: true,
    ...SEND_OPTIONS,
  } satisfies OptionNames<AdminOptions>,
  hostNames: { admin: true } satisfies OptionNames<NonNullable<AdminOptions['hosts']>>,
};

const SyncOptions = z.strictObject({
  rate: z.optional(RateOption),
  userOwnedFields: z.optional(z.array(z.enum(EDITABLE_FIELDS))),
});

/** The checked options that decide how the admin sends and compares. */
export interface CheckedOptions {
  /** `undefined` if the gate is off. */
  readonly rate: RateOptions | undefined;
  readonly userOwnedFields: readonly EditableField[];
}

/**
 * Throws a `CometChatException` (kind `config`) for the first unknown or invalid option. `resolveHosts` checks the hosts.
 */
export function checkAdminOptions(options: AdminOptions): CheckedOptions {
  if (typeof options !== 'object' || options === null)
    throw invalidOption('options', 'an object with appId, region and apiKey');
  return reading('The options', () => {
    checkSendOptions(options, OWNER);
    const { apiKey = '', rate = {}, userOwnedFields = ['statusMessage'] } = options;
    // A build has no secrets: `createContext` makes each operation check for an empty key.
    if (apiKey !== '' && !isKey(apiKey))
      throw invalidOption('apiKey', 'the REST API key from your CometChat dashboard');
    return checkOptions('createAdmin', SyncOptions, { rate, userOwnedFields }) as CheckedOptions;
  });
}

function isKey(apiKey: unknown): boolean {
  return typeof apiKey === 'string' && HEADER_VALUE.test(apiKey);
}
