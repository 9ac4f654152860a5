import { afterAll } from 'vitest';

/** The shortest back-off there is, 250 ms and then 500, for a file that waits a lot. */
export function useShortWaits(): void {
  const chance = Math.random;
  Math.random = () => 0;
  afterAll(() => {
    Math.random = chance;
  });
}
