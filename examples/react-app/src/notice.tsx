import type { SignedOutReason } from 'cometchat-users';
import { useCometChatClient } from 'cometchat-users/react';
import { useEffect, useState } from 'react';

const SIGNED_OUT: Record<Exclude<SignedOutReason, 'none'>, string> = {
  logout: 'You are signed out.',
  otherTab: 'You were signed out in another tab.',
  switched: '',
  tokenRevoked: 'Your session has ended. Sign in again.',
  userGone: 'This account is not there any more.',
};

/** The latest event of the session, shown and read aloud. */
export function Notice() {
  const { session } = useCometChatClient();
  const [text, setText] = useState('');

  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    session.on(
      'signedIn',
      ({ user }) => {
        const state = session.getSnapshot();
        const isElsewhere = state.status === 'signedIn' && state.source === 'otherTab';
        setText(`Signed in as ${user.name ?? user.uid}${isElsewhere ? ', in another tab' : ''}.`);
      },
      { signal },
    );
    session.on('userUpdated', () => setText('Your profile has been updated.'), { signal });
    session.on('signedOut', ({ reason }) => setText(SIGNED_OUT[reason]), { signal });
    return () => end.abort();
  }, [session]);

  return (
    <div className="notice" role="status">
      {text && (
        <p>
          {text}{' '}
          <button type="button" className="link" aria-label="Dismiss this message" onClick={() => setText('')}>
            Dismiss
          </button>
        </p>
      )}
    </div>
  );
}
