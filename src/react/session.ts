import { useSyncExternalStore } from 'react';
import type { CometChatClient, SessionState, User } from '../index.js';
import { useClientFor } from './provider.js';

/**
 * Returns the state of the session: `unknown` on a server, while hydrating and until storage was read; then `signedIn` or `signedOut`. The
 * component renders again when the state changes, here or in another tab. Throws an `Error` if there is no provider.
 *
 * @example
 * const session = useCometChatSession();
 * if (session.status === 'unknown') return <Spinner />;
 * return session.status === 'signedIn' ? <Chat user={session.user} /> : <LoginForm />;
 */
export function useCometChatSession(): SessionState {
  return useSessionOf(useClientFor('useCometChatSession'));
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
  const state = useSessionOf(useClientFor('useCometChatUser'));
  return state.status === 'signedIn' ? state.user : null;
}

function useSessionOf({ session }: CometChatClient): SessionState {
  return useSyncExternalStore(session.subscribe, session.getSnapshot, session.getServerSnapshot);
}
