import type { CallOptions } from '../transport/call-options.js';
import { TIMEOUT_MS } from '../transport/send-options.js';
import { rememberParts } from './admin-parts.js';
import { createContext } from './context.js';
import type { AdminOptions } from './options.js';
import { createRequest } from './request.js';
import type { AdminAnswer, AdminRequest } from './request-types.js';
import { createApiKeys } from './resources/api-keys/methods.js';
import type { AdminApiKeys } from './resources/api-keys/types.js';
import { createAuthTokens } from './resources/auth-tokens/methods.js';
import type { AdminAuthTokens } from './resources/auth-tokens/types.js';
import { createBlockedUsers } from './resources/blocked-users/methods.js';
import type { AdminBlockedUsers } from './resources/blocked-users/types.js';
import { createFriends } from './resources/friends/methods.js';
import type { AdminFriends } from './resources/friends/types.js';
import { createRoles } from './resources/roles/methods.js';
import type { AdminRoles } from './resources/roles/types.js';
import { createUsers } from './resources/users/methods.js';
import type { AdminUsers } from './resources/users/types.js';
import { createSync } from './sync/methods.js';
import type { AdminSync } from './sync/types.js';

/**
 * One app, with everything that a REST API key may do. Every promise resolves with its result, or rejects with a `CometChatException`
 * after `timeout` at the latest. Invalid arguments reject with every issue, before a request is sent. A response about another user
 * than the requested one rejects with `WRONG_USER`.
 */
export interface Admin {
  /** The App ID that the admin was created with. */
  readonly appId: string;
  /** Milliseconds for an operation, as the admin was created with. */
  readonly timeout: number;
  /** Users: create, read, list, update, deactivate and erase them. */
  readonly users: AdminUsers;
  /** Auth tokens: create one for a user's login, list and revoke them. */
  readonly authTokens: AdminAuthTokens;
  /** Roles: create, read, list, update and delete them, and set their permissions. */
  readonly roles: AdminRoles;
  /** Blocks between users: block, unblock and list them. */
  readonly blockedUsers: AdminBlockedUsers;
  /** Friends of a user: add, remove and list them. */
  readonly friends: AdminFriends;
  /** API keys of the app: create, read, list, update and delete them. */
  readonly apiKeys: AdminApiKeys;
  /** Changes: apply the ones of an outbox, a queue or a hook. */
  readonly sync: AdminSync;
  /**
   * Sends a request to an endpoint that has no method here yet, and resolves with the whole body of the response. The path is
   * below the version and stays on the admin host. GET, PUT and DELETE are sent again when a response is lost; POST is not. Rejects with
   * every issue of the request before it is sent, and with the code of the service if the service refuses it.
   *
   * @example
   * const { data } = await admin.request({ method: 'GET', path: '/groups', query: { perPage: 10 } });
   */
  request(request: AdminRequest, options?: CallOptions): Promise<AdminAnswer>;
}

/**
 * Creates an admin for one app. Use it on servers only: its REST API key may do everything, so it must not reach a browser or an app.
 * An admin has no global state: you can create several. It sends nothing until you call one of its methods.
 *
 * Throws a `CometChatException` (kind `config`) for invalid options.
 *
 * @example
 * const admin = createAdmin({ appId: 'APP_ID', region: 'us', apiKey: process.env.COMETCHAT_API_KEY ?? '' });
 * const { user, outcome } = await admin.users.ensure({ uid: 'kevin', name: 'Kevin' });
 */
export function createAdmin(options: AdminOptions): Admin {
  const context = createContext(options);
  const admin: Admin = {
    appId: options.appId,
    timeout: options.timeout ?? TIMEOUT_MS,
    users: createUsers(context),
    authTokens: createAuthTokens(context),
    roles: createRoles(context),
    blockedUsers: createBlockedUsers(context),
    friends: createFriends(context),
    apiKeys: createApiKeys(context),
    sync: createSync(context),
    request: createRequest(context),
  };
  rememberParts(admin, { hooks: options.hooks, spellings: context.spellings });
  return admin;
}
