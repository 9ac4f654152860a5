import { codeInfo, type ErrorCode, type ErrorKind, V5_CODES } from './codes.js';

/** Error messages by field. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>>;

/** The properties of a new exception. Only the code is required. */
export interface ExceptionInit {
  /** The code. It decides the kind and the hint, unless you give these. */
  readonly code: ErrorCode;
  /** The message. Default: the hint of the code, or else the code. */
  readonly message?: string | undefined;
  /** The kind. Default: the kind of the code, or else the kind of the HTTP status. */
  readonly kind?: ErrorKind | undefined;
  /** All messages, by field. */
  readonly details?: ErrorDetails | undefined;
  /** The HTTP status of the response. */
  readonly status?: number | undefined;
  /** The name of the method that failed, such as `createUser`. */
  readonly operation?: string | undefined;
  /** The method and path of the HTTP exchange that failed, such as `GET /users/{uid}`. */
  readonly endpoint?: string | undefined;
  /** The number of HTTP requests that were sent. */
  readonly attempts?: number | undefined;
  /** Milliseconds to wait before a retry. */
  readonly retryAfterMs?: number | undefined;
  /** A sentence about how to solve the problem. Default: the hint of the code. */
  readonly hint?: string | undefined;
  /** The code in the vendor's Calls SDK v5. Default: derived from `code`. */
  readonly errorCode?: string | undefined;
  /** The error that caused this one. */
  readonly cause?: unknown;
}

/** An exception as JSON: its own fields, with name and message. */
export type ExceptionJSON = {
  /** Always `CometChatException`. */
  name: string;
  /** The message of the exception. */
  message: string;
} & Pick<
  CometChatException,
  | 'code'
  | 'kind'
  | 'details'
  | 'status'
  | 'operation'
  | 'endpoint'
  | 'attempts'
  | 'retryAfterMs'
  | 'hint'
  | 'retryable'
  | 'errorCode'
>;

const BRAND = Symbol.for('cometchat-users.exception');

const RETRYABLE: readonly ErrorKind[] = ['network', 'timeout', 'rateLimit', 'server'];

/**
 * The error class of this package: its functions throw and reject with it only. Branch on `kind`, or on `code` for a single error. An
 * exception never contains a credential.
 *
 * @example
 * try {
 *   await CometChat.login(authToken);
 * } catch (error) {
 *   if (isCometChatException(error) && error.kind === 'authentication') askForANewToken();
 *   else throw error;
 * }
 */
export class CometChatException extends Error {
  /** Always `CometChatException`. */
  override readonly name: string = 'CometChatException';
  /** The code, from the service or from this package. With several issues, the code of the first one. */
  readonly code: ErrorCode;
  /** The kind of the error: one of thirteen words. */
  readonly kind: ErrorKind;
  /** All messages, by field. */
  declare readonly details?: ErrorDetails;
  /** The HTTP status. Absent if there was no response. */
  declare readonly status?: number;
  /** The public method that failed, such as `createUser`. */
  declare readonly operation?: string;
  /** The method and path of the HTTP exchange that failed, such as `GET /users/{uid}`. Absent if no exchange failed. */
  declare readonly endpoint?: string;
  /** The number of HTTP exchanges that have begun. */
  declare readonly attempts?: number;
  /** Milliseconds to wait before a retry, if the service sent this. */
  declare readonly retryAfterMs?: number;
  /** A sentence about how to solve the problem. */
  declare readonly hint?: string;
  /** Whether the same operation may succeed later without changes. */
  readonly retryable: boolean;
  /** The code of the vendor's Calls SDK v5 for this error. */
  readonly errorCode: string;

  constructor(given: ExceptionInit) {
    const init = readInit(given);
    const info = codeInfo(init.code);
    super(init.message || info?.hint || init.code, 'cause' in init ? { cause: init.cause } : undefined);
    this.code = init.code;
    this.kind = init.kind ?? info?.kind ?? kindOfStatus(init.status);
    this.retryable = RETRYABLE.includes(this.kind);
    this.errorCode = init.errorCode ?? V5_CODES.get(init.code) ?? init.code;
    const { details, status, operation, endpoint, attempts, retryAfterMs, hint = info?.hint || undefined } = init;
    Object.assign(this, defined({ details, status, operation, endpoint, attempts, retryAfterMs, hint }));
    Object.defineProperty(this, BRAND, { value: true });
    Object.defineProperty(this, 'name', { enumerable: false });
  }

  /** The message. The vendor's Calls SDK v5 uses this name. */
  get errorDescription(): string {
    return this.message;
  }

  /** Returns all properties except stack and cause, for a log or an error tracker. */
  toJSON(): ExceptionJSON {
    const { name, message } = this;
    return Object.assign({ name, message }, this);
  }
}

/**
 * Whether a value is a `CometChatException`, of this copy of the package or another one.
 *
 * @example
 * if (isCometChatException(error) && error.retryable) setTimeout(again, error.retryAfterMs ?? 5_000);
 */
export function isCometChatException(error: unknown): error is CometChatException {
  try {
    return typeof error === 'object' && error !== null && BRAND in error;
  } catch {
    // A revoked proxy throws.
    return false;
  }
}

/**
 * Converts an error to a `CometChatException`. An error that is not one comes from reading the caller's argument: a getter that throws,
 * or a revoked proxy. A `CometChatException` is returned unchanged.
 */
export function asException(error: unknown, operation?: string): CometChatException {
  if (isCometChatException(error)) return error;
  const message = 'An argument cannot be read: reading it throws an error.';
  return new CometChatException({ code: 'INVALID_PARAMETER', kind: 'validation', message, operation, cause: error });
}

/** Copies an exception and changes some properties. It does not change the original, which several operations may share. */
export function amend(error: CometChatException, more: Partial<ExceptionInit>): CometChatException {
  const { cause } = error;
  return new CometChatException({ ...error.toJSON(), ...(cause !== undefined && { cause }), ...more });
}

/** Reads the properties of a new exception. It never throws: properties that cannot be read or are not texts are left out. */
function readInit(given: ExceptionInit): ExceptionInit {
  try {
    const init = { ...given };
    for (const field of ['message', 'hint', 'operation', 'endpoint', 'errorCode', 'kind'] as const)
      if (typeof init[field] !== 'string') delete init[field];
    return typeof init.code === 'string' && init.code ? init : { ...init, code: 'UNKNOWN' };
  } catch {
    return { code: 'UNKNOWN' };
  }
}

/** The kind of an error whose code is not in the table. */
function kindOfStatus(status = 0): ErrorKind {
  if (status >= 500) return 'server';
  return KIND_OF_STATUS[status] ?? (status >= 400 ? 'validation' : 'badResponse');
}

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  408: 'timeout',
  401: 'authentication',
  403: 'permission',
  404: 'notFound',
  409: 'conflict',
  429: 'rateLimit',
};

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
