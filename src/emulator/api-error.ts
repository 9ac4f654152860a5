import type { ErrorCode } from '../errors/codes.js';

/** The problems of each wrong field. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>>;

/** An error response. Its message has the same content as the service's, because the client receives it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;

  constructor(status: number, code: ErrorCode, message: string, details?: ErrorDetails) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The error envelope. Source: the `APIErrorResponse` type of the vendor's Calls SDK v5. */
  toJSON(): object {
    return { error: this.body() };
  }

  /** The content of the envelope. */
  body(): object {
    const { message, code, details } = this;
    return { message, devMessage: message, source: 'chat-api', code, details };
  }

  /** The problems of all fields on one line, or the message if there are none. */
  inOneLine(): string {
    return (
      Object.values(this.details ?? {})
        .flat()
        .join(' ') || this.message
    );
  }

  /** One failure in a response that is a success as a whole. `error` has the same form as in an import. */
  toFailure(): object {
    return { success: false, message: this.message, error: this.body() };
  }
}

/** The body, query or path is not valid. */
export function badRequest(details: ErrorDetails): ApiError {
  return new ApiError(400, 'ERR_BAD_REQUEST', 'The data sent with the request is not valid.', details);
}

/** The app id is not valid, or the app does not exist. A hostile id may be very long: only its start is shown. */
export function invalidAppId(appId: string): ApiError {
  return new ApiError(
    401,
    'AUTH_ERR_INVALID_APPID',
    `The app id ${appId.slice(0, 100)} does not exist in this region.`,
  );
}

/** The user does not exist or is deactivated. The service does not distinguish the two. */
export function uidNotFound(uid: string): ApiError {
  return new ApiError(404, 'ERR_UID_NOT_FOUND', `The uid ${uid} was not found. Create the user first.`);
}

export function uidAlreadyExists(uid: string): ApiError {
  const message = `The uid ${uid} already exists. Use another, or delete that user permanently first.`;
  return new ApiError(400, 'ERR_UID_ALREADY_EXISTS', message);
}

/** The `users` of an import are not keyed by uid. */
export function invalidImport(): ApiError {
  return new ApiError(
    400,
    'ERR_IMPORT_INVALID_USER_FORMAT',
    'The users must be an object that has each user under its uid.',
  );
}

/** No user has the auth token in the path. */
export function authTokenNotFound(authToken: string): ApiError {
  return new ApiError(404, 'ERR_AUTH_TOKEN_NOT_FOUND', `The auth token ${authToken} was not found.`);
}

/**
 * The auth token in the path belongs to another user. Source:
 * [error guide](https://www.cometchat.com/docs/articles/error-guide).
 */
export function authTokenNotAccessible(authToken: string, uid: string): ApiError {
  const message = `The auth token ${authToken} does not belong to the user ${uid}.`;
  return new ApiError(403, 'ERR_AUTHTOKEN_NOT_ACCESSIBLE', message);
}

/** The app does not have the API key in the path. */
export function apiKeyNotFound(apiKey: string): ApiError {
  return new ApiError(404, 'ERR_APIKEY_NOT_FOUND', `The API key ${apiKey} was not found.`);
}

/** A key tries to change or delete itself. */
export function noSelfAction(): ApiError {
  return new ApiError(403, 'ERR_APIKEY_NO_SELF_ACTION', 'An API key cannot change or delete itself. Use another.');
}

export function roleAlreadyExists(role: string): ApiError {
  return new ApiError(400, 'ERR_ROLE_ALREADY_EXISTS', `The role ${role} already exists. Use another.`);
}

export function roleDeleteDenied(role: string): ApiError {
  return new ApiError(403, 'ERR_ROLE_DELETE_DENIED', `The role ${role} is the default one and cannot be deleted.`);
}

export function roleNotFound(role: string): ApiError {
  return new ApiError(404, 'ERR_ROLE_NOT_FOUND', `The role ${role} was not found. Create the role first.`);
}

/** The role of the user does not permit the request. */
export function permissionDenied(what: string): ApiError {
  return new ApiError(403, 'ERR_PERMISSION_DENIED', `The role of the user does not permit this (${what}).`);
}

export function cannotBlockSelf(): ApiError {
  return new ApiError(403, 'ERR_CANNOT_BLOCK_SELF', 'A user cannot block itself.');
}

export function cannotBefriendSelf(): ApiError {
  return new ApiError(403, 'ERR_CANNOT_FORM_SELF_RELATION', 'A user cannot be its own friend.');
}

export function alreadyFriend(one: string, other: string): ApiError {
  return new ApiError(400, 'ERR_ALREADY_FRIEND', `The users ${one} and ${other} are already friends.`);
}

export function notAFriend(one: string, other: string): ApiError {
  return new ApiError(400, 'ERR_NOT_A_FRIEND', `The users ${one} and ${other} are not friends.`);
}

export function tooManyFriends(uid: string, max: number): ApiError {
  return new ApiError(400, 'ERR_FAILED_TO_ADD_FRIEND', `The user ${uid} has ${max} friends. That is the limit.`);
}

/**
 * The app has made too many requests in this minute. Source:
 * [rate limits](https://www.cometchat.com/docs/articles/rate-limits).
 */
export function tooManyRequests(limit: number, seconds: number): ApiError {
  const message = `The app may make ${limit} requests of this kind in a minute. Try again in ${seconds} seconds.`;
  return new ApiError(429, 'ERR_TOO_MANY_REQUESTS', message);
}

/** Two users have not exchanged a message yet. */
export function conversationNotFound(uid: string): ApiError {
  return new ApiError(404, 'ERR_CONVERSATION_NOT_FOUND', `There is no conversation with the user ${uid}.`);
}

export function guidNotFound(guid: string): ApiError {
  return new ApiError(404, 'ERR_GUID_NOT_FOUND', `The group ${guid} was not found.`);
}

/** The service does this, but the emulator does not. The code is the emulator's own. */
export function notInEmulator(what: string): ApiError {
  const message = `${what} are not in the emulator, which has users and logins. Use an app at CometChat to try them.`;
  return new ApiError(501, 'ERR_NOT_IN_EMULATOR', message);
}

/** No route has this path, or this method for the path. */
export function apiNotFound(method: string, path: string): ApiError {
  return new ApiError(404, 'ERR_API_NOT_FOUND', `The API has no ${method} ${path}. Check the path and the method.`);
}

export function invalidApiVersion(version: string): ApiError {
  return new ApiError(400, 'ERR_INVALID_API_VERSION', `The API version ${version} does not exist. Use v3.`);
}

/** A bug in the emulator itself. */
export function unexpected(cause: unknown): ApiError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new ApiError(500, 'ERR_EXCEPTION', `The emulator failed because of a bug. ${reason}`);
}
