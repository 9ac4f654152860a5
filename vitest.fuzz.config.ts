import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The fuzz tests at length; `npm run soak` runs more. 5,000 requests to the emulator (`FUZZ_RUNS` and `FUZZ_SEED` choose others), 18,000 schedules of three tabs and 2,000 of two apps (`TAB_SCHEDULES` for each way to share a storage; `TAB_SEED` chooses
 * others). Each method of the client with hostile arguments, and clients in hostile surroundings (`CLIENT_FUZZ_RUNS` is the most for each
 * target). 200,000 ids of sixteen kinds as uids (`UID_COUNT`).
 */
export default defineConfig({
  test: {
    include: [
      'test/contract/emulator/fuzz.test.ts',
      'test/contract/fuzz/*.test.ts',
      'test/contract/facade/two-apps-interleaving.test.ts',
      'test/contract/session/tabs-attack.test.ts',
      'test/contract/session/tabs-interleaving.test.ts',
      'test/unit/server/uids-many.test.ts',
      'test/unit/user/merge.test.ts',
    ],
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    // Without it, vitest empties style sheets, those that are imported as text too.
    css: true,
    env: {
      FUZZ_RUNS: process.env.FUZZ_RUNS ?? '5000',
      CLIENT_FUZZ_RUNS: process.env.CLIENT_FUZZ_RUNS ?? '4000',
      TAB_SCHEDULES: process.env.TAB_SCHEDULES ?? '2000',
      UID_COUNT: process.env.UID_COUNT ?? '200000',
    },
    testTimeout: 300_000,
  },
});
