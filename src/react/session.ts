import {
  createElement,
  Fragment,
  type ReactElement,
  type ReactNode,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { CometChatClient, SessionSource, SessionState, SignedOutReason, User } from '../index.js';
import { useClientFor } from './provider.js';

/** The session, as `useCometChatSession` gives it: the state of `client.session`, with fields for the usual questions. */
export type CometChatSession =
  | {
      /** `unknown` until storage was read; then `signedOut` or `signedIn`. */
      readonly status: 'unknown';
      /** Whether it is known if a user is signed in: false on a server, while hydrating and until storage was read. */
      readonly isLoaded: false;
      /** Whether a user is signed in. */
      readonly isSignedIn: false;
      /** The signed-in user, or `null`. It is frozen: change a `clone()`. */
      readonly user: null;
    }
  | {
      /** `unknown` until storage was read; then `signedOut` or `signedIn`. */
      readonly status: 'signedOut';
      /** Why no user is signed in. */
      readonly reason: SignedOutReason;
      /** Whether it is known if a user is signed in: false on a server, while hydrating and until storage was read. */
      readonly isLoaded: true;
      /** Whether a user is signed in. */
      readonly isSignedIn: false;
      /** The signed-in user, or `null`. It is frozen: change a `clone()`. */
      readonly user: null;
    }
  | {
      /** `unknown` until storage was read; then `signedOut` or `signedIn`. */
      readonly status: 'signedIn';
      /** Where the session comes from: a login here, storage, or another tab. */
      readonly source: SessionSource;
      /** Whether it is known if a user is signed in: false on a server, while hydrating and until storage was read. */
      readonly isLoaded: true;
      /** Whether a user is signed in. */
      readonly isSignedIn: true;
      /** The signed-in user, or `null`. It is frozen: change a `clone()`. */
      readonly user: User;
    };

/**
 * Returns the session: `unknown` on a server, while hydrating and until storage was read; then `signedIn` or `signedOut`. The
 * component renders again when it changes, here or in another tab. The object stays the same until then. Throws an `Error` if there is
 * no provider.
 *
 * @example
 * const { isLoaded, isSignedIn, user } = useCometChatSession();
 * if (!isLoaded) return <Spinner />;
 * return isSignedIn ? <Chat user={user} /> : <LoginForm />;
 */
export function useCometChatSession(): CometChatSession {
  const state = useStateOf(useClientFor('useCometChatSession'));
  return useMemo(() => sessionOf(state), [state]);
}

/**
 * Returns the signed-in user; `null` if no user is signed in or the state is not known yet. `useCometChatSession` distinguishes these
 * two. The user is frozen: change a `user.clone()`. Throws an `Error` if there is no provider.
 *
 * @example
 * const user = useCometChatUser();
 * return <p>{user ? `Hello ${user.name}` : 'Hello'}</p>;
 */
export function useCometChatUser(): User | null {
  const state = useStateOf(useClientFor('useCometChatUser'));
  return state.status === 'signedIn' ? state.user : null;
}

/**
 * Renders its children while a user is signed in. If another user signs in, or the provider gets another client, the children are mounted
 * anew: no state of one user reaches the next. Throws an `Error` if there is no provider.
 *
 * @example
 * <SignedIn><Chat /></SignedIn>
 */
export function SignedIn({
  children,
}: {
  /** Rendered while a user is signed in. */
  readonly children?: ReactNode;
}): ReactElement | null {
  const client = useClientFor('SignedIn');
  const state = useStateOf(client);
  const generation = useGeneration(client);
  return state.status === 'signedIn'
    ? createElement(Fragment, { key: `${generation} ${state.user.uid}` }, children)
    : null;
}

/**
 * Renders its children while no user is signed in. It renders nothing until that is known, so that a login form does not appear for a
 * moment after a reload. Throws an `Error` if there is no provider.
 *
 * @example
 * <SignedOut><LoginForm /></SignedOut>
 */
export function SignedOut({
  children,
}: {
  /** Rendered while no user is signed in. */
  readonly children?: ReactNode;
}): ReactElement | null {
  const state = useStateOf(useClientFor('SignedOut'));
  return state.status === 'signedOut' ? createElement(Fragment, null, children) : null;
}

/** Counts the clients that a component has had: the same uid is another user for another client. */
function useGeneration(client: CometChatClient): number {
  const [latest, setLatest] = useState({ client, count: 0 });
  if (latest.client !== client) setLatest({ client, count: latest.count + 1 });
  return latest.count;
}

/** @internal The state of a client's session. */
export function useStateOf({ session }: CometChatClient): SessionState {
  return useSyncExternalStore(session.subscribe, session.getSnapshot, session.getServerSnapshot);
}

function sessionOf(state: SessionState): CometChatSession {
  switch (state.status) {
    case 'signedIn':
      return { ...state, isLoaded: true, isSignedIn: true };
    case 'signedOut':
      return { ...state, isLoaded: true, isSignedIn: false, user: null };
    default:
      return { ...state, isLoaded: false, isSignedIn: false, user: null };
  }
}
