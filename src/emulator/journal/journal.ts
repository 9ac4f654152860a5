import { closeSync, ftruncateSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Apps, Change } from '../state/apps.js';
import { createFolder } from './create-folder.js';
import { appendLine, isFile, readJournal, replaceJournal } from './journal-file.js';
import { encodeLine, FIRST_CHECKSUM } from './journal-line.js';
import { type FolderLock, lockFolder } from './lock.js';

/** The journal is rewritten when it holds this many changes more than twice the live ones. */
const ROOM_FOR_CHANGES = 10_000;

/** Receives a message about a problem that fails no request. */
export type Notice = (message: string) => void;

/**
 * Stores all data of the apps in `journal.ndjson` in a folder. Each request that changed something adds one line with
 * all its changes. The line is passed to the operating system before the response is sent. So the data survives the end
 * of this process at any moment, including `kill -9`. A power failure may lose the newest lines: the journal is synced
 * to disk only when the file is rewritten.
 */
export class Journal {
  readonly #file: string;
  readonly #apps: Apps;
  readonly #notice: Notice;
  #lock: FolderLock | undefined;
  #fd: number | undefined;
  #pending: string[] = [];
  /** The checksum of the last line. */
  #checksum = FIRST_CHECKSUM;
  /** The number of changes in the file, and its limit. */
  #size = 0;
  #maxSize = 0;

  /** Opens the journal and loads its data into the apps. Throws when the folder cannot be used. */
  constructor(folder: string, apps: Apps, notice: Notice = (message) => process.emitWarning(message)) {
    this.#file = path.resolve(folder, 'journal.ndjson');
    this.#apps = apps;
    this.#notice = notice;
    apps.onChange((change) => this.#recordChange(change));
    this.open();
  }

  get isOpen(): boolean {
    return this.#lock !== undefined;
  }

  /** Opens the journal again after a close. Does nothing while it is open. */
  open(): void {
    if (this.isOpen) return;
    const folder = path.dirname(this.#file);
    try {
      createFolder(folder);
      this.#lock = lockFolder(folder);
      this.#replay(this.#lock.tookOver);
      this.#lock.removeStale();
    } catch (error) {
      this.#closeFile();
      this.#lock?.release();
      this.#lock = undefined;
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new Error(`The data folder ${folder} cannot be used: ${error.message}`, { cause: error });
    }
  }

  /**
   * Writes the changes since the last commit. Throws when the write fails. Then the next change rewrites the whole
   * file, so that file and memory agree again.
   */
  commit(): void {
    if (this.#pending.length === 0) return;
    const changes = this.#pending;
    this.#pending = [];
    try {
      // A former owner of the folder has the old file open: its changes must not be confirmed.
      if (this.#fd === undefined || !isFile(this.#fd, this.#file)) this.#compact();
      else this.#append(this.#fd, changes);
    } catch (error) {
      // The file lacks these changes: nothing may be appended to it.
      this.#closeFile();
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The change could not be stored: ${reason}`);
    }
    if (this.#size > this.#maxSize) this.#compactOrReport();
  }

  /** Writes the remaining changes and unlocks the folder. */
  close(): void {
    this.#commitOrReport();
    this.#closeFile();
    this.#lock?.release();
    this.#lock = undefined;
  }

  /** Converts the row to text now, because it may be changed in place later. */
  #recordChange(change: Change): void {
    // A change outside a request, such as a login on a socket, is written soon afterwards.
    if (this.#pending.length === 0) setImmediate(() => this.#commitOrReport());
    this.#pending.push(JSON.stringify(change));
  }

  #commitOrReport(): void {
    try {
      this.commit();
    } catch (error) {
      this.#notice((error as Error).message);
    }
  }

  #append(fd: number, changes: readonly string[]): void {
    const { text, checksum } = encodeLine(`[${changes.join(',')}]`, this.#checksum);
    appendLine(fd, text);
    this.#checksum = checksum;
    this.#size += changes.length;
  }

  /**
   * Loads the data of the file. The file is replaced if `mustReplace`, or if nothing can be appended to it. Otherwise it is
   * only rewritten to be shorter: on a full disk, the data can be read all the same.
   */
  #replay(mustReplace: boolean): void {
    const stored = readJournal(this.#file);
    this.#pending = [];
    this.#size = 0;
    if (stored !== undefined) this.#apps.load(this.#counted(stored.changes()));
    let live = 0;
    for (const _ of this.#apps.dump()) live += 1;
    if (mustReplace || !stored?.appendable) this.#compact();
    else {
      this.#checksum = stored.checksum;
      this.#maxSize = live * 2 + ROOM_FOR_CHANGES;
      this.#fd = openSync(this.#file, 'a');
      if (stored.torn) ftruncateSync(this.#fd, stored.length);
      if (this.#size !== live) this.#compactOrReport();
    }
    if (stored?.torn)
      this.#notice(`${this.#file}: the last line is incomplete and was removed; its request got no response.`);
  }

  *#counted(changes: Iterable<Change>): Generator<Change> {
    for (const change of changes) {
      this.#size += 1;
      yield change;
    }
  }

  #compact(): void {
    this.#checkLock();
    // The old file stays open until the new one is complete: if that fails, changes can still be appended to the old one.
    const { count, checksum } = replaceJournal(this.#file, this.#apps.dump(), () => {
      this.#checkLock();
      this.#closeFile();
    });
    this.#size = count;
    this.#checksum = checksum;
    this.#maxSize = count * 2 + ROOM_FOR_CHANGES;
    this.#fd = openSync(this.#file, 'a');
  }

  #checkLock(): void {
    if (this.#lock === undefined) throw new Error('the emulator is closed');
    if (!this.#lock.isHeld()) throw new Error('another process has taken over the data folder, or it was removed');
  }

  /** All changes are already written at this point, so a failure here is only reported. */
  #compactOrReport(): void {
    try {
      this.#compact();
    } catch (error) {
      this.#maxSize = this.#size * 2;
      this.#notice(`${this.#file} could not be rewritten: ${(error as Error).message}`);
    }
  }

  #closeFile(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}
