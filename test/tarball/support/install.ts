import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the tarball and its dependencies, and nothing else. */
    alone: string;
    /** The same with the other packages of an app: React, and types. */
    app: string;
  }
}

const TOOLS = fileURLToPath(new URL('../node_modules', import.meta.url));

/** The other packages of an app. */
const BESIDES = ['react', '@types/node', '@types/react'];

/** Packs the package as `npm publish` does, and installs it as an app does, outside of this repository. */
export default function install(project: TestProject): () => void {
  // The real path: bundlers and compilers treat a file with two paths as two files.
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'cometchat-users-')));
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  npm('.', 'pack', '--silent', '--pack-destination', root);
  const [tarball = ''] = readdirSync(root);

  const alone = path.join(root, 'alone');
  mkdirSync(alone);
  writeFileSync(path.join(alone, 'package.json'), '{ "private": true, "type": "module" }');
  npm(
    alone,
    'install',
    path.join(root, tarball),
    '--silent',
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  );

  const app = path.join(root, 'app');
  cpSync(alone, app, { recursive: true });
  for (const name of BESIDES) {
    const link = path.join(app, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(TOOLS, name), link);
  }

  project.provide('alone', alone);
  project.provide('app', app);
  return () => rmSync(root, { recursive: true, force: true });
}
