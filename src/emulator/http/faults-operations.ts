import type { JsonObject } from '../types.js';
import { isLogin } from '../validate/device.js';

/** Method and path of every operation. The names follow the ids in the vendor's OpenAPI document, and its SDKs. */
const OPERATIONS = {
  createUser: 'POST /users',
  listUsers: 'GET /users',
  reactivateUsers: 'PUT /users',
  deactivateUsers: 'DELETE /users',
  getUser: 'GET /users/*',
  updateUser: 'PUT /users/*',
  deleteUser: 'DELETE /users/*',
  createAuthToken: 'POST /users/*/auth_tokens',
  listAuthTokens: 'GET /users/*/auth_tokens',
  flushAuthTokens: 'DELETE /users/*/auth_tokens',
  getAuthToken: 'GET /users/*/auth_tokens/*',
  updateAuthToken: 'PUT /users/*/auth_tokens/*',
  deleteAuthToken: 'DELETE /users/*/auth_tokens/*',
  blockUsers: 'POST /**/blockedusers',
  unblockUsers: 'DELETE /**/blockedusers',
  listBlockedUsers: 'GET /**/blockedusers',
  addFriends: 'POST /users/*/friends',
  listFriends: 'GET /users/*/friends',
  removeFriends: 'DELETE /users/*/friends',
  createRole: 'POST /roles',
  listRoles: 'GET /roles',
  getRole: 'GET /roles/*',
  updateRole: 'PUT /roles/*',
  deleteRole: 'DELETE /roles/*',
  createApiKey: 'POST /apikeys',
  listApiKeys: 'GET /apikeys',
  getApiKey: 'GET /apikeys/*',
  updateApiKey: 'PUT /apikeys/*',
  deleteApiKey: 'DELETE /apikeys/*',
  importUsers: 'POST /data_import/users',
  getMyDetails: 'GET /me',
  login: 'PUT /me',
  updateCurrentUserDetails: 'PUT /me',
  logout: 'DELETE /me',
  getSettings: 'GET /settings',
  createUserSession: 'POST /user_sessions',
  generateCallToken: 'POST /call_tokens',
} as const;

/** An operation that a fault can be for. */
export type OperationName = keyof typeof OPERATIONS;

export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

/** A request as a fault looks at it. */
export interface Target {
  readonly method: string;
  /** Without the version. */
  readonly path: string;
  readonly json?: unknown;
}

/** Whether a request is for an operation. */
export function operationTest(name: OperationName): (target: Target) => boolean {
  const [method, pattern = ''] = OPERATIONS[name].split(' ');
  const fits = pathTest(pattern);
  return (target) => {
    if (target.method !== method || !fits(target.path)) return false;
    if (pattern !== '/me' || method !== 'PUT') return true;
    return (name === 'login') === (isObject(target.json) && isLogin(target.json));
  };
}

/** Whether a path fits a pattern, in which `*` is one segment and `**` is any number of them. */
export function pathTest(pattern: string): (path: string) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replace(/(\/?)\*\*|\*/g, (star, slash) => (star === '*' ? '[^/]+' : `(?:${slash}[^/]+)*`));
  const whole = new RegExp(`^${source}$`);
  return (path) => whole.test(path);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
