import { useCometChatClient, useCometChatUser } from 'cometchat-users/react';
import { useState } from 'react';
import { Field } from './field';
import { useForm } from './use-form';

/** The profile of the signed-in user. The UI kit gets each change, too. */
export function Profile() {
  const client = useCometChatClient();
  const me = useCometChatUser();
  const [isSaved, setSaved] = useState(false);
  const { onSubmit, pending, problem } = useForm(async (text) => {
    setSaved(false);
    await client.updateCurrentUserDetails({
      name: text('name'),
      statusMessage: text('statusMessage'),
      avatar: text('avatar') || null,
    });
    setSaved(true);
  });
  if (!me) return null;
  return (
    <main className="card">
      {/* The key makes the fields start with the new values after a change in another tab. */}
      <form onSubmit={onSubmit} key={me.updatedAt}>
        <h1>Your profile</h1>
        <Field label="Name" name="name" defaultValue={me.getName()} autoComplete="name" />
        <Field label="Status message" name="statusMessage" defaultValue={me.getStatusMessage()} />
        <Field label="Picture" name="avatar" type="url" defaultValue={me.getAvatar()} />
        <p role="alert">{problem}</p>
        <button type="submit" disabled={pending}>
          Save
        </button>
        <p role="status">{isSaved && 'Saved.'}</p>
      </form>
    </main>
  );
}
