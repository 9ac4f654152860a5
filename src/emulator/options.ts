import { findUnknownOption, type OptionNames } from '../errors/option-names.js';
import { AUTH_TOKENS_MAX_COUNT, BODY_MAX_BYTES, METADATA_MAX_BYTES, ROLE_PATTERN } from '../user/limits.js';
import { ApiError } from './api-error.js';
import { APP_ID_PATTERN } from './app-id.js';
import { APP_ID, type OwnKeys, resolveKeys } from './keys.js';
import type { EmulatorLimits, EmulatorOptions, NodeEmulatorOptions } from './option-types.js';
import { SAMPLE_USERS } from './state/seed.js';
import type { NewUser } from './state/stored-user.js';
import { createUserRules, readNewUser, type UserRules } from './validate/user.js';

/** The options with every default filled in. */
export interface Config {
  readonly appId: string;
  readonly ownKeys: OwnKeys;
  /** The users that a new app starts with. */
  readonly seed: readonly NewUser[];
  readonly roles: readonly string[];
  readonly limits: Readonly<EmulatorLimits>;
  readonly authKeyMayRead: boolean;
  readonly authKeyMayWrite: boolean;
  readonly requireAppId: boolean;
  readonly rateLimits: boolean;
  readonly rateLimitHeaders: (typeof HEADER_SPELLINGS)[number];
  readonly metadataMerge: boolean;
  readonly reuseAuthTokens: boolean;
  readonly importUpdates: boolean;
  /** Unix seconds. */
  readonly now: () => number;
}

const DEFAULT_LIMITS: Readonly<EmulatorLimits> = {
  authTokens: AUTH_TOKENS_MAX_COUNT,
  bodyBytes: BODY_MAX_BYTES,
  metadataBytes: METADATA_MAX_BYTES,
  perPageMax: 1000, // https://www.cometchat.com/docs/rest-api/users/list
  requests: 1000,
  // https://www.cometchat.com/docs/articles/properties-and-constraints
  friends: 1000,
  roles: 25,
  apiKeys: 25,
  // https://www.cometchat.com/docs/rest-api/rate-limits
  corePerMinute: 10_000,
  standardPerMinute: 20_000,
  importPerMinute: 60,
};

const HEADER_SPELLINGS = ['both', 'x-rate-limit', 'x-ratelimit'] as const;

/** The names of all options. Those that concern a server have no effect in a browser. */
const OPTION_NAMES = {
  appId: true,
  users: true,
  roles: true,
  limits: true,
  authKeyMayRead: true,
  authKeyMayWrite: true,
  requireAppId: true,
  rateLimits: true,
  rateLimitHeaders: true,
  metadataMerge: true,
  reuseAuthTokens: true,
  importUpdates: true,
  authKey: true,
  apiKey: true,
  faults: true,
  clock: true,
  data: true,
  notice: true,
  allowOrigins: true,
  hosts: true,
} as const satisfies OptionNames<NodeEmulatorOptions>;

/** Fills in defaults. Throws a `TypeError` that names the wrong option. */
export function resolveOptions(options: EmulatorOptions): Config {
  checkNames(options, OPTION_NAMES);
  checkNames(options.limits, DEFAULT_LIMITS, 'limits');
  const appId = options.appId ?? APP_ID;
  if (!APP_ID_PATTERN.test(appId)) fail(`appId must be letters, digits, "_" or "-", not ${JSON.stringify(appId)}`);
  const roles = ['default', ...(options.roles ?? [])];
  for (const role of roles) if (!ROLE_PATTERN.test(role)) fail(`roles: ${JSON.stringify(role)} is not a role id`);
  const limits = resolveLimits(options.limits ?? {});
  if (new Set(roles).size > limits.roles) fail(`roles: an app has at most ${limits.roles}, "default" included`);
  const rateLimitHeaders = options.rateLimitHeaders ?? 'both';
  if (!HEADER_SPELLINGS.includes(rateLimitHeaders)) fail(`rateLimitHeaders must be ${HEADER_SPELLINGS.join(' or ')}`);
  const clock = options.clock ?? Date.now;
  return {
    appId,
    ownKeys: resolveKeys(options),
    seed: resolveSeed(options.users ?? [], createUserRules(new Set(roles), limits.metadataBytes)),
    roles,
    limits,
    authKeyMayRead: options.authKeyMayRead ?? false,
    authKeyMayWrite: options.authKeyMayWrite ?? true,
    requireAppId: options.requireAppId ?? false,
    rateLimits: options.rateLimits ?? true,
    rateLimitHeaders,
    metadataMerge: options.metadataMerge ?? false,
    reuseAuthTokens: options.reuseAuthTokens ?? false,
    importUpdates: options.importUpdates ?? false,
    now: () => Math.floor(clock() / 1000),
  };
}

function resolveLimits(given: Partial<EmulatorLimits>): EmulatorLimits {
  const limits = { ...DEFAULT_LIMITS };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!Number.isSafeInteger(value) || value < 1) fail(`limits.${name} must be a positive integer`);
    limits[name as keyof EmulatorLimits] = value;
  }
  return limits;
}

function resolveSeed(given: readonly unknown[], rules: UserRules): NewUser[] {
  const seed = new Map<string, NewUser>(SAMPLE_USERS.map((user) => [user.uid, user]));
  const seen = new Set<string>();
  given.forEach((input, index) => {
    const user = readSeedUser(input, index, rules);
    if (seen.has(user.uid)) fail(`users[${index}]: uid ${user.uid} is repeated`);
    seen.add(user.uid);
    seed.set(user.uid, user);
  });
  return [...seed.values()];
}

function readSeedUser(input: unknown, index: number, rules: UserRules): NewUser {
  if (typeof input !== 'object' || input === null) fail(`users[${index}] must be an object`);
  try {
    return readNewUser(JSON.parse(JSON.stringify(input)), rules).user;
  } catch (error) {
    if (error instanceof ApiError) fail(`users[${index}]: ${error.inOneLine()}`);
    throw error;
  }
}

function checkNames(given: unknown, names: object, group?: string): void {
  const unknown = findUnknownOption(given, names, 'createEmulator', group);
  if (unknown) throw new TypeError(unknown.message);
}

function fail(problem: string): never {
  throw new TypeError(`createEmulator: ${problem}`);
}
