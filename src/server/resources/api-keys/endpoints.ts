import type { Checked } from '../../../transport/endpoint.js';
import { type Rows, rows } from '../../../transport/lists/rows.js';
import { maybe, misfit, type Shape, token } from '../../../user/json-checks.js';
import { ADMIN, type AdminEndpoint, done } from '../results.js';
import type { ApiKey } from './types.js';

const COLLECTION = '/apikeys';
const ITEM = `${COLLECTION}/{apiKey}`;
const SHAPE: Shape = {
  apiKey: token,
  name: maybe('string'),
  scope: maybe('string'),
  createdAt: maybe('number'),
};

/** `POST`: creates a key. A repeated request would create a second one. */
export const createApiKey: AdminEndpoint<ApiKey> = {
  ...ADMIN,
  name: 'createApiKey',
  method: 'POST',
  path: COLLECTION,
  retry: 'never',
  recovery: 'none',
  result: apiKey,
};

/** `GET`: a page of keys. */
export const listApiKeys: AdminEndpoint<Rows<ApiKey>> = {
  ...ADMIN,
  name: 'listApiKeys',
  method: 'GET',
  path: COLLECTION,
  retry: 'safe',
  recovery: 'none',
  result: rows(apiKey),
};

/** `GET` of one key. */
export const getApiKey: AdminEndpoint<ApiKey> = {
  ...createApiKey,
  name: 'getApiKey',
  method: 'GET',
  path: ITEM,
  retry: 'safe',
  recovery: 'none',
};

/** `PUT` of one key. */
export const updateApiKey: AdminEndpoint<ApiKey> = {
  ...getApiKey,
  name: 'updateApiKey',
  method: 'PUT',
  recovery: 'none',
};

/** `DELETE` of one key. */
export const deleteApiKey: AdminEndpoint<undefined> = {
  ...ADMIN,
  name: 'deleteApiKey',
  method: 'DELETE',
  path: ITEM,
  retry: 'safe',
  recovery: 'goneIsDone',
  result: done,
};

function apiKey(data: unknown): Checked<ApiKey> {
  const badField = misfit(SHAPE, data);
  return badField === undefined ? { value: data as ApiKey } : { badField: badField || 'apiKey' };
}
