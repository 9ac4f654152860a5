import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import browser from './vitest.browser.config.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Full rounds of races that `npm run test:all` runs some of. Needs Chromium. */
export default mergeConfig(
  { ...browser, test: { ...browser.test, include: [] } },
  defineConfig({
    test: {
      include: [here('./test/browser/tabs/ended.test.ts')],
      env: { TAB_ROUNDS: process.env.TAB_ROUNDS ?? '200' },
    },
  }),
);
