import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the instances of a server share, in a real Redis and a real Postgres. `npm run test:storages` installs their clients. */
export default mergeConfig(
  { ...base, test: { ...base.test, projects: undefined, setupFiles: [] } },
  defineConfig({ test: { include: [here('./test/storages/*.test.ts')] } }),
);
