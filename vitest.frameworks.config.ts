import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The packed package in small apps of the usual frameworks. `npm run test:frameworks` installs the driver of the browser. */
export default defineConfig({
  test: {
    include: ['test/frameworks/*.test.ts'],
    globalSetup: here('./test/frameworks/support/pack.ts'),
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    testTimeout: 60_000,
    // An app is installed and built in a hook.
    hookTimeout: 600_000,
    // npm and bundlers use several processors by themselves.
    fileParallelism: false,
  },
});
