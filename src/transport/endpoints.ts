import { isWhatWasSent } from '../user/equality.js';
import { FIELDS } from '../user/fields.js';
import { misfit, token } from '../user/json-checks.js';
import { parseUser, type UserResponse } from '../user/response.js';
import { User } from '../user/user.js';
import type { Checked, Endpoint } from './endpoint.js';
import { user as listedUser, type Rows, rows } from './lists/rows.js';
import { type Outcomes, outcomes } from './outcomes.js';

/** Reads a user with an API key. The key needs the right to read. */
export const readUser: Endpoint<UserResponse> = {
  method: 'GET',
  path: '/users/{uid}',
  host: 'admin',
  auth: 'apikey',
  retry: 'safe',
  recovery: 'none',
  result: user,
};

/** Creates a user. */
export const createUser: Endpoint<UserResponse> = {
  method: 'POST',
  path: '/users',
  host: 'admin',
  auth: 'apikey',
  quota: 'core',
  retry: 'create',
  recovery: { readBack: readUser, key: 'uid', isSame: isUserOf },
  result: user,
};

/** Changes the fields of a user that the body names. */
export const updateUser: Endpoint<UserResponse> = {
  method: 'PUT',
  path: '/users/{uid}',
  host: 'admin',
  auth: 'apikey',
  retry: 'safe',
  recovery: 'none',
  result: user,
};

/** Makes an auth token for a user. A user has at most a hundred tokens: each further one revokes the oldest. */
export const createAuthToken: Endpoint<string> = {
  method: 'POST',
  path: '/users/{uid}/auth_tokens',
  host: 'admin',
  auth: 'apikey',
  retry: 'safe',
  recovery: 'none',
  result: field('authToken'),
};

/** Logs in; the body describes the device, and the response is the user. */
export const login: Endpoint<UserResponse> = {
  method: 'PUT',
  path: '/me',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: loggedIn,
};

/** Changes the signed-in user; the body is a profile. */
export const updateMe: Endpoint<UserResponse> = {
  method: 'PUT',
  path: '/me',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: user,
};

/** Reads a user with the token of the signed-in user. */
export const getUser: Endpoint<UserResponse> = {
  method: 'GET',
  path: '/users/{uid}',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: user,
};

/** Revokes the auth token. */
export const logout: Endpoint<undefined> = {
  method: 'DELETE',
  path: '/me',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: () => ({ value: undefined }),
};

/** Reads a page of the users whom the signed-in user may list. */
export const listUsers: Endpoint<Rows<User>> = {
  method: 'GET',
  path: '/users',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: rows(listedUser),
};

/** Reads a page of the users whom the signed-in user has blocked, or who have blocked the signed-in user. */
export const listBlockedUsers: Endpoint<Rows<User>> = {
  method: 'GET',
  path: '/blockedusers',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: rows(listedUser),
};

/** Blocks users for the signed-in user. */
export const blockUsers: Endpoint<Outcomes> = {
  method: 'POST',
  path: '/blockedusers',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: outcomes,
};

/** Unblocks users for the signed-in user; the request has a body. */
export const unblockUsers: Endpoint<Outcomes> = {
  method: 'DELETE',
  path: '/blockedusers',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: outcomes,
};

/** Makes a token to join one call session. */
export const createCallToken: Endpoint<string> = {
  method: 'POST',
  path: '/call_tokens',
  host: 'calls',
  auth: 'authtoken',
  retry: 'safe',
  recovery: 'none',
  result: field('token'),
};

/** Whether a user is the one that the body of a create asked for. Other fields of the body, such as the wish for a token, do not count. */
function isUserOf(sent: object, found: UserResponse): boolean {
  const fields = Object.entries(sent).filter(([field]) => (FIELDS as readonly string[]).includes(field));
  return isWhatWasSent(Object.fromEntries(fields), User.fromService(found));
}

function user(data: unknown): Checked<UserResponse> {
  const { user: value, odd, badField } = parseUser(data);
  return badField === undefined ? { value, odd } : { badField };
}

/** Reads the user of a login. The auth token and the uid must both be usable. */
function loggedIn(data: unknown): Checked<UserResponse> {
  const read = user(data);
  return read.odd?.some(({ field }) => field === 'authToken') ? { badField: 'authToken' } : read;
}

/** Reads one token from a response. */
function field(name: string): (data: unknown) => Checked<string> {
  const shape = { [name]: token };
  return (data) => {
    const badField = misfit(shape, data);
    return badField === undefined ? { value: (data as Record<string, string>)[name] as string } : { badField: name };
  };
}
