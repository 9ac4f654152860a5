import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed package. */
    tarball: string;
    /** An empty folder outside of the repository, for the apps. */
    appsFolder: string;
  }
}

/** Packs the package as `npm publish` does, once for all apps. */
export default function pack(project: TestProject): () => void {
  // The real path: bundlers treat a file with two paths as two files.
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'cometchat-users-frameworks-')));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [name = ''] = readdirSync(folder);
  project.provide('tarball', path.join(folder, name));
  project.provide('appsFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
