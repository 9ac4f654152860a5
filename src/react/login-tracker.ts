import type { CometChatClient, CometChatException, ErrorKind, User } from '../index.js';

/** The progress of the latest login of a component. */
interface LoginProgress {
  /** Whether the login is in progress. */
  readonly pending: boolean;
  /**
   * The error of a failed login; `null` while the login is in progress and after a success. If a later login or logout ended the login,
   * or a signal aborted it, the error is `null` too: that was intended.
   */
  readonly error: CometChatException | null;
}

/** The result of `useLogin`. */
export interface UseLogin extends LoginProgress {
  /**
   * Logs in, with the same arguments as `client.login`. The promise rejects if the login fails. If you do not await it, there is no
   * unhandled rejection: use `error`.
   */
  readonly login: CometChatClient['login'];
  /** Clears the error. A login in progress continues. */
  readonly reset: () => void;
}

const IDLE: LoginProgress = Object.freeze({ pending: false, error: null });

/** The kinds of errors that are intended by the app or the user. */
const INTENDED: readonly ErrorKind[] = ['superseded', 'aborted'];

/** Tracks the latest login of one component. */
export function trackLogins(client: CometChatClient) {
  const listeners = new Set<() => void>();
  const loginOf: (...args: unknown[]) => Promise<User> = client.login as (...args: unknown[]) => Promise<User>;
  let progress = IDLE;

  function setProgress(next: LoginProgress): void {
    progress = next;
    for (const listener of listeners) listener();
  }

  function login(...args: unknown[]): Promise<User> {
    const mine: LoginProgress = Object.freeze({ pending: true, error: null });
    setProgress(mine);
    const done = loginOf(...args);
    const finish = (error: CometChatException | null) => {
      // Ignore an older login.
      if (progress === mine) setProgress(error ? Object.freeze({ pending: false, error }) : IDLE);
    };
    done.then(
      () => finish(null),
      (error: CometChatException) => finish(INTENDED.includes(error.kind) ? null : error),
    );
    return done;
  }

  return {
    login: login as CometChatClient['login'],
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
