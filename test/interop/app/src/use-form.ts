import { type ErrorKind, isCometChatException } from 'cometchat-users';
import { type FormEvent, useState } from 'react';

/** For a person. Other errors show their own message, which names the field. */
const TEXTS: Partial<Record<ErrorKind, string>> = {
  notFound: 'There is no user with this ID.',
  conflict: 'This user ID is taken.',
  network: 'No connection. Try again.',
  timeout: 'The service does not answer. Try again.',
};

/** Runs `work` when a form is submitted, with the text of each field, and keeps why it failed. */
export function useForm(work: (text: (name: string) => string) => Promise<unknown>) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setPending(true);
    setProblem('');
    try {
      await work((name) => String(data.get(name)));
    } catch (error) {
      if (!isCometChatException(error)) throw error;
      setProblem(TEXTS[error.kind] ?? error.message);
    } finally {
      setPending(false);
    }
  }
  return { onSubmit, pending, problem };
}
