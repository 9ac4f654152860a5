import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The emulator's page, in Chromium. `npm run test:browser` installs what drives it. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    // Without it, vitest empties style sheets, those that are imported as text too.
    css: true,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A browser for each file is enough for a small machine.
    fileParallelism: false,
  },
});
