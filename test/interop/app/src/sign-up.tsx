import { User } from 'cometchat-users';
import { useCometChatClient } from 'cometchat-users/react';
import { authKey } from './chat';
import { Field } from './field';
import { useForm } from './use-form';

export function SignUp() {
  const client = useCometChatClient();
  const { onSubmit, pending, problem } = useForm(async (text) => {
    const user = new User(text('uid'), text('name'));
    await client.createUser(user, authKey);
    await client.login(user.uid, authKey);
  });
  return (
    <form onSubmit={onSubmit}>
      <h1>Create an account</h1>
      <Field label="User ID" name="uid" autoComplete="username" autoCapitalize="none" />
      <Field label="Name" name="name" autoComplete="name" />
      <p role="alert">{problem}</p>
      <button type="submit" disabled={pending}>
        Create account
      </button>
    </form>
  );
}
