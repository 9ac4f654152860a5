import { type ReactNode, useEffect, useRef } from 'react';

/** The heading of a view. Where the view has taken the place of what had the focus, the heading takes the focus, too. */
export function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const isLost = document.activeElement === document.body || document.activeElement === null;
    if (isLost && navigator.userActivation?.hasBeenActive) heading.current?.focus();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
