import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const ROOT = here('../..');
const DEPENDENCIES = ['eventemitter3', 'ky', 'zod'];

/** The folder of an app in which the package is installed as npm would have packed it. */
export const APP = path.join(ROOT, '.reports/runtimes/app');

/** The cases for each way to use a package: imported from `node_modules`, or bundled into one file. */
export const SCRIPTS = {
  process: path.join(APP, 'process.js'),
  page: path.join(APP, 'page.js'),
  worker: path.join(APP, 'worker.js'),
  edge: path.join(APP, 'edge.js'),
};

/** Installs the built package in a separate app, and builds its scripts. */
export async function buildScripts(): Promise<void> {
  rmSync(APP, { recursive: true, force: true });
  install();
  const shared = {
    bundle: true,
    target: 'es2022',
    outdir: APP,
    // Otherwise the paths there would lead to the sources.
    tsconfigRaw: {},
    nodePaths: [path.join(APP, 'node_modules')],
    logLevel: 'error',
  } satisfies BuildOptions;
  const entry = (name: string) => here(`./harness/${name}.ts`);
  await Promise.all([
    build({ ...shared, entryPoints: [entry('process')], format: 'esm', external: ['cometchat-users'] }),
    build({ ...shared, entryPoints: [entry('worker')], format: 'esm' }),
    build({ ...shared, entryPoints: [entry('page'), entry('edge')], format: 'iife' }),
  ]);
}

function install(): void {
  const modules = path.join(APP, 'node_modules');
  const target = path.join(modules, 'cometchat-users');
  mkdirSync(target, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', modules];
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }));
  execFileSync('tar', ['-xzf', path.join(modules, filename), '-C', target, '--strip-components=1']);
  for (const name of DEPENDENCIES) symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  writeFileSync(path.join(APP, 'package.json'), JSON.stringify({ type: 'module' }));
}
