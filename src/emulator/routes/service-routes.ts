import type { Routes } from '../exchange.js';
import type { Service } from '../service.js';
import { apiKeyRoutes } from './api-keys.js';
import { authTokenRoutes } from './auth-tokens.js';
import { blockedUserRoutes } from './blocked-users.js';
import { callTokenRoutes } from './call-tokens.js';
import { dataImportRoutes } from './data-import.js';
import { friendRoutes } from './friends.js';
import { meRoutes } from './me.js';
import { messagingRoutes } from './messaging.js';
import { restrictedFeatureRoutes } from './restricted-features.js';
import { rolePermissionRoutes } from './role-permissions.js';
import { roleRoutes } from './roles.js';
import { settingsRoutes } from './settings.js';
import { userBatchRoutes } from './user-batches.js';
import { userSessionRoutes } from './user-sessions.js';
import { userRoutes } from './users.js';

/** The routes of all of CometChat's hosts, without the version. */
export function serviceRoutes(service: Service): Routes[] {
  return [
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
  ].map((routes) => routes(service));
}
