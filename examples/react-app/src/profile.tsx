import type { User } from 'cometchat-users';
import { useLogout } from 'cometchat-users/react';
import { Avatar } from './avatar';
import { Heading } from './heading';

/** The signed-in user, and a button to log out. */
export function Profile({ user }: { user: User }) {
  const { logout } = useLogout();
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
      <button type="button" onClick={() => void logout()}>
        Sign out
      </button>
    </section>
  );
}
