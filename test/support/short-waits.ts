import { afterAll } from 'vitest';

/** Makes every back-off as short as possible, 250 ms and then 500 ms, for files with many retries. */
export function useShortWaits(): void {
  const chance = Math.random;
  Math.random = () => 0;
  afterAll(() => {
    Math.random = chance;
  });
}
