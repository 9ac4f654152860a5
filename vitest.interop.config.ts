import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The vendor's own SDKs against the emulator, in Chromium. `npm run test:interop` installs what they need. */
export default defineConfig({
  resolve: {
    alias: {
      'cometchat-users/emulator': here('./src/emulator.ts'),
      'cometchat-users/vendor': here('./src/vendor.ts'),
      'cometchat-users': here('./src/index.ts'),
    },
  },
  test: {
    include: ['test/interop/*.test.ts'],
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file has a browser of its own, and two at once are slower than one after the other.
    fileParallelism: false,
  },
});
