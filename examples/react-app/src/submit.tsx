import { useEffect, useState } from 'react';

interface SubmitProps {
  pending: boolean;
  label: string;
  pendingLabel: string;
}

/** The button of a form. It stays enabled for the keyboard while the form is being sent, and takes no second press. */
export function Submit({ pending, label, pendingLabel }: SubmitProps) {
  const isSlow = useSlow(pending);
  return (
    <>
      <button
        type="submit"
        className="primary"
        aria-disabled={pending || undefined}
        onClick={(event) => pending && event.preventDefault()}
      >
        {pending ? pendingLabel : label}
      </button>
      <p className="quiet slow" role="status">
        {isSlow && 'This takes longer than usual. Still trying…'}
      </p>
    </>
  );
}

const SLOW_MS = 2_500;

function useSlow(pending: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!pending) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [pending]);
  return isSlow;
}
