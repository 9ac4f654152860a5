import type { Checked, Operation } from '../../transport/operation.js';
import { filledText, maybe, misfit, type Shape, token as tokenShape } from '../../user/shapes.js';
import type { AuthToken } from '../auth-tokens.js';
import { ADMIN, done, type Rows, record, rows } from './results.js';

const COLLECTION = '/users/{uid}/auth_tokens';
const ITEM = `${COLLECTION}/{authToken}`;

const SHAPE: Shape = {
  uid: filledText,
  authToken: tokenShape,
  createdAt: maybe('number'),
  platform: maybe('string'),
  userAgent: maybe('string'),
};

/** `POST`: a token for a user. One too many pushes out the oldest of a hundred. */
export const createAuthToken: Operation<AuthToken> = {
  ...ADMIN,
  name: 'createAuthToken',
  method: 'POST',
  path: COLLECTION,
  retry: 'safe',
  result: token,
};

/** `GET`: a page of a user's tokens. */
export const listAuthTokens: Operation<Rows<AuthToken>> = {
  ...ADMIN,
  name: 'listAuthTokens',
  method: 'GET',
  path: COLLECTION,
  retry: 'safe',
  result: rows(token),
};

/** `DELETE`: revokes all of them. */
export const flushAuthTokens: Operation<undefined> = {
  ...ADMIN,
  name: 'flushAuthTokens',
  method: 'DELETE',
  path: COLLECTION,
  retry: 'safe',
  result: done,
};

/** `GET` of one. */
export const getAuthToken: Operation<AuthToken> = {
  ...ADMIN,
  name: 'getAuthToken',
  method: 'GET',
  path: ITEM,
  retry: 'safe',
  result: token,
};

/** `PUT` of one: which device uses it. */
export const updateAuthToken: Operation<AuthToken> = { ...getAuthToken, name: 'updateAuthToken', method: 'PUT' };

/** `DELETE` of one: revokes it. */
export const deleteAuthToken: Operation<undefined> = {
  ...ADMIN,
  name: 'deleteAuthToken',
  method: 'DELETE',
  path: ITEM,
  retry: 'safe',
  result: done,
};

function token(data: unknown): Checked<AuthToken> {
  const problem = misfit(SHAPE, data);
  if (problem !== undefined) return { problem: problem || 'token' };
  const { appInfo, ...rest } = data as Record<string, unknown>;
  const known = Object.entries(rest).filter(([field, value]) => Object.hasOwn(SHAPE, field) && value !== null);
  return { value: { ...Object.fromEntries(known), ...readAppInfo(appInfo) } as unknown as AuthToken };
}

/** It goes in as an object and comes out as text. */
function readAppInfo(appInfo: unknown): Pick<AuthToken, 'appInfo'> {
  if (typeof appInfo !== 'string')
    return record(appInfo) ? { appInfo: appInfo as object as Record<string, unknown> } : {};
  try {
    const parsed = record(JSON.parse(appInfo));
    return { appInfo: parsed ?? appInfo };
  } catch {
    return { appInfo };
  }
}
