import type { Checked, Operation } from '../../../transport/operation.js';
import { maybe, misfit, type Shape, token } from '../../../user/shapes.js';
import { ADMIN, done, type Rows, rows } from '../results.js';
import type { ApiKey } from './types.js';

const COLLECTION = '/apikeys';
const ITEM = `${COLLECTION}/{apiKey}`;
const SHAPE: Shape = {
  apiKey: token,
  name: maybe('string'),
  scope: maybe('string'),
  createdAt: maybe('number'),
};

/** `POST`: makes a key. Sent twice, it would make two. */
export const createApiKey: Operation<ApiKey> = {
  ...ADMIN,
  name: 'createApiKey',
  method: 'POST',
  path: COLLECTION,
  retry: 'never',
  result: apiKey,
};

/** `GET`: a page of keys. */
export const listApiKeys: Operation<Rows<ApiKey>> = {
  ...ADMIN,
  name: 'listApiKeys',
  method: 'GET',
  path: COLLECTION,
  retry: 'safe',
  result: rows(apiKey),
};

/** `GET` of one. */
export const getApiKey: Operation<ApiKey> = {
  ...createApiKey,
  name: 'getApiKey',
  method: 'GET',
  path: ITEM,
  retry: 'safe',
};

/** `PUT` of one. */
export const updateApiKey: Operation<ApiKey> = { ...getApiKey, name: 'updateApiKey', method: 'PUT' };

/** `DELETE` of one. */
export const deleteApiKey: Operation<undefined> = {
  ...ADMIN,
  name: 'deleteApiKey',
  method: 'DELETE',
  path: ITEM,
  retry: 'safe',
  result: done,
};

function apiKey(data: unknown): Checked<ApiKey> {
  const problem = misfit(SHAPE, data);
  return problem === undefined ? { value: data as ApiKey } : { problem: problem || 'apiKey' };
}
