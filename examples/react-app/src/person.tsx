import type { User } from 'cometchat-users';
import { useCometChatClient } from 'cometchat-users/react';
import { useState } from 'react';
import { Avatar } from './avatar';
import { explain } from './explain';
import { FormError } from './form-error';
import { useAction } from './use-action';

/** One person of the list, with a button to block or unblock. */
export function Person({ user }: { user: User }) {
  const client = useCometChatClient();
  // A block does not change users that were read before, so the row remembers its own.
  const [isBlocked, setBlocked] = useState(user.getBlockedByMe());
  const name = user.name ?? user.uid;
  const { run, pending, error } = useAction(async () => {
    const [outcome] = await (isBlocked ? client.unblockUsers(user) : client.blockUsers(user));
    if (!outcome?.success) throw new Error(outcome?.message);
    setBlocked(!isBlocked);
  });

  return (
    <li className="person">
      <Avatar key={user.avatar} user={user} />
      <div className="who">
        <strong>{name}</strong>
        <p className="quiet">
          {user.uid}
          {user.getStatus() === 'online' && <span className="online"> · online</span>}
        </p>
        {isBlocked && <p className="blocked">You have blocked this person.</p>}
        {user.getHasBlockedMe() && <p className="blocked">This person has blocked you.</p>}
        <FormError text={error ? explain(error) : undefined} />
      </div>
      <button
        type="button"
        aria-label={`${isBlocked ? 'Unblock' : 'Block'} ${name}`}
        aria-disabled={pending || undefined}
        onClick={() => void run()}
      >
        {isBlocked ? 'Unblock' : 'Block'}
      </button>
    </li>
  );
}
