import type { CallOptions } from '../transport/call-options.js';
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

/**
 * One app, with everything that a REST API key may do. Every promise settles: with its result, or with a `CometChatException` by
 * `timeout` at the latest. What is wrong with the arguments rejects before a request, with every issue. A response about
 * another user than the one asked for rejects with `WRONG_USER`.
 */
export interface Admin {
  /** The App ID that the admin was created with. */
  readonly appId: string;
  /** Users: create, read, list, update, deactivate and erase them. */
  readonly users: AdminUsers;
  /** Auth tokens: create one for a user's login, list and revoke them. */
  readonly authTokens: AdminAuthTokens;
  /** Roles with their permissions. */
  readonly roles: AdminRoles;
  /** Users whom a user has blocked. */
  readonly blockedUsers: AdminBlockedUsers;
  /** The friends of a user. */
  readonly friends: AdminFriends;
  /** The API keys of the app. */
  readonly apiKeys: AdminApiKeys;
  /**
   * Sends what has no method here yet, and resolves with the whole answer. The path is below the version and stays on the admin
   * host. GET, PUT and DELETE are repeated when an answer is lost, POST is not.
   *
   * @example
   * const { data } = await admin.request({ method: 'GET', path: '/groups', query: { perPage: 10 } });
   */
  request(request: AdminRequest, options?: CallOptions): Promise<AdminAnswer>;
}

/**
 * Makes an admin of one app. For servers: the REST API key that it takes may do everything, and has no place in a browser or an app.
 * Nothing is global: make as many as you like. Nothing is sent until something is asked for.
 *
 * Throws a `CometChatException` (kind `config`) for options that cannot be right.
 *
 * @example
 * const admin = createAdmin({ appId: 'APP_ID', region: 'us', apiKey: process.env.COMETCHAT_API_KEY ?? '' });
 * const { user, outcome } = await admin.users.ensure({ uid: 'kevin', name: 'Kevin' });
 */
export function createAdmin(options: AdminOptions): Admin {
  const context = createContext(options);
  return {
    appId: options.appId,
    users: createUsers(context),
    authTokens: createAuthTokens(context),
    roles: createRoles(context),
    blockedUsers: createBlockedUsers(context),
    friends: createFriends(context),
    apiKeys: createApiKeys(context),
    request: createRequest(context),
  };
}
