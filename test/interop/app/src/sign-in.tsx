import { useCometChatClient } from 'cometchat-users/react';
import { authKey } from './chat';
import { Field } from './field';
import { useForm } from './use-form';

export function SignIn() {
  const client = useCometChatClient();
  const { onSubmit, pending, problem } = useForm((text) => client.login(text('uid'), authKey));
  return (
    <form onSubmit={onSubmit}>
      <h1>Sign in</h1>
      <Field label="User ID" name="uid" autoComplete="username" autoCapitalize="none" />
      <p role="alert">{problem}</p>
      <button type="submit" disabled={pending}>
        Sign in
      </button>
    </form>
  );
}
