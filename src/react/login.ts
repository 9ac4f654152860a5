import { useMemo, useSyncExternalStore } from 'react';
import { trackLogins, type UseLogin } from './login-tracker.js';
import { useClientFor } from './provider.js';

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
  const client = useClientFor('useLogin');
  // An external store and not a state, so that `pending` also updates during a transition, such as the action of a form.
  const tracker = useMemo(() => trackLogins(client), [client]);
  const progress = useSyncExternalStore(tracker.subscribe, tracker.getSnapshot, tracker.getServerSnapshot);
  return { login: tracker.login, reset: tracker.reset, ...progress };
}
