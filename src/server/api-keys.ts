import { refuse } from '../errors/issue.js';
import type { CallOptions } from '../transport/call-options.js';
import { type Issues, readFields, readId, report } from './arguments.js';
import type { AdminCall, AdminContext } from './context.js';
import * as operations from './operations/api-keys.js';
import type { AdminEndpoint } from './operations/results.js';
import { createPageList } from './page-list.js';
import type { PageList } from './page-types.js';
import { oneOf, text } from './rules.js';

/** What a key may do: make users and auth tokens, or everything. */
export type ApiKeyScope = 'authOnly' | 'fullAccess';

/** A key of the app, which is a secret. */
export interface ApiKey {
  readonly apiKey: string;
  readonly name: string;
  readonly scope: ApiKeyScope | (string & {});
  /** Unix seconds. */
  readonly createdAt?: number;
}

/** What can be said of a key. */
export interface ApiKeyInput {
  /** 1 to 100 characters. */
  readonly name: string;
  /** Default `authOnly`. */
  readonly scope?: ApiKeyScope | undefined;
}

/** Which keys. */
export interface ApiKeyFilter {
  readonly scope?: ApiKeyScope | undefined;
  readonly searchKey?: string | undefined;
}

/** The API keys of an app, 25 at most. Source: the REST page on [API keys](https://www.cometchat.com/docs/rest-api/api-keys). */
export interface AdminApiKeys {
  /** Makes a key. Not repeated when the answer is lost, for there might be two then: list them. */
  create(key: ApiKeyInput, options?: CallOptions): Promise<ApiKey>;
  /** Reads a key. Rejects with `ERR_APIKEY_NOT_FOUND`. */
  get(apiKey: string, options?: CallOptions): Promise<ApiKey>;
  list(filter?: ApiKeyFilter, options?: CallOptions): PageList<ApiKey>;
  /** Changes a key. Rejects with `ERR_APIKEY_NOT_FOUND`, and with `ERR_APIKEY_NO_SELF_ACTION` for the one that is in use here. */
  update(apiKey: string, changes: Partial<ApiKeyInput>, options?: CallOptions): Promise<ApiKey>;
  /** Deletes a key. Rejects as `update` does. */
  delete(apiKey: string, options?: CallOptions): Promise<void>;
}

const FIELDS = { name: text(100), scope: oneOf('authOnly', 'fullAccess') };

/** The API keys of an app. */
export function createApiKeys(context: AdminContext): AdminApiKeys {
  const { perform, send } = context;

  function withKey<T>(
    operation: AdminEndpoint<T>,
    key: unknown,
    options: CallOptions | undefined,
    more: (issues: Issues) => Partial<AdminCall> = () => ({}),
  ): Promise<T> {
    return perform(operation.name, options, async (deadline) => {
      const issues: Issues = [];
      const apiKey = readId(issues, key, 'apiKey');
      const call = more(issues);
      refuse(issues);
      return send(operation, { ...call, params: { apiKey }, secret: apiKey, deadline });
    });
  }

  return {
    create: (input, options) =>
      perform(operations.createApiKey.name, options, async (deadline) => {
        const issues: Issues = [];
        const body = readFields(issues, input, 'key', FIELDS, ['name']);
        refuse(issues);
        return send(operations.createApiKey, { body: { scope: 'authOnly', ...body }, deadline });
      }),
    get: (apiKey, options) => withKey(operations.getApiKey, apiKey, options),
    list: (filter, options) =>
      createPageList(context, operations.listApiKeys, options, () => {
        const issues: Issues = [];
        const query = readFields(issues, filter, 'filter', { scope: FIELDS.scope, searchKey: text() });
        refuse(issues);
        return { query };
      }),
    update: (apiKey, changes, options) =>
      withKey(operations.updateApiKey, apiKey, options, (issues) => {
        const body = readFields(issues, changes, 'changes', FIELDS);
        if (Object.keys(body).length === 0 && issues.length === 0) report(issues, 'changes', 'something to change');
        return { body };
      }),
    delete: (apiKey, options) => withKey(operations.deleteApiKey, apiKey, options),
  };
}
