import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Long tests, which `npm run test:long` runs. */
export const LONG = [
  'test/contract/cli/bad-input.test.ts',
  'test/contract/cli/disk.test.ts',
  'test/contract/cli/emulator-keys.test.ts',
  'test/contract/cli/emulator.test.ts',
  'test/contract/cli/guide.test.ts',
  'test/contract/cli/import.test.ts',
  'test/contract/cli/large-files.test.ts',
  'test/contract/cli/named-pipe.test.ts',
  'test/contract/cli/signed-token.test.ts',
  'test/contract/cli/terminal.test.ts',
  'test/contract/cli/users.test.ts',
  'test/contract/client/deep.test.ts',
  'test/contract/client/faulty-service.test.ts',
  'test/contract/client/session-interleaving.test.ts',
  'test/contract/emulator/close.test.ts',
  'test/contract/emulator/journal-crash.test.ts',
  'test/contract/emulator/journal-full-disk.test.ts',
  'test/contract/emulator/journal.test.ts',
  'test/contract/facade/odd-answers.test.ts',
  'test/contract/platform/missing.test.ts',
  'test/contract/server/import-journal-silent.test.ts',
  'test/contract/server/import-kills/import-kills.test.ts',
  'test/contract/server/import-outage.test.ts',
  'test/contract/server/import-requests.test.ts',
  'test/contract/server/plan-apply.test.ts',
  'test/contract/server/plan-model.test.ts',
  'test/contract/server/plan-outage.test.ts',
  'test/contract/server/plan-race.test.ts',
  'test/contract/server/rate-gate.test.ts',
  'test/contract/server/sync-early-ends.test.ts',
  'test/contract/server/sync-odd-sources.test.ts',
  'test/contract/server/sync-shared.test.ts',
  'test/contract/session/storage.test.ts',
  'test/contract/session/tabs-attack.test.ts',
  'test/faults/leaks.test.ts',
  'test/package/emulator-guide.test.ts',
  'test/package/examples-servers.test.ts',
  'test/package/frameworks.test.ts',
  'test/package/import-guide.test.ts',
  'test/package/migrating.test.ts',
  'test/package/server-guide.test.ts',
  'test/package/server.test.ts',
  'test/types/completions.test.ts',
  'test/unit/schemas/agreement.test.ts',
  'test/unit/server/gate-pace.test.ts',
];

/** `npm run test:fuzz` runs these at length. */
const FUZZ = ['test/contract/emulator/fuzz.test.ts'];

/** These tests check the state of a module or of the process, so each file runs in its own process. */
const APART = [
  'test/contract/facade/**/*.test.ts',
  'test/contract/canary.test.ts',
  'test/contract/fuzz/facade.test.ts',
  'test/faults/leaks.test.ts',
  'test/package/**/*.test.ts',
];

export default defineConfig({
  resolve: {
    alias: {
      'cometchat-users/emulator': here('./src/emulator.ts'),
      'cometchat-users/server': here('./src/server.ts'),
      'cometchat-users/react': here('./src/react.ts'),
      'cometchat-users/schemas': here('./src/schemas.ts'),
      'cometchat-users/vendor': here('./src/vendor.ts'),
      'cometchat-users': here('./src/index.ts'),
    },
  },
  test: {
    projects: [
      // All files run in one process: starting a process per file took half of the time.
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/{unit,contract,faults,types}/**/*.test.ts'],
          exclude: [...APART, ...LONG, ...FUZZ],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: APART, exclude: LONG } },
    ],
    reporters: [['default', { summary: false }], here('./test/support/totals-reporter.ts')],
    setupFiles: [here('./test/contract/openapi/setup.ts')],
    // Without it, vitest empties style sheets, those that are imported as text too.
    css: true,
    testTimeout: 20_000,
    // The tests spend much of their time waiting.
    maxWorkers: Math.max(2, availableParallelism()),
    unstubGlobals: true,
    restoreMocks: true,
    coverage: { include: ['src/**'], reportsDirectory: '.reports/coverage' },
  },
});
