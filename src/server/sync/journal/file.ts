import { findNodeModules, type NodeModules } from '../../node-modules.js';
import type { Chunks } from '../text/split-lines.js';
import type { Medium } from './medium.js';
import { type Ownership, takeOwnership } from './owner.js';
import { journalProblem, reasonOf } from './problems.js';

/**
 * A journal in a file that only its owner can read. Each text is passed to the operating system before `append` returns, so it survives
 * the end of this process at any moment. It is synced to the disk only at the end: after a power failure the newest lines may be missing.
 */
class JournalFile implements Medium {
  readonly name: string;
  readonly #node: NodeModules;
  readonly #owner: Ownership;
  readonly #fd: number;
  readonly #isNew: boolean;
  #size: number;

  constructor(node: NodeModules, file: string, owner: Ownership) {
    this.name = file;
    this.#node = node;
    this.#owner = owner;
    const found = node.fs.statSync(file, { throwIfNoEntry: false });
    this.#isNew = !found;
    this.#size = found?.size ?? 0;
    this.#fd = node.fs.openSync(file, 'a', 0o600);
  }

  read(): Chunks {
    return this.#node.fs.createReadStream(this.name);
  }

  append(text: string): void {
    if (this.#owner.isLost())
      throw journalProblem('JOURNAL_IN_USE', `Another process has taken over the journal ${this.name}.`);
    const { fs } = this.#node;
    const bytes = new TextEncoder().encode(text);
    try {
      for (let done = 0; done < bytes.length; ) done += fs.writeSync(this.#fd, bytes, done);
    } catch (error) {
      // A part of the text may be there.
      this.cut(this.#size);
      throw error;
    }
    this.#size += bytes.length;
  }

  cut(length: number): void {
    this.#node.fs.ftruncateSync(this.#fd, length);
    this.#size = length;
  }

  sync(): void {
    this.#node.fs.fsyncSync(this.#fd);
  }

  close(isUnused: boolean): void {
    this.#node.fs.closeSync(this.#fd);
    if (isUnused && this.#isNew) this.#node.fs.rmSync(this.name, { force: true });
    this.#owner.release();
  }
}

/** Opens the file of a journal for this run alone, or creates it. */
export async function openJournalFile(given: string): Promise<Medium> {
  const node = findNodeModules();
  if (!node)
    throw journalProblem(
      'JOURNAL_UNUSABLE',
      'journal is a path, but there are no files here: give an object with read, append and replace instead.',
    );
  const file = realPath(node, given);
  let owner: Ownership | undefined;
  try {
    checkIsFile(node, file);
    owner = await takeOwnership(node, file);
    return new JournalFile(node, file, owner);
  } catch (error) {
    owner?.release();
    // `takeOwnership` and `checkIsFile` give a reason of their own; everything else comes from the file system.
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw journalProblem('JOURNAL_UNUSABLE', `The journal ${file} cannot be opened: ${reasonOf(error)}.`, error);
  }
}

/** The path without symbolic links: two paths of one file must be one journal. */
function realPath({ fs, path }: NodeModules, given: string): string {
  const full = path.resolve(given);
  const real = (name: string): string | undefined => {
    try {
      return fs.realpathSync(name);
    } catch {
      return undefined;
    }
  };
  const folder = real(path.dirname(full));
  return real(full) ?? (folder === undefined ? full : path.join(folder, path.basename(full)));
}

function checkIsFile({ fs }: NodeModules, file: string): void {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found || found.isFile()) return;
  const what = found.isDirectory() ? 'a directory' : 'not a regular file';
  throw journalProblem('JOURNAL_UNUSABLE', `The journal ${file} is ${what}: give the path of a file.`);
}
