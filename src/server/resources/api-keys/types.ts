import type { CallOptions } from '../../../transport/call-options.js';
import type { PageList } from '../../../transport/lists/types.js';

/** The rights of a key: `authOnly` may create users and auth tokens, `fullAccess` may do everything. */
export type ApiKeyScope = 'authOnly' | 'fullAccess';

/** An API key of the app. It is a secret. */
export interface ApiKey {
  /** The key itself: 40 hex digits. */
  readonly apiKey: string;
  /** The name from the dashboard. */
  readonly name: string;
  /** `authOnly` for an Auth Key, `fullAccess` for a REST API key. */
  readonly scope: ApiKeyScope | (string & {});
  /** When the key was created, Unix seconds. */
  readonly createdAt?: number;
}

/** The fields of a key that you can set. */
export interface ApiKeyInput {
  /** The name of the key, 1 to 100 characters. */
  readonly name: string;
  /** The rights of the key. Default `authOnly`. */
  readonly scope?: ApiKeyScope | undefined;
}

/** Selects API keys. */
export interface ApiKeyFilter {
  /** Only keys of this scope. */
  readonly scope?: ApiKeyScope | undefined;
  /** Only keys with this text in their name. */
  readonly searchKey?: string | undefined;
}

/** The API keys of an app, 25 at most. Source: the REST page on [API keys](https://www.cometchat.com/docs/rest-api/api-keys). */
export interface AdminApiKeys {
  /** Creates a key. If the response is lost, the request is not repeated, because that could create two keys: list the keys to check. */
  create(key: ApiKeyInput, options?: CallOptions): Promise<ApiKey>;
  /** Reads a key. Rejects with `ERR_APIKEY_NOT_FOUND`. */
  get(apiKey: string, options?: CallOptions): Promise<ApiKey>;
  /** Lists the keys of the app. */
  list(filter?: ApiKeyFilter, options?: CallOptions): PageList<ApiKey>;
  /** Changes a key. Rejects with `ERR_APIKEY_NOT_FOUND`, and with `ERR_APIKEY_NO_SELF_ACTION` for the key of this admin. */
  update(apiKey: string, changes: Partial<ApiKeyInput>, options?: CallOptions): Promise<ApiKey>;
  /** Deletes a key. Rejects with `ERR_APIKEY_NOT_FOUND`, and with `ERR_APIKEY_NO_SELF_ACTION` for the key of this admin. */
  delete(apiKey: string, options?: CallOptions): Promise<void>;
}
