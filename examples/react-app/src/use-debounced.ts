import { useEffect, useState } from 'react';

const DELAY_MS = 200;

/** The value as it was when it last stayed the same for a moment: a search is sent for words, not for letters. */
export function useDebounced(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DELAY_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
