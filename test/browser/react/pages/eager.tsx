import { useCometChatUser, useLogin } from 'cometchat-users/react';
import { useEffect } from 'react';

/** Logs in at mount, which in Strict Mode happens twice. */
export function Eager({ authKey }: { authKey: string }) {
  const user = useCometChatUser();
  const { login, pending, error } = useLogin();
  useEffect(() => void login('kevin', authKey), [login, authKey]);
  return (
    <main>
      <output aria-label="name">{user?.name ?? 'nobody'}</output>
      <output aria-label="pending">{String(pending)}</output>
      <output aria-label="error">{error?.code ?? 'none'}</output>
    </main>
  );
}
