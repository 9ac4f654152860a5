import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Several servers that share a real Redis. `npm run test:redis` installs the client of Redis. */
export default mergeConfig(
  { ...base, test: { ...base.test, projects: undefined, setupFiles: [] } },
  defineConfig({ test: { include: [here('./test/redis/*.test.ts')] } }),
);
