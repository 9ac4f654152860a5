import { expect, test } from 'vitest';
import { killUnderLoad } from './kill-support.js';

const KILLS = 4;

/** The short form of `journal-crash.test.ts`, which `npm run test:long` runs. */
test(`${KILLS} kills with SIGKILL under load lose nothing`, { timeout: 60_000 }, async () => {
  expect((await killUnderLoad(1, KILLS)).users).toBeGreaterThan(KILLS);
});
