import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One suite in every runtime, with the package as it was built. `npm run test:runtimes` installs them. */
export default defineConfig({
  resolve: {
    alias: {
      'cometchat-users/emulator': here('./dist/emulator.js'),
      'cometchat-users': here('./dist/index.js'),
    },
  },
  test: {
    include: ['test/runtimes/*.test.ts'],
    globalSetup: here('./test/runtimes/setup.ts'),
    reporters: [
      ['default', { summary: false }],
      here('./test/runtimes/table-reporter.ts'),
      here('./test/support/totals-reporter.ts'),
    ],
    hookTimeout: 30_000,
    // Two runtimes at once: more are slower on a small machine, and some cases measure time.
    maxWorkers: 2,
  },
});
