import { useMemo, useSyncExternalStore } from 'react';
import type { CometChatClient } from '../index.js';
import { type CallProgress, trackCalls } from './call-tracker.js';
import { useClientFor } from './provider.js';

/** The result of `useLogin`. */
export interface UseLogin extends CallProgress {
  /**
   * Logs in, with the same arguments as `client.login`. The promise rejects if the login fails. If you do not await it, there is no
   * unhandled rejection: use `error`.
   */
  readonly login: CometChatClient['login'];
  /** Clears the error. A login in progress continues. */
  readonly reset: () => void;
}

/**
 * A login for a form or a button. `login` takes the arguments of `client.login`. The component renders again when a login begins and
 * ends. The functions are the same in every render. Throws an `Error` if there is no provider.
 *
 * Unmounting the component does not abort the login: a form is usually unmounted because its login succeeded, and Strict Mode unmounts
 * every component once. To abort a login, give it a `signal`.
 *
 * @example
 * const { login, pending, error } = useLogin();
 * return (
 *   <>
 *     <button disabled={pending} onClick={() => void login(authToken)}>Log in</button>
 *     {error && <p role="alert">{error.hint ?? error.message}</p>}
 *   </>
 * );
 */
export function useLogin(): UseLogin {
  const { call: login, ...rest } = useCalls('useLogin', 'login');
  return { login, ...rest };
}

/** The result of `useLogout`. */
export interface UseLogout extends CallProgress {
  /** Signs out, as `client.logout`. If you do not await it, there is no unhandled rejection: use `error`. */
  readonly logout: CometChatClient['logout'];
  /** Clears the error. A logout in progress continues. */
  readonly reset: () => void;
}

/**
 * A logout for a button. The user is signed out at once; `pending` then means that the service has not confirmed it yet. The functions
 * are the same in every render. Throws an `Error` if there is no provider.
 *
 * @example
 * const { logout, pending } = useLogout();
 * return <button disabled={pending} onClick={() => void logout()}>Sign out</button>;
 */
export function useLogout(): UseLogout {
  const { call: logout, ...rest } = useCalls('useLogout', 'logout');
  return { logout, ...rest };
}

/** The result of `useUpdateProfile`. */
export interface UseUpdateProfile extends CallProgress {
  /**
   * Updates the signed-in user, as `client.updateCurrentUserDetails`. The promise rejects if the update fails. If you do not await it,
   * there is no unhandled rejection: use `error`.
   */
  readonly updateProfile: CometChatClient['updateCurrentUserDetails'];
  /** Clears the error. An update in progress continues. */
  readonly reset: () => void;
}

/**
 * An update of the signed-in user, for a form. Fields that are wrong are in `error.details`. The functions are the same in every
 * render. Unmounting the component does not abort the update. Throws an `Error` if there is no provider.
 *
 * @example
 * const { updateProfile, pending, error } = useUpdateProfile();
 * return (
 *   <>
 *     <button disabled={pending} onClick={() => void updateProfile({ statusMessage: 'Away' })}>Away</button>
 *     {error && <p role="alert">{error.message}</p>}
 *   </>
 * );
 */
export function useUpdateProfile(): UseUpdateProfile {
  const { call: updateProfile, ...rest } = useCalls('useUpdateProfile', 'updateCurrentUserDetails');
  return { updateProfile, ...rest };
}

function useCalls<Name extends 'login' | 'logout' | 'updateCurrentUserDetails'>(hook: string, name: Name) {
  const client = useClientFor(hook);
  // An external store and not a state, so that `pending` also updates during a transition, such as the action of a form. It does not
  // depend on the method itself: a wrapper of a client may give another function at each access.
  const { call, reset, subscribe, getSnapshot, getServerSnapshot } = useMemo(
    () => trackCalls(((...args: never[]) => (client[name] as Method)(...args)) as CometChatClient[Name]),
    [client, name],
  );
  const progress = useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot);
  return { call, reset, ...progress };
}

type Method = (...args: never[]) => Promise<unknown>;
