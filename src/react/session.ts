import { useSyncExternalStore } from 'react';
import type { CometChatClient, SessionState, User } from '../index.js';
import { useClientFor } from './provider.js';

/**
 * Who is logged in here: `unknown` on a server, while hydrating and until storage was read, then `signedIn` or `signedOut`. The
 * component renders again when that changes, here or in another tab. Throws a sentence where there is no provider.
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
 * The signed-in user, frozen; `null` where nobody is signed in or that is not known yet, which `useCometChatSession` tells apart.
 * `user.clone()` can be changed. Throws a sentence where there is no provider.
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
