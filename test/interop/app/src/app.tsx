import { useCometChatClient, useCometChatSession } from 'cometchat-users/react';
import { useState } from 'react';
import { Messages } from './messages';
import { Profile } from './profile';
import { SignIn } from './sign-in';
import { SignUp } from './sign-up';

export function App() {
  const session = useCometChatSession();
  if (session.status === 'unknown') return <p className="wait">One moment…</p>;
  if (session.status === 'signedOut') return <Entrance />;
  // The key gives each user pages of their own: nothing of one user is shown to another.
  return <Home key={session.user.uid} name={session.user.getName()} />;
}

function Entrance() {
  const [isNew, setNew] = useState(false);
  return (
    <main className="card">
      {isNew ? <SignUp /> : <SignIn />}
      <button type="button" className="link" onClick={() => setNew(!isNew)}>
        {isNew ? 'I have an account' : 'Create an account'}
      </button>
    </main>
  );
}

function Home({ name }: { name: string }) {
  const client = useCometChatClient();
  const [isProfile, setProfile] = useState(false);
  return (
    <div className="home">
      <header>
        <strong>{name}</strong>
        <button type="button" onClick={() => setProfile(!isProfile)}>
          {isProfile ? 'Messages' : 'Profile'}
        </button>
        <button type="button" onClick={() => client.logout()}>
          Sign out
        </button>
      </header>
      {isProfile ? <Profile /> : <Messages />}
    </div>
  );
}
