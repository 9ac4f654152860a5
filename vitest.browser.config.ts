import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The tests in Chromium, and those on React 18. `npm run test:browser` installs the browser's driver. */
export default defineConfig({
  resolve: {
    // `npm test` runs the same tests on React 19, which the root has.
    alias: {
      react: here('./test/browser/node_modules/react'),
      'react-dom': here('./test/browser/node_modules/react-dom'),
    },
  },
  test: {
    include: ['test/browser/**/*.test.ts', 'test/contract/react/*.test.ts'],
    exclude: ['**/node_modules/**'],
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    // Without it, vitest empties style sheets, those that are imported as text too.
    css: true,
    env: { TAB_ROUNDS: process.env.TAB_ROUNDS ?? '50' },
    testTimeout: 30_000,
    // Expectations wait for a page as its locators do.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 30_000,
    // A browser for each file is enough for a small machine.
    fileParallelism: false,
  },
});
