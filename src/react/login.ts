import { useMemo, useSyncExternalStore } from 'react';
import { trackLogins, type UseLogin } from './login-tracker.js';
import { useClientFor } from './provider.js';

/**
 * A login for a form or a button: `login` takes what `client.login` takes, and the component renders again when it begins and
 * ends. The functions stay the same from render to render. Throws a sentence where there is no provider.
 *
 * A component that is unmounted cancels nothing: a form usually goes away because its login worked, and Strict Mode unmounts
 * every component once. Give a `signal` to a login that may be given up.
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
  // A store and not a state, so that `pending` is seen within a transition, too, which a form's action is.
  const tracker = useMemo(() => trackLogins(client), [client]);
  const progress = useSyncExternalStore(tracker.subscribe, tracker.getSnapshot, tracker.getServerSnapshot);
  return { login: tracker.login, reset: tracker.reset, ...progress };
}
