import type { ErrorCode } from '../../errors/codes.js';

/** What the service reports of each field that is wrong. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>>;

/** An answer that is an error. Its text goes to the caller, so it says what the service would. */
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

  /** What is within the envelope. */
  body(): object {
    const { message, code, details } = this;
    return { message, devMessage: message, source: 'chat-api', code, details };
  }

  /** As one of many things in an answer that is a success as a whole: `error` is as in an import. */
  toFailure(): object {
    return { success: false, message: this.message, error: this.body() };
  }
}

/** A body, query or path that does not fit. */
export function badRequest(details: ErrorDetails): ApiError {
  return new ApiError(400, 'ERR_BAD_REQUEST', 'The data sent with the request is not valid.', details);
}

/** An app that cannot exist, or that does not exist yet. */
export function invalidAppId(appId: string): ApiError {
  return new ApiError(401, 'AUTH_ERR_INVALID_APPID', `The app id ${appId} does not exist in this region.`);
}

/** No such user, or a deactivated one: the service does not tell which. */
export function uidNotFound(uid: string): ApiError {
  return new ApiError(404, 'ERR_UID_NOT_FOUND', `The uid ${uid} was not found. Create the user first.`);
}

export function uidAlreadyExists(uid: string): ApiError {
  const message = `The uid ${uid} already exists. Use another, or delete that user permanently first.`;
  return new ApiError(400, 'ERR_UID_ALREADY_EXISTS', message);
}

/** An import whose `users` are not keyed by uid. */
export function invalidImport(): ApiError {
  return new ApiError(400, 'ERR_IMPORT_INVALID_USER_FORMAT', 'The users must be an object, each user under its uid.');
}

/** An auth token in the path that nobody has. */
export function authTokenNotFound(authToken: string): ApiError {
  return new ApiError(404, 'ERR_AUTH_TOKEN_NOT_FOUND', `The auth token ${authToken} was not found.`);
}

/** An auth token in the path that is another user's. Source: [error guide](https://www.cometchat.com/docs/articles/error-guide). */
export function authTokenNotAccessible(authToken: string, uid: string): ApiError {
  const message = `The auth token ${authToken} is not one of the user ${uid}.`;
  return new ApiError(403, 'ERR_AUTHTOKEN_NOT_ACCESSIBLE', message);
}

/** An API key in the path that the app does not have. */
export function apiKeyNotFound(apiKey: string): ApiError {
  return new ApiError(404, 'ERR_APIKEY_NOT_FOUND', `The API key ${apiKey} was not found.`);
}

/** A key that would change or delete itself. */
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

/** What the role of a user keeps it from. */
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
  return new ApiError(400, 'ERR_ALREADY_FRIEND', `The users ${one} and ${other} are friends already.`);
}

export function notAFriend(one: string, other: string): ApiError {
  return new ApiError(400, 'ERR_NOT_A_FRIEND', `The users ${one} and ${other} are no friends.`);
}

export function tooManyFriends(uid: string, max: number): ApiError {
  return new ApiError(400, 'ERR_FAILED_TO_ADD_FRIEND', `The user ${uid} has ${max} friends, which is the most.`);
}

/** More requests than an app may make in a minute. Source: [rate limits](https://www.cometchat.com/docs/articles/rate-limits). */
export function tooManyRequests(limit: number, seconds: number): ApiError {
  const message = `The app may make ${limit} requests of this kind in a minute. Try again in ${seconds} seconds.`;
  return new ApiError(429, 'ERR_TOO_MANY_REQUESTS', message);
}

/** An unknown path, or a method that the path does not have. */
export function apiNotFound(method: string, path: string): ApiError {
  return new ApiError(404, 'ERR_API_NOT_FOUND', `There is no ${method} ${path}. Check the path and the method.`);
}

export function invalidApiVersion(version: string): ApiError {
  return new ApiError(400, 'ERR_INVALID_API_VERSION', `The API version ${version} does not exist. Use v3.`);
}

/** A fault of the emulator itself. */
export function unexpected(cause: unknown): ApiError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new ApiError(500, 'ERR_EXCEPTION', `The emulator failed, which is a bug of it. ${reason}`);
}
