import { parseUser, type UserAnswer } from '../user/response.js';
import { misfit, token } from '../user/shapes.js';
import type { Checked, Operation } from './operation.js';

/** `POST /users`: makes a user. A repeated one is refused by its uid. */
export const createUser: Operation<UserAnswer> = {
  name: 'createUser',
  method: 'POST',
  path: '/users',
  host: 'admin',
  auth: 'apikey',
  retry: 'create',
  result: user,
};

/** `PUT /users/{uid}`: changes what the body names. */
export const updateUser: Operation<UserAnswer> = {
  name: 'updateUser',
  method: 'PUT',
  path: '/users/{uid}',
  host: 'admin',
  auth: 'apikey',
  retry: 'safe',
  result: user,
};

/** `GET /users/{uid}` with a key, which needs the right to read. */
export const readUser: Operation<UserAnswer> = {
  name: 'readUser',
  method: 'GET',
  path: '/users/{uid}',
  host: 'admin',
  auth: 'apikey',
  retry: 'safe',
  result: user,
};

/** `POST /users/{uid}/auth_tokens`: a token for a user. One too many pushes out the oldest of a hundred. */
export const createAuthToken: Operation<string> = {
  name: 'createAuthToken',
  method: 'POST',
  path: '/users/{uid}/auth_tokens',
  host: 'admin',
  auth: 'apikey',
  retry: 'safe',
  result: field('authToken'),
};

/** `PUT /me` with the device: logs in, and answers with the user. */
export const enter: Operation<UserAnswer> = {
  name: 'login',
  method: 'PUT',
  path: '/me',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  result: loggedIn,
};

/** `PUT /me` with a profile: changes the signed-in user. */
export const updateMe: Operation<UserAnswer> = { ...enter, name: 'updateCurrentUserDetails', result: user };

/** `GET /users/{uid}` as the signed-in user. */
export const getUser: Operation<UserAnswer> = {
  name: 'getUser',
  method: 'GET',
  path: '/users/{uid}',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  result: user,
};

/** `DELETE /me`: revokes the token. */
export const leave: Operation<undefined> = {
  name: 'logout',
  method: 'DELETE',
  path: '/me',
  host: 'client',
  auth: 'authtoken',
  retry: 'safe',
  result: () => ({ value: undefined }),
};

/** `POST /call_tokens`: a token to join one call session. */
export const createCallToken: Operation<string> = {
  name: 'generateCallToken',
  method: 'POST',
  path: '/call_tokens',
  host: 'calls',
  auth: 'authtoken',
  retry: 'safe',
  result: field('token'),
};

function user(data: unknown): Checked<UserAnswer> {
  const { user: value, odd, problem } = parseUser(data);
  return problem === undefined ? { value, odd } : { problem };
}

/** The user of a login. Of its fields the token must be usable as well as the uid. */
function loggedIn(data: unknown): Checked<UserAnswer> {
  const read = user(data);
  return read.odd?.some(({ field }) => field === 'authToken') ? { problem: 'authToken' } : read;
}

/** A check for an answer of which one token is used. */
function field(name: string): (data: unknown) => Checked<string> {
  const shape = { [name]: token };
  return (data) => {
    const problem = misfit(shape, data);
    return problem === undefined ? { value: (data as Record<string, string>)[name] as string } : { problem: name };
  };
}
