import { apiKeyRoutes } from '../routes/api-keys.js';
import { authTokenRoutes } from '../routes/auth-tokens.js';
import { blockedUserRoutes } from '../routes/blocked-users.js';
import { callTokenRoutes } from '../routes/call-tokens.js';
import { dataImportRoutes } from '../routes/data-import.js';
import { friendRoutes } from '../routes/friends.js';
import { meRoutes } from '../routes/me.js';
import { messagingRoutes } from '../routes/messaging.js';
import { restrictedFeatureRoutes } from '../routes/restricted-features.js';
import { rolePermissionRoutes } from '../routes/role-permissions.js';
import { roleRoutes } from '../routes/roles.js';
import { settingsRoutes } from '../routes/settings.js';
import { userBatchRoutes } from '../routes/user-batches.js';
import { userSessionRoutes } from '../routes/user-sessions.js';
import { userRoutes } from '../routes/users.js';
import { type Answer, errorAnswer } from './answer.js';
import { type ApiError, apiNotFound, invalidApiVersion } from './api-error.js';
import type { Received } from './call.js';
import type { Service } from './context.js';
import { preflight } from './cors.js';
import type { MaybePromise } from './maybe-promise.js';
import { Router } from './router.js';

/** The vendor's pages use `v3`, its SDKs `v3.0`. */
const VERSIONS = ['/v3', '/v3.0'];

const ROUTES = [
  userRoutes,
  userBatchRoutes,
  authTokenRoutes,
  meRoutes,
  callTokenRoutes,
  userSessionRoutes,
  messagingRoutes,
  settingsRoutes,
  blockedUserRoutes,
  friendRoutes,
  roleRoutes,
  rolePermissionRoutes,
  restrictedFeatureRoutes,
  apiKeyRoutes,
  dataImportRoutes,
];

/**
 * Builds all routes of all hosts, under both versions. The returned function responds to a request, and may throw or
 * reject.
 */
export function createApp(service: Service): (received: Received) => MaybePromise<Answer> {
  const router = new Router();
  for (const version of VERSIONS) for (const routes of ROUTES) router.mount(version, routes(service));
  return (received) => {
    if (received.method === 'OPTIONS') return preflight(received);
    return router.answer(received) ?? errorAnswer(unknownPath(received));
  };
}

function unknownPath({ method, path }: Received): ApiError {
  const [version] = /^\/v\d+(\.\d+)*(?=\/|$)/.exec(path) ?? [];
  const wrongVersion = version !== undefined && !VERSIONS.includes(version);
  return wrongVersion ? invalidApiVersion(version.slice(1)) : apiNotFound(method, path);
}
