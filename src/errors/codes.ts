import type { ErrorCodes } from './error-codes.js';
import type { ErrorKind } from './kinds.js';

export type { ErrorKind } from './kinds.js';

/**
 * Every code this package gives meaning to, by kind, with a hint: what to do next, in a sentence, or nothing where the message says
 * it all. The hint is the message, too, where there is no better one. Codes of the service (`ERR_…`, `AUTH_ERR_…`) pass through unchanged, also those that are not here: then the HTTP
 * status decides the kind. Names are the vendor's as seen on the wire, spelling included.
 *
 * Sources: the vendor's [error guide](https://www.cometchat.com/docs/articles/error-guide), the JavaScript SDK's
 * [error codes](https://www.cometchat.com/docs/sdk/javascript/error-codes) and the troubleshooting table of
 * [user management](https://www.cometchat.com/docs/sdk/javascript/user-management).
 */
export const CODES = {
  /** The input cannot be right. */
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
  /** The set-up cannot be right. */
  config: {
    COMETCHAT_INITIALIZATION_NOT_DONE: 'Call init() first, on every page load.',
    CONFIG_CONFLICT: '',
    INVALID_APP_ID: 'Verify the App ID from your CometChat dashboard.',
    INVALID_REGION: 'Use the region of your app: us, eu or in.',
    INVALID_OPTION: '',
    INSECURE_HOST: '',
    CLIENT_DISPOSED: 'This client was disposed: make a new one.',
    AUTH_ERR_EMPTY_APPID: '',
    AUTH_ERR_INVALID_APPID: 'Verify the App ID and the region.',
  },
  /** Nobody is logged in, or a key or token is no good. */
  authentication: {
    USER_NOT_LOGED_IN: 'No user is logged in: log in first.',
    TOKEN_PROVIDER_FAILED: 'tokenProvider failed: see cause.',
    TOKEN_OF_ANOTHER_USER: 'tokenProvider gave a token of another user.',
    AUTH_ERR_APIKEY_NOT_FOUND: 'Verify the Auth Key from your CometChat dashboard.',
    AUTH_ERR_AUTH_TOKEN_NOT_FOUND: 'The token was revoked: get a new one from your server and log in again.',
  },
  /** Known, but not allowed. */
  permission: {
    ROLE_NOT_EDITABLE: 'Change the role of a user from your server, with updateUser().',
    AUTH_ERR_NO_ACCESS: 'This key may not do that: use a fullAccess key, from your server.',
    ERR_PLAN_RESTRICTION: '',
    ERR_PLAN_QUOTA_RESTRICTION: '',
    ERR_SUBSCRIPTION_EXPIRED: '',
  },
  /** There is no such thing. */
  notFound: {
    ERR_UID_NOT_FOUND: 'Create the user when they register in your app. A deactivated user is not found either.',
    ERR_ROLE_NOT_FOUND: 'Create the role first, from your server or the dashboard.',
  },
  /** There is one already. */
  conflict: {
    ERR_UID_ALREADY_EXISTS: 'Use updateUser() instead, or choose a different uid.',
  },
  /** Too much at once. */
  rateLimit: {
    ERR_TOO_MANY_REQUESTS: 'Wait retryAfterMs.',
  },
  /** No answer, or one that was lost. */
  network: {
    FAILED_TO_FETCH: 'No answer: verify the connection and the region.',
    CREATE_UNCONFIRMED: 'An answer was lost: look from your server whether the user exists.',
  },
  /** No answer in time. */
  timeout: { REQUEST_TIMEOUT: '' },
  /** The caller did not want it any longer. */
  aborted: { REQUEST_ABORTED: 'The caller aborted this call.' },
  /** The service is in trouble. */
  server: { SERVER_ERROR: '' },
  /** An answer that is not one of CometChat's. */
  badResponse: {
    BAD_RESPONSE: 'Verify the hosts, and proxies between.',
    WRONG_USER: 'Verify the hosts, and proxies between: the response is about another user.',
    REDIRECT_REFUSED: 'Credentials follow no redirect: give the final host.',
  },
  /** Another call took its place. */
  superseded: { LOGIN_SUPERSEDED: 'A later login or logout took the place of this one.' },
} as const satisfies { readonly [Kind in ErrorKind]: { readonly [code: string]: string } };

/** A code that this package knows, those of `cometchat-users/server` included. {@link ErrorCodes} has the meaning of each. */
export type KnownCode = keyof ErrorCodes;

/** A code: one that is known, or a newer one of the service. */
export type ErrorCode = KnownCode | (string & {});

/** What the table says of a code, `undefined` for one it does not know. */
export function codeInfo(code: string): { kind: ErrorKind; hint?: string } | undefined {
  for (const [kind, hints] of Object.entries(CODES)) {
    if (Object.keys(hints).includes(code)) return { kind: kind as ErrorKind, hint: hints[code as never] };
  }
  return undefined;
}

/** The codes of the vendor's Calls SDK v5, where it has one for the same thing. Source: its page on authentication. */
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
