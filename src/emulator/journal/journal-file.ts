import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Change } from '../state/apps.js';

/** The first line of a journal. The emulator does not read or overwrite a file with another first line. */
const HEADER = { journal: 'cometchat-users emulator', version: 1 };

const NEWLINE = 10;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The content of a journal. */
export interface Found {
  /** The changes, read from the file during the iteration. Throws at a damaged line. */
  readonly changes: Iterable<Change>;
  /** Whether the last line is incomplete: the process ended while writing it, before the response was sent. */
  readonly torn: boolean;
}

/** Reads a journal; `undefined` when it does not exist. */
export function readJournal(file: string): Found | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return { changes: changesIn(bytes, file), torn: bytes.length > 0 && bytes.at(-1) !== NEWLINE };
}

function* changesIn(bytes: Buffer, file: string): Generator<Change> {
  let line = 1;
  for (let start = 0, end = bytes.indexOf(NEWLINE); end !== -1; start = end + 1, end = bytes.indexOf(NEWLINE, start)) {
    const parsed = parse(bytes.subarray(start, end));
    if (line === 1 ? !isHeader(parsed) : !isChanges(parsed)) throw damaged(file, line);
    if (line > 1) yield* parsed as Change[];
    line += 1;
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

function isHeader(parsed: unknown): boolean {
  const { journal, version } = (parsed ?? {}) as Record<string, unknown>;
  return journal === HEADER.journal && version === HEADER.version;
}

function isChanges(parsed: unknown): boolean {
  const isChange = (change: unknown) => typeof change === 'object' && change !== null && !Array.isArray(change);
  return Array.isArray(parsed) && parsed.every(isChange);
}

function damaged(file: string, line: number): Error {
  const what = line === 1 ? 'is not the first line of a journal of this version' : 'is damaged';
  return new Error(`${file}: line ${line} ${what}. Repair it, or move the file away to start with an empty journal.`);
}

/** Replaces the journal with one that holds only these changes. The replacement is atomic. */
export function replaceJournal(file: string, changes: Iterable<Change>): number {
  const fresh = `${file}.new`;
  const fd = openSync(fresh, 'w', 0o600);
  let count = 0;
  try {
    let text = `${JSON.stringify(HEADER)}\n`;
    for (const change of changes) {
      text += `[${JSON.stringify(change)}]\n`;
      count += 1;
      if (text.length < 65_536) continue;
      writeAll(fd, text);
      text = '';
    }
    writeAll(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(fresh, file);
  syncFolder(path.dirname(file));
  return count;
}

/** Writes the whole text, also when the system accepts less at a time. */
export function writeAll(fd: number, text: string): void {
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
