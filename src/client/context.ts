import { CometChatException } from '../errors/exception.js';
import type { Current } from '../session/state.js';
import type { SessionStore } from '../session/store.js';
import type { CallOptions, OperationKind } from '../transport/call-options.js';
import type { Deadline } from '../transport/deadline.js';
import type { Transport } from '../transport/endpoint.js';
import { runOperation } from '../transport/operation.js';
import type { TokenProvider } from './token-provider.js';

/** The parts that a client's methods share. */
export interface ClientContext {
  readonly transport: Transport;
  readonly store: SessionStore;
  /** Resolves when the first read of storage has ended. */
  readonly ready: Promise<unknown>;
  readonly tokenProvider: TokenProvider | undefined;
  /** The body of a login request: it describes this device. */
  readonly device: object;
  /** Milliseconds for an operation. */
  readonly timeout: number;
  /** Aborted when the client is disposed. */
  readonly disposed: AbortSignal;
  readonly warn: (message: string, error?: unknown) => void;
  /** Runs `work` while no other tab runs work with this name. `hasWaited`: another tab has just done such work. */
  alone<T>(name: string, signal: AbortSignal, work: (hasWaited: boolean) => Promise<T>): Promise<T>;
  /** Removes the session that the vendor's SDK stored, if it has this token and the client adopts such sessions. */
  forgetVendorSession(authToken: string): Promise<void>;
}

/** Runs an operation. It also ends when the client is disposed, or when `other` is aborted. */
export function perform<T>(
  { timeout, disposed }: ClientContext,
  kind: OperationKind,
  given: CallOptions | null | undefined,
  work: (deadline: Deadline) => Promise<T>,
  other?: AbortSignal,
): Promise<T> {
  return runOperation(kind, given, timeout, work, disposed, other);
}

/** Waits for the first read of storage. Throws if the operation is over by then. */
export async function untilReady({ ready }: ClientContext, deadline: Deadline): Promise<void> {
  await ready;
  if (deadline.reason) throw deadline.reason;
}

/** The current session. Throws `USER_NOT_LOGED_IN` if there is none. */
export function currentOf({ store }: ClientContext): Current {
  const current = store.getCurrent();
  if (!current) throw new CometChatException({ code: 'USER_NOT_LOGED_IN' });
  return current;
}
