import { useState } from 'react';

/** Runs something that takes time, once at a time, and keeps why it failed. */
export function useAction(work: () => Promise<unknown>) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  async function run(): Promise<void> {
    if (pending) return;
    setPending(true);
    setError(undefined);
    try {
      await work();
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  }

  return { run, pending, error, reset: () => setError(undefined) };
}
