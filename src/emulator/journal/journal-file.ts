import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Change } from '../state/apps.js';
import { decodeLine, encodeLine, FIRST_CHECKSUM, HEADER, HEADER_WITHOUT_CHECKSUMS } from './journal-line.js';

const NEWLINE = 10;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The content of a journal. Its fields are known when all changes have been read. */
export class StoredJournal {
  readonly #file: string;
  readonly #bytes: Buffer;
  /** The checksum of the last line. */
  checksum = FIRST_CHECKSUM;
  /** Whether the last line is incomplete: the process ended while writing it, before the response was sent. */
  torn = false;
  /** Whether lines can be appended after the first `length` bytes. Otherwise the file has to be replaced first. */
  appendable = true;
  /** The number of bytes before an incomplete last line. */
  length = 0;

  constructor(file: string, bytes: Buffer) {
    this.#file = file;
    this.#bytes = bytes;
  }

  /** Reads the changes. Throws at a damaged line. */
  *changes(): Generator<Change> {
    const [header, ...lines] = splitLines(this.#bytes);
    const hasChecksums = header?.bytes.equals(Buffer.from(HEADER)) === true;
    const isJournal = hasChecksums || header?.bytes.equals(Buffer.from(HEADER_WITHOUT_CHECKSUMS));
    if (header === undefined || !isJournal) throw otherFile(this.#file);
    this.appendable = hasChecksums && header.ended;
    this.length = header.bytes.length + 1;
    for (const [index, { bytes, ended }] of lines.entries()) {
      const line = hasChecksums ? decodeLine(bytes, this.checksum) : { json: bytes, checksum: FIRST_CHECKSUM };
      const changes = line && changesIn(line.json);
      // Without checksums, a last line that seems complete may have lost its end.
      if (!ended && (changes === undefined || !hasChecksums)) this.torn = true;
      else if (line === undefined || changes === undefined) throw damaged(this.#file, index + 2);
      else {
        if (!ended) this.appendable = false;
        this.length += bytes.length + 1;
        this.checksum = line.checksum;
        yield* changes;
      }
    }
  }
}

/** Reads a journal; `undefined` when it does not exist or is empty. */
export function readJournal(file: string): StoredJournal | undefined {
  try {
    const bytes = readFileSync(file);
    return bytes.length === 0 ? undefined : new StoredJournal(file, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

interface RawLine {
  readonly bytes: Buffer;
  /** Whether there is a newline after it: only the last line may have none. */
  readonly ended: boolean;
}

function* splitLines(bytes: Buffer): Generator<RawLine> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    yield { bytes: bytes.subarray(start, end === -1 ? undefined : end), ended: end !== -1 };
    start = end === -1 ? bytes.length : end + 1;
  }
}

function changesIn(json: Uint8Array): Change[] | undefined {
  try {
    const parsed: unknown = JSON.parse(utf8.decode(json));
    const isChange = (change: unknown) => typeof change === 'object' && change !== null && !Array.isArray(change);
    return Array.isArray(parsed) && parsed.every(isChange) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function otherFile(file: string): Error {
  return new Error(
    `${file}: line 1 is not the first line of a journal of this version. Move the file away to start with an empty journal.`,
  );
}

function damaged(file: string, line: number): Error {
  return new Error(
    `${file}: line ${line} is damaged. Restore the file from a copy. Or delete this line and all lines after it, to keep the ` +
      'changes before it. Or move the file away to start with an empty journal.',
  );
}

/**
 * Replaces the journal with one that holds only these changes. The replacement is atomic. `check` is called when the new
 * file is complete, and prevents the replacement if it throws.
 */
export function replaceJournal(
  file: string,
  changes: Iterable<Change>,
  check: () => void,
): { count: number; checksum: number } {
  const fresh = `${file}.new`;
  // A process that was frozen during its own replacement must not write to this file.
  rmSync(fresh, { force: true });
  const fd = openSync(fresh, 'wx', 0o600);
  let count = 0;
  let checksum = FIRST_CHECKSUM;
  try {
    let text = `${HEADER}\n`;
    for (const change of changes) {
      const line = encodeLine(`[${JSON.stringify(change)}]`, checksum);
      checksum = line.checksum;
      text += `${line.text}\n`;
      count += 1;
      if (text.length < 65_536) continue;
      writeAll(fd, text);
      text = '';
    }
    writeAll(fd, text);
    fsyncSync(fd);
    if (!isFile(fd, fresh)) throw new Error(`${fresh} was replaced by another process`);
    check();
  } catch (error) {
    // On a full disk, a part of a file would take the space that the next attempt needs.
    if (isFile(fd, fresh)) rmSync(fresh, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
  renameSync(fresh, file);
  syncFolder(path.dirname(file));
  return { count, checksum };
}

/** Whether an open file still has this name. */
export function isFile(fd: number, file: string): boolean {
  const open = fstatSync(fd, { bigint: true });
  const named = statSync(file, { bigint: true, throwIfNoEntry: false });
  return named?.ino === open.ino && named.dev === open.dev;
}

/** Appends a line. If the disk accepts only a part of it, for example because it is full, the part is removed. */
export function appendLine(fd: number, line: string): void {
  const { size } = fstatSync(fd);
  try {
    writeAll(fd, `${line}\n`);
  } catch (error) {
    cutOff(fd, size);
    throw error;
  }
}

/** Shortens a file. If the system refuses, the next start removes the incomplete line. */
function cutOff(fd: number, size: number): void {
  try {
    ftruncateSync(fd, size);
  } catch {}
}

/** Writes the whole text, also when the system accepts less at a time. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}

/** A rename survives a power failure only after the folder is synced. Windows does not support this. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
