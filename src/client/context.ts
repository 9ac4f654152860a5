import { CometChatException } from '../errors/exception.js';
import type { Current, SessionStore } from '../session/store.js';
import type { CallKind, CallOptions } from '../transport/call-options.js';
import type { Deadline } from '../transport/deadline.js';
import type { Transport } from '../transport/endpoint.js';
import { runOperation } from '../transport/operation.js';
import type { TokenProvider } from './token-provider.js';

/** What a client's methods share. */
export interface ClientContext {
  readonly transport: Transport;
  readonly store: SessionStore;
  /** Resolves when the first read of storage ended. */
  readonly ready: Promise<unknown>;
  readonly tokenProvider: TokenProvider | undefined;
  /** What a login says of this device. */
  readonly device: object;
  /** Milliseconds for an operation. */
  readonly timeout: number;
  /** Aborted when the client is disposed. */
  readonly disposed: AbortSignal;
  readonly warn: (message: string, error?: unknown) => void;
}

/** Runs an operation. It also ends when the client is disposed, or by `other`. */
export function perform<T>(
  { timeout, disposed }: ClientContext,
  call: CallKind,
  given: CallOptions | null | undefined,
  work: (deadline: Deadline) => Promise<T>,
  other?: AbortSignal,
): Promise<T> {
  return runOperation(call, given, timeout, work, disposed, other);
}

/** Waits for the first read of storage; throws if the call is over by then. */
export async function untilReady({ ready }: ClientContext, deadline: Deadline): Promise<void> {
  await ready;
  if (deadline.reason) throw deadline.reason;
}

/** Who is signed in; throws where nobody is. */
export function currentOf({ store }: ClientContext): Current {
  const current = store.getCurrent();
  if (!current) throw new CometChatException({ code: 'USER_NOT_LOGED_IN' });
  return current;
}
