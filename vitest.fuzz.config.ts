import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** 100,000 requests to the emulator, of which `npm test` sends a small share. `FUZZ_RUNS` and `FUZZ_SEED` choose others. */
export default defineConfig({
  test: {
    include: ['test/contract/emulator/fuzz.test.ts'],
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    // Without it, vitest empties style sheets, those that are imported as text too.
    css: true,
    env: { FUZZ_RUNS: process.env.FUZZ_RUNS ?? '100000' },
    testTimeout: 300_000,
  },
});
