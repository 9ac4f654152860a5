/** What went wrong, in one of thirteen words a program can branch on. */
export type ErrorKind =
  | 'validation'
  | 'config'
  | 'authentication'
  | 'permission'
  | 'notFound'
  | 'conflict'
  | 'rateLimit'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'server'
  | 'badResponse'
  | 'superseded';

/** What is known of a code before anything happened. */
export interface CodeInfo {
  readonly kind: ErrorKind;
  /** What to do next, in a sentence. */
  readonly hint?: string;
  /** The code that the vendor's Calls SDK v5 uses for the same thing. */
  readonly v5?: string;
}

/**
 * Every code this package gives meaning to. Codes of the service pass through unchanged, also those that are not here:
 * then the HTTP status decides the kind. Names are the vendor's as seen on the wire, spelling included.
 *
 * Sources: the vendor's [error guide](https://www.cometchat.com/docs/articles/error-guide), the JavaScript SDK's
 * [error codes](https://www.cometchat.com/docs/sdk/javascript/error-codes) and the troubleshooting table of
 * [user management](https://www.cometchat.com/docs/sdk/javascript/user-management).
 */
export const CODES = {
  // Found here, before a request
  COMETCHAT_INITIALIZATION_NOT_DONE: {
    kind: 'config',
    hint: 'Call init() first, on every page load.',
    v5: 'ERROR_SDK_NOT_INITIALIZED',
  },
  CONFIG_CONFLICT: { kind: 'config', hint: 'Initialise an app once, with one set of hosts and one storage.' },
  INVALID_APP_ID: { kind: 'config', hint: 'Copy the App ID from the CometChat dashboard.' },
  INVALID_REGION: { kind: 'config', hint: 'Use the region of your app: us, eu or in.' },
  INVALID_OPTION: { kind: 'config' },
  INSECURE_HOST: { kind: 'config', hint: 'Use https, or say allowInsecure on a network that you trust.' },
  CLIENT_DISPOSED: { kind: 'config', hint: 'Make a new client; a disposed one does not come back.' },
  MISSING_PARAMETERS: { kind: 'validation', v5: 'ERROR_BLANK_AUTHTOKEN' },
  INVALID_AUTH_TOKEN: {
    kind: 'validation',
    hint: 'Pass the token as your server got it.',
    v5: 'ERROR_AUTHTOKEN_WITH_SPACE',
  },
  INVALID_AUTH_KEY: {
    kind: 'validation',
    hint: 'Copy the Auth Key from the CometChat dashboard.',
    v5: 'ERROR_API_KEY_NOT_FOUND',
  },
  INVALID_SESSION_ID: { kind: 'validation' },
  UID_IS_COMPULSORY: { kind: 'validation', v5: 'ERROR_INVALID_UID' },
  INVALID_UID: {
    kind: 'validation',
    hint: 'Use only letters, digits, underscores and hyphens, at most 100.',
    v5: 'ERROR_INVALID_UID',
  },
  USER_NAME_IS_COMPULSORY: { kind: 'validation' },
  INVALID_USER_NAME: { kind: 'validation' },
  INVALID_USER_AVATAR: { kind: 'validation' },
  INVALID_USER_LINK: { kind: 'validation' },
  INVALID_USER_ROLE: { kind: 'validation' },
  INVALID_USER_METADATA: { kind: 'validation' },
  INVALID_USER_STATUS_MESSAGE: { kind: 'validation' },
  INVALID_USER_TAGS: { kind: 'validation' },
  INVALID_USER: { kind: 'validation' },
  READ_ONLY_USER: { kind: 'config', hint: 'This user is a snapshot of the session: change a clone() of it.' },
  USER_TOO_LARGE: { kind: 'validation', hint: 'A request holds 10 KB: shorten avatar, link or metadata.' },
  ROLE_NOT_EDITABLE: {
    kind: 'permission',
    hint: 'Change the role of a user from your server, with updateUser().',
  },
  USER_NOT_LOGED_IN: { kind: 'authentication', hint: 'Log in first.', v5: 'ERROR_NO_USER_LOGGED_IN' },
  LOGIN_SUPERSEDED: { kind: 'superseded', v5: 'ERROR_LOGIN_IN_PROGRESS' },
  TOKEN_PROVIDER_FAILED: { kind: 'authentication', hint: 'See cause: your tokenProvider threw or gave no token.' },
  TOKEN_OF_ANOTHER_USER: {
    kind: 'authentication',
    hint: 'Make tokenProvider answer with a token of the uid it is asked for.',
  },

  // Found on the way
  FAILED_TO_FETCH: {
    kind: 'network',
    hint: 'Check the connection, the region and, in a browser, the blocked requests.',
  },
  REQUEST_TIMEOUT: { kind: 'timeout' },
  REQUEST_ABORTED: { kind: 'aborted' },
  REDIRECT_REFUSED: { kind: 'badResponse', hint: 'Give the final host: credentials never follow a redirect.' },
  BAD_RESPONSE: { kind: 'badResponse', hint: 'Check that the hosts are CometChat and no proxy answers for them.' },
  SERVER_ERROR: { kind: 'server' },
  CREATE_UNCONFIRMED: {
    kind: 'network',
    hint: 'The user may exist: an answer was lost and the key may not read. Look from your server, or send it again.',
  },

  // Said by the service
  ERR_BAD_REQUEST: { kind: 'validation', hint: 'See details, keyed by field.' },
  ERR_UID_ALREADY_EXISTS: { kind: 'conflict', hint: 'Use updateUser() instead, or choose a different uid.' },
  ERR_UID_NOT_FOUND: {
    kind: 'notFound',
    hint: 'Create the user when they register in your app. A deactivated user is not found either.',
  },
  ERR_ROLE_NOT_FOUND: { kind: 'notFound', hint: 'Create the role first, from your server or the dashboard.' },
  ERR_AUTH_TOKEN_NOT_FOUND: { kind: 'notFound' },
  ERR_API_NOT_FOUND: { kind: 'notFound' },
  AUTH_ERR_EMPTY_APPID: { kind: 'config' },
  AUTH_ERR_INVALID_APPID: { kind: 'config', hint: 'Check the App ID, and that the app lives in this region.' },
  AUTH_ERR_EMPTY_APIKEY: { kind: 'authentication' },
  AUTH_ERR_APIKEY_NOT_FOUND: {
    kind: 'authentication',
    hint: 'Verify the Auth Key from your CometChat dashboard.',
    v5: 'ERROR_API_KEY_NOT_FOUND',
  },
  AUTH_ERR_NO_ACCESS: { kind: 'permission', hint: 'This key may not do that: use a fullAccess key, from your server.' },
  AUTH_ERR_EMPTY_AUTH_TOKEN: { kind: 'authentication' },
  AUTH_ERR_AUTH_TOKEN_NOT_FOUND: {
    kind: 'authentication',
    hint: 'The token was revoked: get a new one from your server and log in again.',
  },
  ERR_PERMISSION_DENIED: { kind: 'permission' },
  ERR_PLAN_RESTRICTION: { kind: 'permission' },
  ERR_PLAN_QUOTA_RESTRICTION: { kind: 'permission' },
  ERR_SUBSCRIPTION_EXPIRED: { kind: 'permission' },
  ERR_TOO_MANY_REQUESTS: { kind: 'rateLimit', hint: 'Wait retryAfterMs, and send less at once.' },
  ERR_OPERATION_FAILED: { kind: 'server' },
  ERR_MISSION_FAILED: { kind: 'server' },
  ERR_EXCEPTION: { kind: 'server' },
} as const satisfies Record<string, CodeInfo>;

/** A code of the table above. */
export type KnownCode = keyof typeof CODES;

/** A code: one that is known, or whatever newer one the service sends. */
export type ErrorCode = KnownCode | (string & {});

/** What the table says of a code, `undefined` for one it does not know. */
export function codeInfo(code: string): CodeInfo | undefined {
  return Object.hasOwn(CODES, code) ? CODES[code as KnownCode] : undefined;
}
