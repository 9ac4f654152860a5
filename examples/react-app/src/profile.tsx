import type { User } from 'cometchat-users';
import { useCometChatClient } from 'cometchat-users/react';
import { useState } from 'react';
import { Heading } from './heading';

/** The signed-in user, and a button to log out. */
export function Profile({ user }: { user: User }) {
  const client = useCometChatClient();
  return (
    <section className="card profile">
      <Avatar key={user.avatar} user={user} />
      <div className="who">
        <Heading>{user.name ?? user.uid}</Heading>
        <p className="quiet">{user.uid}</p>
        {user.statusMessage && <p>{user.statusMessage}</p>}
        {user.getTags().length > 0 && (
          <ul className="tags" aria-label="Tags">
            {user.getTags().map((tag) => (
              <li key={tag}>{tag}</li>
            ))}
          </ul>
        )}
        {user.link && (
          <a href={user.link} target="_blank" rel="noreferrer">
            {user.link}
          </a>
        )}
      </div>
      {/* Signed out here at once, whatever the service says. */}
      <button type="button" onClick={() => void client.logout().catch(() => undefined)}>
        Sign out
      </button>
    </section>
  );
}

function Avatar({ user }: { user: User }) {
  const [isBroken, setBroken] = useState(false);
  const initials = (user.name ?? user.uid)
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0])
    .join('');
  return user.avatar && !isBroken ? (
    <img className="avatar" src={user.avatar} alt="" onError={() => setBroken(true)} />
  ) : (
    <span className="avatar" aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}
