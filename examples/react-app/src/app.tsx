import { useCometChatSession } from 'cometchat-users/react';
import { useState } from 'react';
import { emulator } from './chat';
import { EditProfile } from './edit-profile';
import { Notice } from './notice';
import { Profile } from './profile';
import { SignIn } from './sign-in';
import { SignUp } from './sign-up';

export function App() {
  const session = useCometChatSession();
  return (
    <>
      <Notice />
      <main>
        {session.status === 'unknown' && <p className="quiet">One moment…</p>}
        {session.status === 'signedOut' && <Entrance />}
        {session.status === 'signedIn' && (
          <>
            <Profile user={session.user} />
            {/* Another user is another form. */}
            <EditProfile key={session.user.uid} me={session.user} />
          </>
        )}
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
