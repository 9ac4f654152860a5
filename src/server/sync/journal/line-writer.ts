import { type CometChatException, isCometChatException } from '../../../errors/exception.js';
import type { CheckedLines } from '../text/checked-lines.js';
import { type Entry, type Header, toAsciiJson } from './entries.js';
import type { Medium } from './medium.js';
import { journalProblem, reasonOf } from './problems.js';

/** Writes the lines of a journal. Lines that come while a slow storage writes are written together. */
export class LineWriter {
  readonly #medium: Medium;
  readonly #lines: CheckedLines;
  #waiting = '';
  /** The write that has the waiting lines. */
  #next: Promise<void> | undefined;
  /** The latest write that has begun. */
  #writing: Promise<void> = Promise.resolve();

  /** `lines` has read the lines before, if there are any. */
  constructor(medium: Medium, lines: CheckedLines) {
    this.#medium = medium;
    this.#lines = lines;
  }

  /**
   * Adds a line. Resolves when it is stored. After a failed write all others fail too: the lines after it would not fit to the lines before
   * it.
   */
  add(entry: Entry | Header): Promise<void> {
    this.#waiting += this.#lines.write(toAsciiJson(entry));
    if (!this.#next) {
      this.#next = this.#writing.then(() => this.#write());
      this.#writing = this.#next;
    }
    return this.#next;
  }

  /** Makes sure that the lines survive a power failure, if the medium can do that. */
  async sync(): Promise<void> {
    try {
      this.#medium.sync();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  async #write(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    this.#next = undefined;
    try {
      await this.#medium.append(text);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): CometChatException {
    if (isCometChatException(error)) return error;
    const message = `The journal ${this.#medium.name} cannot be written: ${reasonOf(error)}.`;
    return journalProblem('JOURNAL_FAILED', message, error);
  }
}
