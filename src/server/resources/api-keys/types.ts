import type { CallOptions } from '../../../transport/call-options.js';
import type { PageList } from '../../page-types.js';

/** What a key may do: make users and auth tokens, or everything. */
export type ApiKeyScope = 'authOnly' | 'fullAccess';

/** A key of the app, which is a secret. */
export interface ApiKey {
  /** The key itself: 40 hex digits. */
  readonly apiKey: string;
  /** The name from the dashboard. */
  readonly name: string;
  /** `authOnly` for an Auth Key, `fullAccess` for a REST API key. */
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
  /** Only keys of this scope. */
  readonly scope?: ApiKeyScope | undefined;
  /** Only keys with this text in their name. */
  readonly searchKey?: string | undefined;
}

/** The API keys of an app, 25 at most. Source: the REST page on [API keys](https://www.cometchat.com/docs/rest-api/api-keys). */
export interface AdminApiKeys {
  /** Makes a key. Not repeated when the answer is lost, for there might be two then: list them. */
  create(key: ApiKeyInput, options?: CallOptions): Promise<ApiKey>;
  /** Reads a key. Rejects with `ERR_APIKEY_NOT_FOUND`. */
  get(apiKey: string, options?: CallOptions): Promise<ApiKey>;
  /** Lists the keys. */
  list(filter?: ApiKeyFilter, options?: CallOptions): PageList<ApiKey>;
  /** Changes a key. Rejects with `ERR_APIKEY_NOT_FOUND`, and with `ERR_APIKEY_NO_SELF_ACTION` for the one that is in use here. */
  update(apiKey: string, changes: Partial<ApiKeyInput>, options?: CallOptions): Promise<ApiKey>;
  /** Deletes a key. Rejects as `update` does. */
  delete(apiKey: string, options?: CallOptions): Promise<void>;
}
