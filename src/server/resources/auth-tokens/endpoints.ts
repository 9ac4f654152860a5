import type { Checked } from '../../../transport/endpoint.js';
import { asObject } from '../../../transport/json.js';
import { type Rows, rows } from '../../../transport/lists/rows.js';
import { number, object, readFields, text, token as tokenReader } from '../../../user/field-readers.js';
import { uidText } from '../../../user/uid.js';
import { ADMIN, type AdminEndpoint, done } from '../results.js';
import type { AuthToken } from './types.js';

const COLLECTION = '/users/{uid}/auth_tokens';
const ITEM = `${COLLECTION}/{authToken}`;

/** The readers of the fields of a token. Only uid and token must be valid; other values are converted or left out, as with users. */
const READERS = {
  authToken: tokenReader,
  createdAt: number,
  platform: text,
  userAgent: text,
  appInfo: readAppInfo,
};

/** `POST`: creates a token for a user. The service keeps the 100 newest tokens of each user, and revokes older ones. */
export const createAuthToken: AdminEndpoint<AuthToken> = {
  ...ADMIN,
  name: 'createAuthToken',
  method: 'POST',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'none',
  result: token,
};

/** `GET`: a page of a user's tokens. */
export const listAuthTokens: AdminEndpoint<Rows<AuthToken>> = {
  ...ADMIN,
  name: 'listAuthTokens',
  method: 'GET',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'none',
  result: rows(token),
};

/** `DELETE`: revokes all tokens of a user. */
export const flushAuthTokens: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'flushAuthTokens',
  method: 'DELETE',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'none',
  result: done,
};

/** `GET` of one token. */
export const getAuthToken: AdminEndpoint<AuthToken> = {
  ...ADMIN,
  name: 'getAuthToken',
  method: 'GET',
  path: ITEM,
  retry: 'safe',
  recovery: 'none',
  result: token,
};

/** `PUT` of one token: describes the device that uses it. */
export const updateAuthToken: AdminEndpoint<AuthToken> = {
  ...getAuthToken,
  name: 'updateAuthToken',
  method: 'PUT',
  recovery: 'none',
};

/** `DELETE` of one token: revokes it. */
export const deleteAuthToken: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'deleteAuthToken',
  method: 'DELETE',
  path: ITEM,
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};

function token(data: unknown): Checked<AuthToken> {
  const json = asObject(data);
  if (!json) return { badField: 'token' };
  const uid = uidText(json.uid);
  if (uid === undefined) return { badField: 'uid' };
  const { fields, odd } = readFields(json, READERS, () => undefined);
  if (fields.authToken === undefined) return { badField: 'authToken' };
  return { value: { ...fields, uid } as AuthToken, odd };
}

/** The service accepts an object and returns it as text. */
function readAppInfo(appInfo: unknown): unknown {
  if (typeof appInfo !== 'string') return object(appInfo);
  try {
    return asObject(JSON.parse(appInfo)) ?? appInfo;
  } catch {
    return appInfo;
  }
}
