import { amend, CometChatException, isCometChatException } from '../errors/exception.js';
import type { Current, SessionStore } from '../session/store.js';
import { type Deadline, startDeadline } from '../transport/deadline.js';
import type { Transport } from '../transport/http.js';
import { type CallOptions, checkCallOptions } from './options.js';
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
  /** Milliseconds for a whole call. */
  readonly totalTimeout: number;
  /** Aborted when the client is disposed. */
  readonly disposed: AbortSignal;
  readonly warn: (message: string, error?: unknown) => void;
}

/**
 * Runs a call: whatever happens inside, it settles by its deadline, by the caller's signal, by `other`, or by the client's end.
 * A synchronous throw of `work` rejects, too.
 */
export async function perform<T>(
  context: ClientContext,
  name: string,
  given: CallOptions | null | undefined,
  work: (deadline: Deadline) => Promise<T>,
  other?: AbortSignal,
): Promise<T> {
  const options = given ?? {};
  checkCallOptions(options);
  const { totalTimeout, disposed } = context;
  const deadline = startDeadline(options.timeout ?? totalTimeout, name, disposed, other, options.signal);
  try {
    // A call that was over before it began sends nothing.
    if (deadline.signal.aborted) throw deadline.signal.reason;
    return await deadline.race(work(deadline));
  } catch (error) {
    throw isCometChatException(error) && !error.operation
      ? amend(error, { operation: name, attempts: deadline.attempts })
      : error;
  } finally {
    deadline.end();
  }
}

/** Waits for the first read of storage; throws if the call is over by then. */
export async function untilReady({ ready }: ClientContext, { signal }: Deadline): Promise<void> {
  await ready;
  if (signal.aborted) throw signal.reason;
}

/** Who is signed in; throws where nobody is. */
export function currentOf({ store }: ClientContext): Current {
  const current = store.getCurrent();
  if (!current) throw new CometChatException({ code: 'USER_NOT_LOGED_IN' });
  return current;
}
