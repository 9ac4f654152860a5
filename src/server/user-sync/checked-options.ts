import * as z from 'zod/mini';
import { problem } from '../../errors/issue.js';
import type { SessionStorage } from '../../storage/storage.js';
import { isFunction, isObject, isStorage, reading } from '../../transport/call-options.js';
import type { Admin } from '../admin.js';
import { checkOptions } from '../arguments.js';
import type { MappedChanges } from '../changes/change.js';
import { Callback, custom } from '../schemas.js';
import type { SyncProvider, UserSyncEndpointOptions } from './options.js';
import { clerk } from './presets/clerk.js';
import type { Preset } from './presets/preset.js';
import { supabase } from './presets/supabase.js';
import { readSecrets, type SigningSecret } from './secrets.js';

const DAY_MS = 86_400_000;
const PRESETS: Readonly<Record<SyncProvider, Preset>> = { clerk, supabase };

/** The options, checked, with their defaults. */
export interface CheckedOptions {
  readonly admin: UserSyncEndpointOptions['admin'];
  readonly map: (event: unknown) => MappedChanges | Promise<MappedChanges>;
  readonly verify: UserSyncEndpointOptions['verify'];
  /** Empty if the secret is missing. */
  readonly secrets: readonly SigningSecret[];
  readonly acceptsBearer: boolean;
  readonly storage: SessionStorage | undefined;
  readonly lease: number;
  readonly keepErasedFor: number;
  readonly maxTries: number;
  readonly maxBytes: number;
  readonly onRejected: UserSyncEndpointOptions['onRejected'];
  readonly onError: UserSyncEndpointOptions['onError'];
}

/** Checks the options; throws a `CometChatException` (kind `config`) with every issue. */
export function checkUserSyncOptions(given: unknown): CheckedOptions {
  const options = checkOptions('createUserSyncEndpoint', Options, given);
  const { provider, verify, lease = 10_000, keepErasedFor = 30 * DAY_MS, maxTries = 5, maxBytes = 262_144 } = options;
  const preset = provider && PRESETS[provider];
  const map = options.map ?? preset?.map;
  if (!map) throw problem('map', 'INVALID_OPTION', 'Give map, a function that returns a change, or provider.');
  const secret = 'secret' in options ? reading('The options', () => readSecrets(options.secret)) : undefined;
  if (verify ? secret?.length : !secret)
    throw problem('secret', 'INVALID_OPTION', 'Give either secret or verify: without them, anybody could send events.');
  return {
    admin: options.admin as CheckedOptions['admin'],
    // As a method: it may use `this`.
    map: (event) => map.call(given, event),
    verify,
    secrets: secret ?? [],
    acceptsBearer: preset?.acceptsBearer === true,
    storage: options.storage,
    lease,
    keepErasedFor,
    maxTries,
    maxBytes,
    onRejected: options.onRejected,
    onError: options.onError,
  };
}

const ms = (min: number, max: number) => z.optional(z.number().check(z.gte(min), z.lte(max)));

const Options = z.strictObject({
  admin: custom<Partial<Admin> | undefined>('admin', (admin) => isObject(admin?.sync)),
  provider: z.optional(z.enum(['clerk', 'supabase'])),
  secret: z.optional(z.any()),
  verify: z.optional(custom<NonNullable<UserSyncEndpointOptions['verify']>>('verify', isFunction)),
  map: z.optional(custom<(event: unknown) => MappedChanges>('map', isFunction)),
  storage: z.optional(custom<SessionStorage>('storage', isStorage)),
  lease: ms(100, 600_000),
  keepErasedFor: ms(1_000, 3650 * DAY_MS),
  maxTries: z.optional(z.int().check(z.gte(1), z.lte(100))),
  maxBytes: z.optional(z.int().check(z.gte(1024), z.lte(10_485_760))),
  onRejected: z.optional(custom<NonNullable<UserSyncEndpointOptions['onRejected']>>('function', isFunction)),
  onError: Callback,
} satisfies Record<keyof UserSyncEndpointOptions, z.ZodMiniType>);
