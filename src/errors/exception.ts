import { codeInfo, type ErrorCode, type ErrorKind, V5_CODES } from './codes.js';

/** Messages keyed by the field they are about. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>>;

/** What an exception is made of; only the code must be given. */
export interface ExceptionInit {
  /** The code. It decides the kind and the hint, if these are not given. */
  readonly code: ErrorCode;
  /** The message. Default: the hint of the code, or else the code. */
  readonly message?: string | undefined;
  /** The kind. Default: the kind of the code, or else of the HTTP status. */
  readonly kind?: ErrorKind | undefined;
  /** Every message, keyed by field. */
  readonly details?: ErrorDetails | undefined;
  /** The HTTP status of the response. */
  readonly status?: number | undefined;
  /** The name of the method that failed, such as `createUser`. */
  readonly operation?: string | undefined;
  /** The method and path of the exchange that failed, such as `GET /users/{uid}`. */
  readonly endpoint?: string | undefined;
  /** The number of HTTP requests that were sent. */
  readonly attempts?: number | undefined;
  /** Milliseconds to wait before the next try. */
  readonly retryAfterMs?: number | undefined;
  /** A sentence that says what to do next. Default: the hint of the code. */
  readonly hint?: string | undefined;
  /** The code in the vendor's Calls SDK v5. Default: derived from `code`. */
  readonly errorCode?: string | undefined;
  /** The error behind this one. */
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
 * Everything this package rejects with. It is an `Error`; branch on `kind`, or on `code` where you need to be exact.
 * No credential is ever part of it.
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
  /** The service's own code, or one of this package; where there are several issues, the first one's. */
  readonly code: ErrorCode;
  /** What went wrong, in one of thirteen words. */
  readonly kind: ErrorKind;
  /** Every message, keyed by field. */
  declare readonly details?: ErrorDetails;
  /** The HTTP status, where an answer came. */
  declare readonly status?: number;
  /** The public method that failed, such as `createUser`. */
  declare readonly operation?: string;
  /** The method and path of the HTTP exchange that failed, such as `GET /users/{uid}`. Absent if no exchange failed. */
  declare readonly endpoint?: string;
  /** HTTP exchanges that were begun. */
  declare readonly attempts?: number;
  /** Milliseconds to wait before the next try, where the service said so. */
  declare readonly retryAfterMs?: number;
  /** What to do next, in a sentence. */
  declare readonly hint?: string;
  /** Whether the same call may work later, unchanged. */
  readonly retryable: boolean;
  /** The code in the words of the vendor's Calls SDK v5. */
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

  /** The message, under the name that the vendor's Calls SDK v5 uses. */
  get errorDescription(): string {
    return this.message;
  }

  /** Everything but stack and cause, for a log or a tracker. */
  toJSON(): ExceptionJSON {
    const { name, message } = this;
    return Object.assign({ name, message }, this);
  }
}

/**
 * Whether this is a `CometChatException`, also one of another copy of this package.
 *
 * @example
 * if (isCometChatException(error) && error.retryable) setTimeout(again, error.retryAfterMs ?? 5_000);
 */
export function isCometChatException(error: unknown): error is CometChatException {
  try {
    return typeof error === 'object' && error !== null && BRAND in error;
  } catch {
    // A proxy that cannot be looked at.
    return false;
  }
}

/**
 * The exception for an error that is not ours. Such an error comes from reading an argument of the caller's: a getter that throws,
 * a proxy that was revoked. An exception of ours stays as it is.
 */
export function asException(error: unknown, operation?: string): CometChatException {
  if (isCometChatException(error)) return error;
  const message = 'An argument cannot be read: reading it throws an error.';
  return new CometChatException({ code: 'INVALID_PARAMETER', kind: 'validation', message, operation, cause: error });
}

/** The same exception with more said of it. A copy: one exception may be the reason of several calls' ends. */
export function amend(error: CometChatException, more: Partial<ExceptionInit>): CometChatException {
  const { cause } = error;
  return new CometChatException({ ...error.toJSON(), ...(cause !== undefined && { cause }), ...more });
}

/** What an exception is made of. An exception never fails to be made: what cannot be read or is no text is left out. */
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

/** The kind of a code that the table does not know. */
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
