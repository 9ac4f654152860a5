import { useCometChatClient, useCometChatSession, useCometChatUser, useLogin } from 'cometchat-users/react';
import { startTransition, useEffect, useState } from 'react';

/** The elements that the tests read and press. A server renders it too. */
export function App({ authKey }: { authKey: string }) {
  const client = useCometChatClient();
  const session = useCometChatSession();
  const user = useCometChatUser();
  const [isFormShown, setFormShown] = useState(true);
  return (
    <main>
      <output aria-label="status">{session.status}</output>
      <output aria-label="name">{user?.name ?? 'nobody'}</output>
      <output aria-label="source">{session.status === 'signedIn' ? session.source : '-'}</output>
      <button type="button" onClick={() => void client.logout()}>
        Log out
      </button>
      <button type="button" onClick={() => void client.updateCurrentUserDetails({ name: 'Kevin F.' })}>
        Rename
      </button>
      <button type="button" onClick={() => setFormShown(false)}>
        Hide
      </button>
      {isFormShown && <Form authKey={authKey} />}
    </main>
  );
}

/** Every function that `useLogin` has returned, and every state that the form has shown. */
const given = new Set<unknown>();
const shown: string[] = [];
Object.assign(globalThis, { given, shown });

function Form({ authKey }: { authKey: string }) {
  const { login, pending, error, reset } = useLogin();
  const user = useCometChatUser();
  const now = `${pending ? 'pending' : (error?.code ?? 'idle')}, ${user?.name ?? 'nobody'}`;
  given.add(login).add(reset);
  useEffect(() => {
    if (shown.at(-1) !== now) shown.push(now);
  }, [now]);
  return (
    <div>
      <output aria-label="pending">{String(pending)}</output>
      <output aria-label="error">{error?.code ?? 'none'}</output>
      {['kevin', 'andy', 'nobody-here'].map((uid) => (
        <button key={uid} type="button" onClick={() => void login(uid, authKey)}>
          {`Log in ${uid}`}
        </button>
      ))}
      <button
        type="button"
        onClick={() => {
          void login('kevin', authKey);
          void login('andy', authKey);
        }}
      >
        Log in both
      </button>
      <button
        type="button"
        onClick={() => {
          const controller = new AbortController();
          void login('kevin', authKey, { signal: controller.signal });
          controller.abort();
        }}
      >
        Log in and abort
      </button>
      <button
        type="button"
        onClick={() => {
          // As React 19 treats the action of a form: every update in it waits for its end.
          const action = async () => void (await login('kevin', authKey));
          startTransition(action as () => void);
        }}
      >
        Log in within a transition
      </button>
      <button type="button" onClick={reset}>
        Reset
      </button>
    </div>
  );
}
