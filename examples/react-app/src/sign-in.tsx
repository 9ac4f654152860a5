import { User } from 'cometchat-users';
import { useLogin } from 'cometchat-users/react';
import { type FormEvent, useRef, useState } from 'react';
import { authKey, emulator } from './chat';
import { explain } from './explain';
import { Field } from './field';
import { FormError } from './form-error';
import { Heading } from './heading';
import { Submit } from './submit';
import { useIssues } from './use-issues';

const LABELS = { uid: 'User ID' };

export function SignIn() {
  const form = useRef<HTMLFormElement>(null);
  const [uid, setUid] = useState('');
  const { login, pending, error, reset } = useLogin();
  const { problemOf, see, isReady } = useIssues(new User(uid).validate(), LABELS, form);

  function submit(event: FormEvent) {
    event.preventDefault();
    // A failure is in `error`.
    if (!pending && isReady()) void login(uid, authKey);
  }

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <Heading>Sign in</Heading>
      <Field
        label={LABELS.uid}
        name="uid"
        value={uid}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint={emulator && 'The emulator knows cometchat-uid-1 to cometchat-uid-5.'}
        problem={problemOf('uid')}
        onChange={(value) => {
          setUid(value);
          reset();
          see('uid');
        }}
      />
      <FormError text={error ? explain(error) : undefined} />
      <Submit pending={pending} label="Sign in" pendingLabel="Signing in…" />
    </form>
  );
}
