import { isCometChatException, User } from 'cometchat-users';
import { useCometChatClient } from 'cometchat-users/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { authKey } from './chat';
import { explain } from './explain';
import { Field } from './field';
import { FormError } from './form-error';
import { Heading } from './heading';
import { Submit } from './submit';
import { toTags } from './tags';
import { useAction } from './use-action';
import { useIssues } from './use-issues';

const LABELS = { uid: 'User ID', name: 'Name', avatar: 'Picture', tags: 'Tags' };

const EMPTY = { uid: '', name: '', avatar: '', tags: '' };

export function SignUp() {
  const client = useCometChatClient();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(EMPTY);
  const created = useRef<string>(undefined);

  const user = new User(values.uid, values.name);
  if (values.avatar) user.setAvatar(values.avatar);
  if (values.tags) user.setTags(toTags(values.tags));

  const { run, pending, error, reset } = useAction(async () => {
    // Where only the login failed, the user is there already.
    if (created.current !== user.uid) await client.createUser(user, authKey);
    created.current = user.uid;
    await client.login(user.uid, authKey);
  });
  const isTaken = isCometChatException(error) && error.kind === 'conflict';
  useEffect(() => {
    if (isTaken) form.current?.querySelector('input')?.focus();
  }, [isTaken]);
  const { problemOf, see, leave, isReady } = useIssues(user.validate('create'), LABELS, form);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady()) void run();
  }

  const field = (name: keyof typeof EMPTY, isEager: boolean) => ({
    name,
    label: LABELS[name],
    value: values[name],
    problem: problemOf(name),
    onBlur: () => values[name] && leave(name),
    onChange(value: string) {
      setValues({ ...values, [name]: value });
      reset();
      if (isEager) see(name);
    },
  });

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <Heading>Create an account</Heading>
      <Field
        {...field('uid', true)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint={
          user.uid !== values.uid && new User(user.uid).isValid()
            ? `It will be ${user.uid}: capital letters become small.`
            : 'Letters, digits, _ and -. It cannot be changed later.'
        }
        problem={isTaken ? explain(error) : problemOf('uid')}
      />
      <Field {...field('name', true)} autoComplete="name" />
      <Field {...field('avatar', false)} type="url" optional hint="The address of an image." autoComplete="photo" />
      <Field {...field('tags', true)} optional hint="Separated by commas." />
      <FormError text={error && !isTaken ? explain(error) : undefined} />
      <Submit pending={pending} label="Create account" pendingLabel="Creating your account…" />
    </form>
  );
}
