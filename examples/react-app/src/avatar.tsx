import type { User } from 'cometchat-users';
import { useState } from 'react';

/** The picture of a user, or the initials if there is none or it cannot be loaded. */
export function Avatar({ user }: { user: User }) {
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
