import type { CallOptions } from '../transport/call-options.js';
import { type AdminApiKeys, createApiKeys } from './api-keys.js';
import { type AdminAuthTokens, createAuthTokens } from './auth-tokens.js';
import { type AdminBlockedUsers, createBlockedUsers } from './blocked-users.js';
import { createContext } from './context.js';
import { type AdminFriends, createFriends } from './friends.js';
import type { AdminOptions } from './options.js';
import { type AdminAnswer, type AdminRequest, createRequest } from './request.js';
import type { AdminRoles } from './role-types.js';
import { createRoles } from './roles.js';
import type { AdminUsers } from './users/types.js';
import { createUsers } from './users/users.js';

/**
 * One app, with everything that a REST API key may do. Every promise settles: with its result, or with a `CometChatException` by
 * `timeout` at the latest. What is wrong with the arguments rejects before a request, with every issue. A response about
 * another user than the one asked for rejects with `WRONG_USER`.
 */
export interface Admin {
  readonly appId: string;
  readonly users: AdminUsers;
  readonly authTokens: AdminAuthTokens;
  readonly roles: AdminRoles;
  readonly blockedUsers: AdminBlockedUsers;
  readonly friends: AdminFriends;
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
