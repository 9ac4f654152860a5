import type { CometChatException } from '../errors/exception.js';

/** The fields that the events of requests, responses, retries and errors share. */
export interface HookEvent {
  /** The public method, such as `createUser`. */
  readonly operation: string;
  /** The method and path of the request, such as `GET /users/{uid}`. */
  readonly endpoint: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** An attempt begins. */
export interface RequestEvent extends HookEvent {
  /** The HTTP method, such as `PUT`. */
  readonly method: string;
}

/** A response has arrived. */
export interface ResponseEvent extends HookEvent {
  /** The HTTP status of the response. */
  readonly status: number;
  /** Milliseconds since the attempt began. */
  readonly durationMs: number;
}

/** An attempt failed and another one will follow. */
export interface RetryEvent extends HookEvent {
  /** The error of the failed attempt. */
  readonly error: CometChatException;
  /** Milliseconds until the next attempt. */
  readonly waitMs: number;
}

/** A request has failed and will not be retried. */
export interface ErrorEvent extends HookEvent {
  /** The error that the request rejects with. */
  readonly error: CometChatException;
  /** Milliseconds since the request began. */
  readonly durationMs: number;
}

/** Something went wrong, and no promise rejects because of it. */
export interface WarningEvent {
  /** A sentence that says what went wrong. */
  readonly message: string;
  /** The error behind the warning, if there is one. */
  readonly error?: unknown;
}

/**
 * Functions that are called at each request, response, retry, error and warning. Their events contain neither secrets nor bodies. A
 * hook that throws, rejects or takes long does not change an operation.
 *
 * @example
 * createClient({ appId, region, hooks: { onRetry: ({ operation, waitMs }) => metrics.retry(operation, waitMs) } });
 */
export interface Hooks {
  /** An attempt begins. */
  readonly onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** A response has arrived. */
  readonly onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** An attempt failed, and another one will follow. */
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined;
  /** A request has failed and will not be retried. */
  readonly onError?: ((event: ErrorEvent) => unknown) | undefined;
  /** Something went wrong, and no promise rejects because of it. */
  readonly onWarning?: ((event: WarningEvent) => unknown) | undefined;
}

/** Calls a hook, if it exists, and ignores its errors. The event is created only if the hook exists. */
export function notify<Name extends keyof Hooks>(
  hooks: Hooks,
  name: Name,
  event: () => Parameters<NonNullable<Hooks[Name]>>[0],
): void {
  try {
    const hook = hooks[name] as ((event: unknown) => unknown) | undefined;
    if (typeof hook !== 'function') return;
    Promise.resolve(hook.call(hooks, Object.freeze(event()))).catch(() => undefined);
  } catch {
    // The error of a hook must not change the operation.
  }
}
