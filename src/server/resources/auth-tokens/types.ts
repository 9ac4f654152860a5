import type { CallOptions } from '../../../transport/call-options.js';
import type { PageList, Paging } from '../../../transport/lists/types.js';
import type { User } from '../../../user/user.js';

/** An auth token of a user. Anyone who has the token can act as this user. Times are Unix seconds. */
export interface AuthToken {
  /** The uid of its user. */
  readonly uid: string;
  /** The token itself. Send it to this user only. */
  readonly authToken: string;
  /** When the token was created. */
  readonly createdAt?: number;
  /** The platform of the device that uses it. */
  readonly platform?: string;
  /** The user agent of the device that uses it. */
  readonly userAgent?: string;
  /** Your JSON object about the app on the device. A text, if the stored value is not a JSON object. */
  readonly appInfo?: Readonly<Record<string, unknown>> | string;
}

/** A description of the device that uses a token. */
export interface DeviceInput {
  /** The platform, such as `ios`. */
  readonly platform?: string | undefined;
  /** The user agent of the device. */
  readonly userAgent?: string | undefined;
  /** Your own JSON object about the app on the device. */
  readonly appInfo?: Readonly<Record<string, unknown>> | undefined;
}

/** Options of `authTokens.create`. */
export interface CreateAuthTokenOptions extends CallOptions {
  /** Requests a new token, in case the service would return an existing one. Sent only if you give it. */
  readonly force?: boolean | undefined;
}

/**
 * The auth tokens of an app's users. The 100 newest of each user are valid and do not expire. Source: the REST page on
 * [auth tokens](https://www.cometchat.com/docs/rest-api/auth-tokens).
 */
export interface AdminAuthTokens {
  /** Creates a token. Rejects with `ERR_UID_NOT_FOUND`, also for a deactivated user. */
  create(uid: string | User, options?: CreateAuthTokenOptions): Promise<AuthToken>;
  /** Reads a token. Rejects with `ERR_AUTH_TOKEN_NOT_FOUND`. */
  get(uid: string | User, authToken: string, options?: CallOptions): Promise<AuthToken>;
  /** Lists a user's tokens. */
  list(uid: string | User, paging?: Paging, options?: CallOptions): PageList<AuthToken>;
  /** Changes the description of the device that uses a token. Rejects with `ERR_AUTH_TOKEN_NOT_FOUND`. */
  update(uid: string | User, authToken: string, device: DeviceInput, options?: CallOptions): Promise<AuthToken>;
  /** Revokes a token. Rejects with `ERR_AUTH_TOKEN_NOT_FOUND`. */
  delete(uid: string | User, authToken: string, options?: CallOptions): Promise<void>;
  /** Revokes every token of a user, which logs the user out on all devices. */
  flush(uid: string | User, options?: CallOptions): Promise<void>;
}
