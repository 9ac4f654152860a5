import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import base, { LONG } from './vitest.config.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests that take too long for `npm test`. */
export default mergeConfig(
  { ...base, test: { ...base.test, projects: undefined } },
  defineConfig({ test: { include: LONG.map((file) => here(`./${file}`)) } }),
);
