import { ApiError, uidNotFound } from '../api-error.js';
import type { Call } from '../exchange.js';
import type { KeyScope } from '../keys.js';
import type { Service } from '../service.js';
import type { App } from '../state/apps.js';
import type { StoredUser } from '../state/stored-user.js';
import type { StoredToken } from '../state/token-store.js';

/** A client with a valid auth token. */
export interface Member {
  readonly app: App;
  readonly user: StoredUser;
  readonly token: StoredToken;
}

/**
 * The app of a request whose API key has at least this scope. Source:
 * [authentication](https://www.cometchat.com/docs/rest-api/authentication).
 */
export function requireKey(call: Call, scope: KeyScope): App {
  const { app } = call.env;
  const key = call.req.header('apikey');
  if (!key) throw new ApiError(401, 'AUTH_ERR_EMPTY_APIKEY', 'The apikey header is missing.');
  const has = app?.keys.find(key)?.scope;
  if (app === undefined || has === undefined) {
    const message = `The API key ${mask(key)} does not exist. Use a correct apiKey.`;
    throw new ApiError(401, 'AUTH_ERR_APIKEY_NOT_FOUND', message);
  }
  if (has === 'authOnly' && scope === 'fullAccess') {
    const message = `The API key ${mask(key)} may not do this. Use one of scope fullAccess.`;
    throw new ApiError(403, 'AUTH_ERR_NO_ACCESS', message);
  }
  return app;
}

/** Like {@link requireKey}, for reading: the vendor's pages disagree on whether an auth key may read. */
export function requireReadingKey(call: Call, { config }: Service): App {
  return requireKey(call, config.authKeyMayRead ? 'authOnly' : 'fullAccess');
}

/** Like {@link requireKey}, for creating and updating users: the vendor's pages disagree on this too. */
export function requireWritingKey(call: Call, { config }: Service): App {
  return requireKey(call, config.authKeyMayWrite ? 'authOnly' : 'fullAccess');
}

/** The user who sends the request. Its auth token must be valid, and the user must not be deactivated. */
export function requireMember(call: Call): Member {
  const { app } = call.env;
  const authToken = call.req.header('authtoken');
  if (!authToken) throw new ApiError(401, 'AUTH_ERR_EMPTY_AUTH_TOKEN', 'The authToken header is missing.');
  const token = app?.tokens.find(authToken);
  if (app === undefined || token === undefined) {
    // The service quotes the whole token here. A client must keep it out of its own errors.
    const message = `The auth token ${authToken} does not exist. Log in again with a valid one.`;
    throw new ApiError(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND', message);
  }
  const user = app.users.findActive(token.uid);
  if (user === undefined) throw uidNotFound(token.uid);
  return { app, user, token };
}

/** The user on whose behalf an API key acts. `undefined` when the key acts for itself. */
export function onBehalfOf(call: Call, app: App): StoredUser | undefined {
  const uid = call.req.header('onbehalfof');
  return uid ? requireActiveUser(app, uid) : undefined;
}

/** Whether to treat the sender as a user, on routes that accept both users and API keys. */
export function isMemberCall(call: Call): boolean {
  if (call.req.header('apikey') !== undefined) return false;
  return call.req.header('authtoken') !== undefined || call.env.host.api === 'client';
}

/** The user with this uid. Throws when the user does not exist or is deactivated. */
export function requireActiveUser(app: App, uid: string): StoredUser {
  const user = app.users.findActive(uid);
  if (user === undefined) throw uidNotFound(uid);
  return user;
}

/** Shows the first and last five characters of a key, as the service does. */
function mask(key: string): string {
  const hidden = '*'.repeat(Math.max(key.length - 10, 0));
  return hidden === '' ? '*'.repeat(key.length) : key.slice(0, 5) + hidden + key.slice(-5);
}
