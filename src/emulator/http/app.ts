import { Hono } from 'hono';
import { apiKeyRoutes } from '../routes/api-keys.js';
import { authTokenRoutes } from '../routes/auth-tokens.js';
import { blockedUserRoutes } from '../routes/blocked-users.js';
import { callTokenRoutes } from '../routes/call-tokens.js';
import { dataImportRoutes } from '../routes/data-import.js';
import { friendRoutes } from '../routes/friends.js';
import { meRoutes } from '../routes/me.js';
import { restrictedFeatureRoutes } from '../routes/restricted-features.js';
import { rolePermissionRoutes } from '../routes/role-permissions.js';
import { roleRoutes } from '../routes/roles.js';
import { settingsRoutes } from '../routes/settings.js';
import { userBatchRoutes } from '../routes/user-batches.js';
import { userSessionRoutes } from '../routes/user-sessions.js';
import { userRoutes } from '../routes/users.js';
import { errorAnswer } from './answer.js';
import { type ApiError, apiNotFound, invalidApiVersion } from './api-error.js';
import type { Env, Service } from './context.js';
import { preflight } from './cors.js';

/** The vendor's pages say `v3`, its SDKs `v3.0`. */
const VERSIONS = ['/v3', '/v3.0'];

/** Every route of every host, twice: under each version. */
export function createApp(service: Service): Hono<Env> {
  const app = new Hono<Env>();
  app.onError(errorAnswer);
  app.notFound((call) => errorAnswer(unknownPath(call.req.method, call.req.path)));
  app.options('*', preflight);
  for (const version of VERSIONS) {
    app.route(version, userRoutes(service));
    app.route(version, userBatchRoutes(service));
    app.route(version, authTokenRoutes(service));
    app.route(version, meRoutes(service));
    app.route(version, callTokenRoutes(service));
    app.route(version, userSessionRoutes());
    app.route(version, settingsRoutes(service));
    app.route(version, blockedUserRoutes(service));
    app.route(version, friendRoutes(service));
    app.route(version, roleRoutes(service));
    app.route(version, rolePermissionRoutes(service));
    app.route(version, restrictedFeatureRoutes(service));
    app.route(version, apiKeyRoutes(service));
    app.route(version, dataImportRoutes(service));
  }
  return app;
}

function unknownPath(method: string, path: string): ApiError {
  const [version] = /^\/v\d+(\.\d+)*(?=\/|$)/.exec(path) ?? [];
  const wrongVersion = version !== undefined && !VERSIONS.includes(version);
  return wrongVersion ? invalidApiVersion(version.slice(1)) : apiNotFound(method, path);
}
