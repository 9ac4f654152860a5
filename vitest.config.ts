import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      'cometchat-users/emulator': here('./src/emulator.ts'),
      'cometchat-users/server': here('./src/server.ts'),
      'cometchat-users/react': here('./src/react.ts'),
      'cometchat-users': here('./src/index.ts'),
    },
  },
  test: {
    include: ['test/{unit,contract,faults,types,package}/**/*.test.ts'],
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    setupFiles: [here('./test/contract/openapi/setup.ts')],
    // Without it, vitest empties style sheets, those that are imported as text too.
    css: true,
    testTimeout: 20_000,
    unstubGlobals: true,
    restoreMocks: true,
    coverage: { include: ['src/**'], reportsDirectory: '.reports/coverage' },
  },
});
