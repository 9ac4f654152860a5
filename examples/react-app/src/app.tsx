import { SignedIn, SignedOut, useCometChatSession, useCometChatUser } from 'cometchat-users/react';
import { useState } from 'react';
import { emulator } from './chat';
import { EditProfile } from './edit-profile';
import { Notice } from './notice';
import { People } from './people';
import { Profile } from './profile';
import { SignIn } from './sign-in';
import { SignUp } from './sign-up';

export function App() {
  const { isLoaded } = useCometChatSession();
  return (
    <>
      <Notice />
      <main>
        {!isLoaded && <p className="quiet">One moment…</p>}
        <SignedOut>
          <Entrance />
        </SignedOut>
        {/* Another user gets another page: nothing of the first one stays. */}
        <SignedIn>
          <Inside />
        </SignedIn>
      </main>
      <footer>
        <p>
          <strong>Development.</strong> This page holds an Auth Key, with which anybody can be anybody.
          {emulator && (
            <>
              {' '}
              <a href={`${emulator}/_emulator/`} target="_blank" rel="noreferrer">
                Watch the requests
              </a>
              , or turn on a fault.
            </>
          )}
        </p>
      </footer>
    </>
  );
}

const VIEWS = { profile: 'Profile', people: 'People' };

function Inside() {
  const user = useCometChatUser();
  const [view, setView] = useState<keyof typeof VIEWS>('profile');
  if (!user) return null;
  return (
    <>
      <nav aria-label="Pages">
        {Object.entries(VIEWS).map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-current={view === name ? 'page' : undefined}
            onClick={() => setView(name as keyof typeof VIEWS)}
          >
            {label}
          </button>
        ))}
      </nav>
      <Profile user={user} />
      {view === 'people' ? <People /> : <EditProfile me={user} />}
    </>
  );
}

function Entrance() {
  const [isNew, setNew] = useState(false);
  return (
    <section className="card">
      {isNew ? <SignUp /> : <SignIn />}
      <p className="switch">
        {isNew ? 'Been here before?' : 'New here?'}{' '}
        <button type="button" className="link" onClick={() => setNew(!isNew)}>
          {isNew ? 'Sign in' : 'Create an account'}
        </button>
      </p>
    </section>
  );
}
