import { expect, test } from 'vitest';
import * as apiKeys from '../../../src/server/resources/api-keys/endpoints.js';
import * as authTokens from '../../../src/server/resources/auth-tokens/endpoints.js';
import * as blockedUsers from '../../../src/server/resources/blocked-users/endpoints.js';
import * as friends from '../../../src/server/resources/friends/endpoints.js';
import * as roles from '../../../src/server/resources/roles/endpoints.js';
import * as users from '../../../src/server/resources/users/endpoints.js';
import type { Endpoint } from '../../../src/transport/endpoint.js';
import * as client from '../../../src/transport/endpoints.js';

/** A recovery as a text. */
function nameOf({ recovery }: Endpoint<unknown>): string {
  if (typeof recovery === 'string') return recovery;
  return `read back ${recovery.readBack.method} ${recovery.readBack.path} by ${recovery.key}`;
}

function recoveriesOf(endpoints: object): Record<string, string> {
  return Object.fromEntries(Object.entries(endpoints).map(([name, endpoint]) => [name, nameOf(endpoint)]));
}

test('every endpoint of the client has the recovery that its request needs', () => {
  expect(recoveriesOf({ ...client })).toEqual({
    createUser: 'read back GET /users/{uid} by uid',
    updateUser: 'none',
    readUser: 'none',
    createAuthToken: 'none',
    login: 'none',
    updateMe: 'none',
    getUser: 'none',
    logout: 'none',
    listUsers: 'none',
    listBlockedUsers: 'none',
    blockUsers: 'none',
    unblockUsers: 'none',
    createCallToken: 'none',
  });
});

test('every endpoint of the server has the recovery that its request needs', () => {
  expect(recoveriesOf({ ...users, ...authTokens, ...roles, ...friends, ...blockedUsers, ...apiKeys })).toEqual({
    // users
    getUser: 'none',
    findUser: 'none',
    listUsers: 'none',
    countUsers: 'none',
    deleteUser: 'goneIsDone',
    deactivateUsers: 'none',
    reactivateUsers: 'none',
    reactivateOne: 'none',
    importUsers: 'none',
    // auth tokens
    createAuthToken: 'none',
    listAuthTokens: 'none',
    flushAuthTokens: 'none',
    getAuthToken: 'none',
    updateAuthToken: 'none',
    deleteAuthToken: 'goneIsDone',
    // roles
    createRole: 'read back GET /roles/{role} by role',
    listRoles: 'none',
    getRole: 'none',
    updateRole: 'none',
    deleteRole: 'goneIsDone',
    listPermissions: 'none',
    setPermissions: 'none',
    unsetPermission: 'none',
    listRestrictedFeatures: 'none',
    restrictFeatures: 'none',
    allowFeatures: 'none',
    // friends and blocked users
    blockUsers: 'none',
    unblockUsers: 'none',
    listBlockedUsers: 'none',
    addFriends: 'none',
    listFriends: 'none',
    removeFriends: 'goneIsDone',
    // API keys
    createApiKey: 'none',
    listApiKeys: 'none',
    getApiKey: 'none',
    updateApiKey: 'none',
    deleteApiKey: 'goneIsDone',
  });
});
