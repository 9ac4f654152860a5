import type { User } from 'cometchat-users';
import { useUpdateProfile } from 'cometchat-users/react';
import { type FormEvent, useRef, useState } from 'react';
import { explain } from './explain';
import { Field } from './field';
import { FormError } from './form-error';
import { Submit } from './submit';
import { toTags } from './tags';
import { useIssues } from './use-issues';

const LABELS = {
  name: 'Name',
  statusMessage: 'Status message',
  avatar: 'Picture',
  link: 'Link',
  tags: 'Tags',
};

type FieldName = keyof typeof LABELS;

/** The typed text, by field. A field without typed text follows the profile, also when another tab changes it. */
type Draft = Partial<Record<FieldName, string>>;

export function EditProfile({ me }: { me: User }) {
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Draft>({});
  const [isUnchanged, setUnchanged] = useState(false);

  const saved = shownOf(me);
  const user = applied(me, draft, saved);
  const { updateProfile, pending, error } = useUpdateProfile();
  const { problemOf, see, leave, isReady } = useIssues(user.validate(), LABELS, form);

  function submit(event: FormEvent) {
    event.preventDefault();
    setUnchanged(user.touched.length === 0);
    if (pending || user.touched.length === 0 || !isReady()) return;
    // What fails is in `error`. What was typed meanwhile stays.
    const clear = () =>
      setDraft((now) =>
        Object.fromEntries(Object.entries(now).filter(([name, text]) => draft[name as FieldName] !== text)),
      );
    void updateProfile(user).then(clear, () => undefined);
  }

  const field = (name: FieldName, isEager: boolean) => ({
    name,
    label: LABELS[name],
    value: draft[name] ?? saved[name],
    problem: problemOf(name),
    onBlur: () => leave(name),
    onChange(value: string) {
      setDraft({ ...draft, [name]: value });
      setUnchanged(false);
      if (isEager) see(name);
    },
  });

  return (
    <section className="card" aria-labelledby="edit">
      <form ref={form} noValidate onSubmit={submit}>
        <h2 id="edit">Edit your profile</h2>
        <Field {...field('name', true)} autoComplete="name" />
        <Field {...field('statusMessage', true)} optional />
        <Field {...field('avatar', false)} type="url" optional hint="The address of an image." />
        <Field {...field('link', false)} type="url" optional />
        <Field {...field('tags', true)} optional hint="Separated by commas." />
        <FormError text={error ? explain(error) : undefined} />
        <Submit pending={pending} label="Save" pendingLabel="Saving…" />
        <p className="quiet sends" role="status">
          {isUnchanged && 'Nothing has changed.'}
        </p>
        <p className="quiet sends">
          {user.touched.length > 0 && `Sends ${user.touched.map((name) => nameOf(name)).join(', ')}, and nothing else.`}
        </p>
      </form>
    </section>
  );
}

function shownOf(user: User): Record<FieldName, string> {
  return {
    name: user.getName(),
    statusMessage: user.getStatusMessage(),
    avatar: user.getAvatar(),
    link: user.getLink(),
    tags: user.getTags().join(', '),
  };
}

/** The profile as it would be. An empty picture or link is taken away, with `null`. */
function applied(me: User, draft: Draft, saved: Record<FieldName, string>): User {
  const user = me.clone();
  const typed = (name: FieldName) => (draft[name] === saved[name] ? undefined : draft[name]);
  const [name, statusMessage, avatar, link, tags] = [
    typed('name'),
    typed('statusMessage'),
    typed('avatar'),
    typed('link'),
    typed('tags'),
  ];
  if (name !== undefined) user.setName(name);
  if (statusMessage !== undefined) user.setStatusMessage(statusMessage);
  if (avatar !== undefined) user.setAvatar(avatar || null);
  if (link !== undefined) user.setLink(link || null);
  if (tags !== undefined) user.setTags(toTags(tags));
  return user;
}

function nameOf(field: string): string {
  return (LABELS[field as FieldName] ?? field).toLowerCase();
}
