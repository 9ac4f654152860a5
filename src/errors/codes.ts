import type { ErrorCodes } from './code-meanings.js';
import type { ErrorKind } from './kinds.js';

export type { ErrorKind } from './kinds.js';

/**
 * The codes that this package knows, by kind, each with a hint: a sentence about how to solve the problem. The hint is empty if the
 * message says enough. An exception without a message has the hint as its message. Codes of the service (`ERR_…`, `AUTH_ERR_…`) are not
 * changed. If a code is not in this table, the HTTP status decides the kind. The vendor's codes have the vendor's spelling.
 *
 * Sources: the vendor's [error guide](https://www.cometchat.com/docs/articles/error-guide), the JavaScript SDK's
 * [error codes](https://www.cometchat.com/docs/sdk/javascript/error-codes) and the troubleshooting table of
 * [user management](https://www.cometchat.com/docs/sdk/javascript/user-management).
 */
export const CODES = {
  /** The input is not valid. */
  validation: {
    MISSING_PARAMETERS: '',
    INVALID_AUTH_TOKEN: '',
    INVALID_AUTH_KEY: 'Verify the Auth Key from your CometChat dashboard.',
    INVALID_SESSION_ID: '',
    INVALID_PARAMETER: '',
    NOT_THE_SIGNED_IN_USER: 'Read the signed-in user again, or leave the uid out.',
    UID_IS_COMPULSORY: '',
    INVALID_UID: '',
    USER_NAME_IS_COMPULSORY: '',
    INVALID_USER_NAME: '',
    INVALID_USER_AVATAR: '',
    INVALID_USER_LINK: '',
    INVALID_USER_ROLE: '',
    INVALID_USER_METADATA: '',
    INVALID_USER_STATUS_MESSAGE: '',
    INVALID_USER_TAGS: '',
    INVALID_USER: '',
    USER_TOO_LARGE: '',
    READ_ONLY_USER: 'This user is a snapshot of the session: change a clone() of it.',
    ERR_BAD_REQUEST: 'See details.',
  },
  /** The options are not valid. */
  config: {
    COMETCHAT_INITIALIZATION_NOT_DONE: 'Call init() first, on every page load.',
    CONFIG_CONFLICT: '',
    INVALID_APP_ID: 'Verify the App ID from your CometChat dashboard.',
    INVALID_REGION: 'Use the region of your app: us, eu or in.',
    INVALID_OPTION: '',
    INSECURE_HOST: '',
    CLIENT_DISPOSED: 'This client was disposed: create a new one.',
    AUTH_ERR_EMPTY_APPID: '',
    AUTH_ERR_INVALID_APPID: 'Verify the App ID and the region.',
  },
  /** No user is signed in, or a key or token is not valid. */
  authentication: {
    USER_NOT_LOGED_IN: 'No user is signed in: log in first.',
    TOKEN_PROVIDER_FAILED: 'tokenProvider failed: see cause.',
    TOKEN_OF_ANOTHER_USER: 'tokenProvider returned a token of another user.',
    AUTH_ERR_APIKEY_NOT_FOUND: 'Verify the Auth Key from your CometChat dashboard.',
    AUTH_ERR_AUTH_TOKEN_NOT_FOUND: 'The token was revoked: get a new one from your server and log in again.',
  },
  /** The key or the user may not do this. */
  permission: {
    ROLE_NOT_EDITABLE: 'Change the role of a user from your server, with updateUser().',
    AUTH_ERR_NO_ACCESS: 'This key may not do this: use a fullAccess key, on your server.',
    ERR_PLAN_RESTRICTION: '',
    ERR_PLAN_QUOTA_RESTRICTION: '',
    ERR_SUBSCRIPTION_EXPIRED: '',
  },
  /** The user, role, key or other resource does not exist. */
  notFound: {
    ERR_UID_NOT_FOUND: 'Create the user when they register in your app. A deactivated user is not found either.',
    ERR_ROLE_NOT_FOUND: 'Create the role first, from your server or the dashboard.',
  },
  /** The resource exists already. */
  conflict: {
    ERR_UID_ALREADY_EXISTS: 'Use updateUser() instead, or choose a different uid.',
  },
  /** The app sends too many requests. */
  rateLimit: {
    ERR_TOO_MANY_REQUESTS: 'Wait retryAfterMs.',
  },
  /** No response, or a response that was lost. */
  network: {
    FAILED_TO_FETCH: 'No response: verify the connection and the region.',
    CREATE_UNCONFIRMED: 'A response was lost: check from your server whether the user or role exists.',
  },
  /** No response in time. */
  timeout: { REQUEST_TIMEOUT: '' },
  /** The caller aborted the operation. */
  aborted: { REQUEST_ABORTED: 'The caller aborted this operation.' },
  /** The service failed. */
  server: { SERVER_ERROR: '' },
  /** The response does not come from CometChat, or is not valid. */
  badResponse: {
    BAD_RESPONSE: 'Verify the hosts, and the proxies on the way to them.',
    WRONG_USER: 'The response is about another user: verify the hosts, and the proxies on the way to them.',
    REDIRECT_REFUSED: 'Redirects are not followed, to protect the credentials: give the final host.',
  },
  /** A later operation ended this one. */
  superseded: {
    LOGIN_SUPERSEDED: 'A later login or logout ended this one.',
    SESSION_ENDED: 'The user of this list is no longer signed in: create a new list.',
  },
} as const satisfies { readonly [Kind in ErrorKind]: { readonly [code: string]: string } };

/** A code that this package knows, also from `cometchat-users/server`. {@link ErrorCodes} explains each. */
export type KnownCode = keyof ErrorCodes;

/** A known code, or any other code of the service. */
export type ErrorCode = KnownCode | (string & {});

/** The kind and the hint of a code; `undefined` if the table does not have it. */
export function codeInfo(code: string): { kind: ErrorKind; hint?: string } | undefined {
  for (const [kind, hints] of Object.entries(CODES)) {
    if (Object.keys(hints).includes(code)) return { kind: kind as ErrorKind, hint: hints[code as never] };
  }
  return undefined;
}

/** The codes of the vendor's Calls SDK v5 for the same errors, if it has them. Source: its page on authentication. */
export const V5_CODES: ReadonlyMap<string, string> = new Map([
  ['COMETCHAT_INITIALIZATION_NOT_DONE', 'ERROR_SDK_NOT_INITIALIZED'],
  ['MISSING_PARAMETERS', 'ERROR_BLANK_AUTHTOKEN'],
  ['INVALID_AUTH_TOKEN', 'ERROR_AUTHTOKEN_WITH_SPACE'],
  ['INVALID_AUTH_KEY', 'ERROR_API_KEY_NOT_FOUND'],
  ['AUTH_ERR_APIKEY_NOT_FOUND', 'ERROR_API_KEY_NOT_FOUND'],
  ['UID_IS_COMPULSORY', 'ERROR_INVALID_UID'],
  ['INVALID_UID', 'ERROR_INVALID_UID'],
  ['USER_NOT_LOGED_IN', 'ERROR_NO_USER_LOGGED_IN'],
  ['LOGIN_SUPERSEDED', 'ERROR_LOGIN_IN_PROGRESS'],
]);
