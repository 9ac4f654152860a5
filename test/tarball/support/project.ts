import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const NAME = 'cometchat-users';

/** The installed package. */
export const INSTALLED = path.join(inject('alone'), 'node_modules', NAME);

/** The installed manifest. */
export const manifest: {
  readonly version: string;
  readonly unpkg: string;
  readonly jsdelivr: string;
  readonly exports: Record<string, Record<string, unknown>>;
} = JSON.parse(readFileSync(path.join(INSTALLED, 'package.json'), 'utf8'));

export interface Entry {
  /** `./server`, as in the manifest. */
  readonly key: string;
  /** `cometchat-users/server`, as an app imports it. */
  readonly name: string;
  /** The conditions that it distinguishes. */
  readonly conditions: readonly string[];
}

/** Every entry that the manifest exports. */
export const entries: readonly Entry[] = Object.entries(manifest.exports)
  .filter(([key]) => !key.endsWith('.json'))
  .map(([key, conditions]) => ({ key, name: path.posix.join(NAME, key), conditions: Object.keys(conditions) }));

/**
 * Creates a project's folder: `alone` has the package and its dependencies, `app` also the other packages of an app.
 */
export function createProject(files: Record<string, string>, place: 'alone' | 'app' = 'app'): string {
  const folder = mkdtempSync(path.join(inject(place), 'project-'));
  for (const [name, text] of Object.entries({ 'package.json': '{ "private": true, "type": "module" }', ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** Runs Node in a folder; rejects if it fails. */
export function node(folder: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, args, { cwd: folder });
}
