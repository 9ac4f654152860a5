import type { CometChatException, ErrorKind } from '../index.js';

/** The progress of the latest call of a component. */
export interface CallProgress {
  /** Whether the call is in progress. */
  readonly pending: boolean;
  /**
   * The error of a failed call; `null` while the call is in progress and after a success. If a later login or logout ended the call,
   * or a signal aborted it, the error is `null` too: that was intended.
   */
  readonly error: CometChatException | null;
}

const IDLE: CallProgress = Object.freeze({ pending: false, error: null });

/** The kinds of errors that are intended by the app or the user. */
const INTENDED: readonly ErrorKind[] = ['superseded', 'aborted'];

/** The error to show: `null` if it was intended by the app or the user. */
export function shownError(error: CometChatException): CometChatException | null {
  return INTENDED.includes(error.kind) ? null : error;
}

/** Tracks the latest call of a client's method by one component. */
export function trackCalls<Call extends (...args: never[]) => Promise<unknown>>(method: Call) {
  const listeners = new Set<() => void>();
  let progress = IDLE;

  function setProgress(next: CallProgress): void {
    progress = next;
    for (const listener of listeners) listener();
  }

  function call(...args: Parameters<Call>): Promise<unknown> {
    const mine: CallProgress = Object.freeze({ pending: true, error: null });
    setProgress(mine);
    // An error that the method throws becomes a rejection: the call must not stay pending.
    const done = (async () => method(...args))();
    const finish = (error: CometChatException | null) => {
      // Ignore an older call.
      if (progress === mine) setProgress(error ? Object.freeze({ pending: false, error }) : IDLE);
    };
    done.then(
      () => finish(null),
      (error: CometChatException) => finish(shownError(error)),
    );
    return done;
  }

  return {
    call: call as Call,
    reset() {
      if (progress.error) setProgress(IDLE);
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => progress,
    getServerSnapshot: () => IDLE,
  };
}
