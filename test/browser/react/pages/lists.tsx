import {
  SignedIn,
  SignedOut,
  useCometChatSession,
  useLogin,
  useLogout,
  useUpdateProfile,
  useUsers,
} from 'cometchat-users/react';
import { useLayoutEffect, useState } from 'react';

/** Each view that was shown, and each function that a hook has given. */
const views: { uid: string; items: string[]; pending: boolean }[] = [];
const functions = new Set<unknown>();
Object.assign(globalThis, { views, functions });

/** A list of users with a search box, and the buttons around it. */
export function Lists({ authKey }: { authKey: string }) {
  const { isLoaded, isSignedIn, user } = useCometChatSession();
  const { login } = useLogin();
  const { logout, pending: isLoggingOut, error: logoutError } = useLogout();
  const [searchKey, setSearchKey] = useState('');
  const [isShown, setShown] = useState(true);
  functions.add(logout);
  return (
    <main>
      <output aria-label="session">{`${isLoaded} ${isSignedIn} ${user?.uid ?? 'nobody'}`}</output>
      <output aria-label="logout">{isLoggingOut ? 'pending' : (logoutError?.code ?? 'idle')}</output>
      {['kevin', 'andy'].map((uid) => (
        <button key={uid} type="button" onClick={() => void login(uid, authKey)}>
          {`Log in ${uid}`}
        </button>
      ))}
      <button type="button" onClick={() => void logout()}>
        Log out
      </button>
      <button type="button" onClick={() => void logout({ strict: true })}>
        Log out strictly
      </button>
      <button type="button" onClick={() => setShown(!isShown)}>
        Hide or show
      </button>
      <input aria-label="search" value={searchKey} onChange={(event) => setSearchKey(event.target.value)} />
      <SignedIn>
        <Counter />
      </SignedIn>
      <SignedOut>
        <output aria-label="door">closed</output>
      </SignedOut>
      {isShown && <List searchKey={searchKey} uid={user?.uid ?? 'nobody'} />}
      <Profile />
    </main>
  );
}

/** A state that must not outlive its user. */
function Counter() {
  const [count, setCount] = useState(0);
  return (
    <button type="button" aria-label="count" onClick={() => setCount(count + 1)}>
      {count}
    </button>
  );
}

function List({ searchKey, uid }: { searchKey: string; uid: string }) {
  // Another object in every render, with the same content.
  const { items, hasMore, pending, error, loadMore, reload } = useUsers({ searchKey, perPage: 3, sortBy: 'name' });
  functions.add(loadMore).add(reload);
  useLayoutEffect(() => {
    views.push({ uid, items: items.map((user) => user.uid), pending });
  });
  return (
    <section>
      <output aria-label="items">{items.map((user) => user.name).join(', ') || 'none'}</output>
      <output aria-label="more">{String(hasMore)}</output>
      <output aria-label="pending">{String(pending)}</output>
      <output aria-label="error">{error?.code ?? 'none'}</output>
      <button type="button" onClick={() => void loadMore()}>
        More
      </button>
      <button
        type="button"
        onClick={() => {
          void loadMore();
          void loadMore();
        }}
      >
        More twice
      </button>
      <button type="button" onClick={() => void reload()}>
        Reload
      </button>
    </section>
  );
}

function Profile() {
  const { updateProfile, pending, error, reset } = useUpdateProfile();
  functions.add(updateProfile).add(reset);
  return (
    <section>
      <output aria-label="profile">{pending ? 'pending' : (error?.code ?? 'idle')}</output>
      <button type="button" onClick={() => void updateProfile({ name: 'Kevin F.' })}>
        Rename
      </button>
      <button type="button" onClick={() => void updateProfile({ name: '' })}>
        Rename to nothing
      </button>
      <button type="button" onClick={reset}>
        Reset
      </button>
    </section>
  );
}
