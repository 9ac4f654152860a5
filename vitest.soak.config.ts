import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import browser from './vitest.browser.config.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Many rounds of the races and fuzz tests; `npm run test:all` runs fewer. Needs Chromium, Redis and Postgres. */
export default mergeConfig(
  { ...browser, test: { ...browser.test, include: [] } },
  defineConfig({
    test: {
      include: [
        here('./test/browser/tabs/ended.test.ts'),
        here('./test/contract/emulator/fuzz.test.ts'),
        here('./test/contract/emulator/fuzz-sockets.test.ts'),
        here('./test/contract/fuzz/*.test.ts'),
        here('./test/contract/session/tabs-interleaving.test.ts'),
        here('./test/contract/server/import-kills/import-kills.test.ts'),
        here('./test/contract/server/plan-large.test.ts'),
        here('./test/contract/server/plan-model.test.ts'),
        here('./test/contract/server/sync-model.test.ts'),
        here('./test/storages/two-processes.test.ts'),
        here('./test/unit/server/journal/journal-import.test.ts'),
        here('./test/unit/server/uids-many.test.ts'),
      ],
      env: {
        FUZZ_RUNS: process.env.FUZZ_RUNS ?? '100000',
        TAB_ROUNDS: process.env.TAB_ROUNDS ?? '200',
        SOCKET_FRAMES: process.env.SOCKET_FRAMES ?? '100000',
        CLIENT_FUZZ_RUNS: process.env.CLIENT_FUZZ_RUNS ?? '20000',
        TAB_SCHEDULES: process.env.TAB_SCHEDULES ?? '20000',
        PLAN_USERS: process.env.PLAN_USERS ?? '200000',
        PLAN_ROUNDS: process.env.PLAN_ROUNDS ?? '2000',
        SYNC_SCHEDULES: process.env.SYNC_SCHEDULES ?? '20000',
        SYNC_ROUNDS_PLAIN: process.env.SYNC_ROUNDS_PLAIN ?? '1000',
        SYNC_ROUNDS_KILLED: process.env.SYNC_ROUNDS_KILLED ?? '300',
        SYNC_ROUNDS_FROZEN: process.env.SYNC_ROUNDS_FROZEN ?? '300',
        IMPORT_KILL_ROUNDS: process.env.IMPORT_KILL_ROUNDS ?? '10',
        JOURNAL_ROWS: process.env.JOURNAL_ROWS ?? '500000',
        UID_COUNT: process.env.UID_COUNT ?? '1000000',
      },
      testTimeout: 1_200_000,
    },
  }),
);
