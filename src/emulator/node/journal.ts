import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { ApiError } from '../http/api-error.js';
import type { Apps, Change } from '../state/apps.js';
import { readJournal, replaceJournal, writeAll } from './journal-file.js';
import { lockFolder } from './lock.js';

/** How many changes a journal may hold beyond twice what is live before it is written anew. */
const ROOM = 10_000;

/** Tells of something that went on without the caller. */
export type Notice = (message: string) => void;

/**
 * Keeps whatever the apps hold in `journal.ndjson` of a folder: one line for each request that changed something, with all its
 * changes. A line is handed to the operating system before the request is answered. That survives the end of this process at
 * any moment, `kill -9` included; a power cut may take the newest lines, for a disk is waited for only when the file is
 * written anew.
 */
export class Journal {
  readonly #file: string;
  readonly #apps: Apps;
  readonly #notice: Notice;
  #release: (() => void) | undefined;
  #fd: number | undefined;
  #pending: string[] = [];
  /** How many changes the file holds, and how many it may. */
  #size = 0;
  #room = 0;

  /** Opens the journal, and brings back into the apps what it holds. Throws when the folder cannot be used. */
  constructor(folder: string, apps: Apps, notice: Notice = (message) => process.emitWarning(message)) {
    this.#file = path.resolve(folder, 'journal.ndjson');
    this.#apps = apps;
    this.#notice = notice;
    apps.onChange((change) => this.#note(change));
    this.open();
  }

  /** Opens it again after a close; does nothing while it is open. */
  open(): void {
    if (this.#release !== undefined) return;
    const folder = path.dirname(this.#file);
    let release: (() => void) | undefined;
    try {
      mkdirSync(folder, { recursive: true });
      release = lockFolder(folder);
      this.#replay();
    } catch (error) {
      release?.();
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new Error(`The data folder ${folder} cannot be used: ${error.message}`, { cause: error });
    }
    this.#release = release;
  }

  /**
   * Writes what changed since the last time. Throws when that is not to be written; then the next change writes everything
   * anew, so that file and memory agree again.
   */
  commit(): void {
    if (this.#pending.length === 0) return;
    const changes = this.#pending;
    this.#pending = [];
    try {
      if (this.#release === undefined) throw new Error('the emulator is closed');
      if (this.#fd === undefined) this.#compact();
      else this.#append(this.#fd, changes);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ApiError(500, 'ERR_OPERATION_FAILED', `The change could not be recorded: ${reason}`);
    }
    if (this.#size > this.#room) this.#tidy();
  }

  /** Writes what is left, and lets another process have the folder. */
  close(): void {
    this.#commitOrTell();
    this.#closeFile();
    this.#release?.();
    this.#release = undefined;
  }

  /** A row may be changed in place later on, so its text is made now. */
  #note(change: Change): void {
    // Whatever changes outside a request, such as a socket that logs in, is written soon after.
    if (this.#pending.length === 0) setImmediate(() => this.#commitOrTell());
    this.#pending.push(JSON.stringify(change));
  }

  #commitOrTell(): void {
    try {
      this.commit();
    } catch (error) {
      this.#notice((error as Error).message);
    }
  }

  #append(fd: number, changes: readonly string[]): void {
    try {
      writeAll(fd, `[${changes.join(',')}]\n`);
    } catch (error) {
      // Half a line may be there now, and nothing may come behind it.
      this.#closeFile();
      throw error;
    }
    this.#size += changes.length;
  }

  #replay(): void {
    const found = readJournal(this.#file);
    this.#size = 0;
    if (found !== undefined) this.#apps.load(this.#counted(found.changes));
    if (found?.torn)
      this.#notice(`${this.#file}: the last line was cut off and is dropped; its request was not answered.`);
    let live = 0;
    for (const _ of this.#apps.dump()) live += 1;
    if (found === undefined || found.torn || this.#size !== live) this.#compact();
    else {
      this.#room = live * 2 + ROOM;
      this.#fd = openSync(this.#file, 'a');
    }
  }

  *#counted(changes: Iterable<Change>): Generator<Change> {
    for (const change of changes) {
      this.#size += 1;
      yield change;
    }
  }

  #compact(): void {
    this.#closeFile();
    this.#size = replaceJournal(this.#file, this.#apps.dump());
    this.#room = this.#size * 2 + ROOM;
    this.#fd = openSync(this.#file, 'a');
  }

  /** Everything is recorded when this is called, so that a failure can wait. */
  #tidy(): void {
    try {
      this.#compact();
    } catch (error) {
      this.#room = this.#size * 2;
      this.#notice(`${this.#file} could not be written anew: ${(error as Error).message}`);
    }
  }

  #closeFile(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}
