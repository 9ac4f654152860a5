import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The packed package in fresh projects. `npm run test:tarball` installs the bundlers and compilers. */
export default defineConfig({
  test: {
    include: ['test/tarball/*.test.ts'],
    globalSetup: here('./test/tarball/support/install.ts'),
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // Bundlers and compilers are busy enough by themselves.
    maxWorkers: 2,
    maxConcurrency: 2,
  },
});
