import { expect, test } from 'vitest';
import { killUnderLoad } from './kill-support.js';

const LANES = 3;
const KILLS = 54;

test(`${KILLS} kills with SIGKILL under load lose nothing`, { timeout: 240_000 }, async () => {
  const { kills, users, unanswered } = await killUnderLoad(LANES, KILLS / LANES);
  process.stdout.write(`   ${kills} kills, ${users} users answered, ${unanswered} kept without an answer\n`);
  expect(users).toBeGreaterThan(KILLS * 5);
});
