import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** The folders of a test file. They are removed at its end. */
export function useFolders(): { readonly root: string; newFolder(): string } {
  const root = mkdtempSync(path.join(tmpdir(), 'journal-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let count = 0;
  return {
    root,
    /** The path of a folder that does not exist yet. */
    newFolder() {
      count += 1;
      return path.join(root, `data-${count}`);
    },
  };
}

/** The journal in a folder of data. */
export const fileOf = (data: string) => path.join(data, 'journal.ndjson');

/** The names of the locks in a folder of data. */
export const locksOf = (data: string) => readdirSync(data).filter((name) => name.startsWith('lock-'));
