import { done, ok } from '../answer.js';
import { authTokenNotAccessible, authTokenNotFound } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import { objectIn } from '../middleware/body.js';
import { paginate } from '../paginate.js';
import type { Service } from '../service.js';
import type { App } from '../state/apps.js';
import type { StoredToken } from '../state/token-store.js';
import { readDevice, readLogin } from '../validate/device.js';
import { readPage } from '../validate/query.js';
import { requireActiveUser, requireKey } from './auth.js';

const COLLECTION = '/users/:uid/auth_tokens';
const ITEM = `${COLLECTION}/:authToken`;

/** `/users/{uid}/auth_tokens`. Source: [auth tokens](https://www.cometchat.com/docs/rest-api/auth-tokens). */
export function authTokenRoutes(service: Service): Routes {
  const { limits, reuseAuthTokens } = service.config;
  const routes = newRoutes();

  routes.post(COLLECTION, (call) => {
    const app = requireKey(call, 'authOnly');
    const body = objectIn(call, limits.bodyBytes);
    const device = readLogin(body);
    const user = userOf(call, app);
    const newest = reuseAuthTokens && body.force !== true ? app.tokens.of(user).at(-1) : undefined;
    const { uid, authToken, createdAt } = newest ?? app.tokens.issue(user, device);
    return ok(call, { uid, authToken, createdAt });
  });

  routes.get(COLLECTION, (call) => {
    const app = requireKey(call, 'fullAccess');
    const newestFirst = app.tokens.of(userOf(call, app)).reverse();
    const { data, meta } = paginate(newestFirst, readPage(call, limits.perPageMax));
    return ok(call, data.map(viewToken), { meta });
  });

  routes.delete(COLLECTION, (call) => {
    const app = requireKey(call, 'fullAccess');
    const uid = userOf(call, app);
    app.tokens.revokeAll(uid);
    return done(call, `The auth tokens of ${uid} were deleted.`);
  });

  routes.get(ITEM, (call) => {
    const app = requireKey(call, 'fullAccess');
    return ok(call, viewToken(tokenOf(call, app)));
  });

  routes.put(ITEM, (call) => {
    const app = requireKey(call, 'fullAccess');
    const device = readDevice(objectIn(call, limits.bodyBytes));
    const token = tokenOf(call, app);
    app.tokens.describe(token, device);
    return ok(call, viewToken(token));
  });

  routes.delete(ITEM, (call) => {
    const app = requireKey(call, 'fullAccess');
    const token = tokenOf(call, app);
    app.tokens.revoke(token);
    return done(call, `The auth token ${token.authToken} was deleted.`);
  });

  return routes;
}

function userOf(call: Call, app: App): string {
  return requireActiveUser(app, param(call, 'uid')).uid;
}

function tokenOf(call: Call, app: App): StoredToken {
  const uid = userOf(call, app);
  const authToken = param(call, 'authToken');
  const token = app.tokens.find(authToken);
  if (token === undefined) throw authTokenNotFound(authToken);
  if (token.uid !== uid) throw authTokenNotAccessible(authToken, uid);
  return token;
}

function viewToken({ authToken, uid, createdAt, device }: StoredToken): object {
  return { authToken, uid, createdAt, ...device };
}
