import { fileURLToPath } from 'node:url';
import { SCRIPTS } from '../build.js';
import { findProgram, startChild, versionOf } from './child.js';
import type { Runtime } from './runtime.js';

const HINT = 'It is an npm package, for Linux on x64: npm ci --prefix test/runtimes.';

/** A runtime of the command line: it imports the package from `node_modules`, and exits by itself. */
function commandLine(name: string, file: string, ...args: string[]): Runtime {
  const find = () => findProgram([fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url))], HINT);
  return {
    name,
    version: () => versionOf([find()]),
    start: async (site) => startChild([find(), ...args, SCRIPTS.process, site]),
    endsByItself: true,
  };
}

export const node = (major: 20 | 22 | 24 | 26) => commandLine(`Node ${major}`, `node-${major}/bin/node`);

export const bun = commandLine('Bun', '@oven/bun-linux-x64/bin/bun', 'run', '--no-install');

/** It may use the network of this machine only. */
export const deno = commandLine('Deno', '@deno/linux-x64-glibc/deno', 'run', '--no-prompt', '--allow-net=127.0.0.1');
