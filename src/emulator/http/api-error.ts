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
    const { message, code, details } = this;
    return { error: { message, devMessage: message, source: 'chat-api', code, details } };
  }
}

/** A body, query or path that does not fit. */
export function badRequest(details: ErrorDetails): ApiError {
  return new ApiError(400, 'ERR_BAD_REQUEST', 'The data sent with the request is not valid.', details);
}

/** No such user, or a deactivated one: the service does not tell which. */
export function uidNotFound(uid: string): ApiError {
  return new ApiError(404, 'ERR_UID_NOT_FOUND', `The uid ${uid} was not found. Create the user first.`);
}

export function uidAlreadyExists(uid: string): ApiError {
  const message = `The uid ${uid} already exists. Use another, or delete that user permanently first.`;
  return new ApiError(400, 'ERR_UID_ALREADY_EXISTS', message);
}

/** An auth token in the path that the user in the path does not have. */
export function authTokenNotFound(authToken: string): ApiError {
  return new ApiError(404, 'ERR_AUTH_TOKEN_NOT_FOUND', `The auth token ${authToken} was not found.`);
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
