import type { CometChatException } from '../errors/exception.js';

/** What every hook is told. */
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

/** An answer came. */
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

/** A call failed for good. */
export interface ErrorEvent extends HookEvent {
  /** The error that the call rejects with. */
  readonly error: CometChatException;
  /** Milliseconds since the call began. */
  readonly durationMs: number;
}

/** Something went wrong that no promise tells of. */
export interface WarningEvent {
  /** A sentence that says what went wrong. */
  readonly message: string;
  /** The error behind the warning, if there is one. */
  readonly error?: unknown;
}

/**
 * Functions that are told what happens on the network. They are told neither secrets nor bodies, and nothing they do (throw,
 * reject, take long) changes a call.
 *
 * @example
 * createClient({ appId, region, hooks: { onRetry: ({ operation, waitMs }) => metrics.retry(operation, waitMs) } });
 */
export interface Hooks {
  /** An attempt begins. */
  readonly onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** An answer came. */
  readonly onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** An attempt failed, and another one will follow. */
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined;
  /** A call failed for good. */
  readonly onError?: ((event: ErrorEvent) => unknown) | undefined;
  /** Something went wrong that no promise tells of. */
  readonly onWarning?: ((event: WarningEvent) => unknown) | undefined;
}

/** Calls a hook, which cannot break anything. The event is made only for one that is there. */
export function tell<Name extends keyof Hooks>(
  hooks: Hooks,
  name: Name,
  event: () => Parameters<NonNullable<Hooks[Name]>>[0],
): void {
  try {
    const hook = hooks[name] as ((event: unknown) => unknown) | undefined;
    if (typeof hook !== 'function') return;
    Promise.resolve(hook.call(hooks, Object.freeze(event()))).catch(() => undefined);
  } catch {
    // A hook observes; its own failure is not the call's.
  }
}
