import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Creates a folder, and the folders above it, if they do not exist. Parent by parent: the recursive `mkdir` of Node 20
 * never returns where the system refuses a new folder with ENOENT, as in `/proc`.
 */
export function createFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = path.dirname(folder);
  if (parent !== folder) createFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have created it since.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
