import type { CometChatClient, CometChatException, ErrorKind, User } from '../index.js';

/** How the latest login of a component stands. */
interface LoginProgress {
  /** Whether it is under way. */
  readonly pending: boolean;
  /**
   * Why it failed; `null` while it is under way and when it worked. A login that was overtaken by a later one, or aborted, did not
   * fail: somebody wanted it so.
   */
  readonly error: CometChatException | null;
}

/** What `useLogin` gives. */
export interface UseLogin extends LoginProgress {
  /**
   * As `client.login`, in all its forms. The promise rejects for who awaits it; who does not has no unhandled rejection, because
   * `error` tells it.
   */
  readonly login: CometChatClient['login'];
  /** Forgets the error. A login under way goes on. */
  readonly reset: () => void;
}

const IDLE: LoginProgress = Object.freeze({ pending: false, error: null });

/** Kinds of errors that are somebody's wish. */
const WISHED: readonly ErrorKind[] = ['superseded', 'aborted'];

/** Knows how the latest of one component's logins stands. */
export function trackLogins(client: CometChatClient) {
  const listeners = new Set<() => void>();
  const loginOf: (...args: unknown[]) => Promise<User> = client.login as (...args: unknown[]) => Promise<User>;
  let progress = IDLE;

  function become(next: LoginProgress): void {
    progress = next;
    for (const listener of listeners) listener();
  }

  function login(...args: unknown[]): Promise<User> {
    const mine: LoginProgress = Object.freeze({ pending: true, error: null });
    become(mine);
    const done = loginOf(...args);
    const settle = (error: CometChatException | null) => {
      // An older login has nothing to say any more.
      if (progress === mine) become(error ? Object.freeze({ pending: false, error }) : IDLE);
    };
    done.then(
      () => settle(null),
      (error: CometChatException) => settle(WISHED.includes(error.kind) ? null : error),
    );
    return done;
  }

  return {
    login: login as CometChatClient['login'],
    reset() {
      if (progress.error) become(IDLE);
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => progress,
    getServerSnapshot: () => IDLE,
  };
}
