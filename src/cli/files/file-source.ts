import { CommandError } from '../failure.js';
import { checkRows, type FileCheck, withoutCollisions } from './check.js';
import { FileFault } from './fault.js';
import { LineNumbers } from './line-numbers.js';
import type { BadRow, Row } from './row.js';
import { type ReadOptions, readRows } from './rows.js';
import type { UserFile } from './user-file.js';

/** How a command takes the rows of a file. */
export interface RowHooks {
  /** Is called with the header of CSV as text, before the first row. */
  readonly onHeader?: (raw: string) => void;
  /** Is called for each row that cannot be read. */
  readonly onBadRow?: (row: BadRow) => Promise<void> | void;
  /** Is called for each row that is given on, with its number from 1. */
  readonly onRow?: (number: number, raw: string) => void;
}

/** A file of users as a source for `admin.sync`. */
export class FileSource {
  readonly name: string;
  /** When the file was saved last; for a stream, when the command began to read it. */
  readonly savedAt: Date;
  readonly #file: UserFile;
  readonly #options: ReadOptions;
  readonly #lines = new LineNumbers();
  #check: FileCheck | undefined;

  constructor(file: UserFile, options: ReadOptions) {
    this.name = file.name;
    this.savedAt = file.savedAt;
    this.#file = file;
    this.#options = options;
  }

  /** Reads the whole file once, to find its faults before the first request that writes. */
  async check(signal: AbortSignal): Promise<FileCheck> {
    this.#check = await checkRows(readRows(this.#file.read(), this.#options), signal).catch((error) => {
      throw this.#named(error);
    });
    return this.#check;
  }

  /** Reads the rows. */
  async *rows(onHeader?: (raw: string) => void): AsyncGenerator<Row> {
    try {
      yield* readRows(this.#file.read(), { ...this.#options, ...(onHeader && { onHeader }) });
    } catch (error) {
      throw this.#named(error);
    }
  }

  /** Reads the users of the rows that can be read. */
  async *users({ onHeader, onBadRow, onRow }: RowHooks = {}): AsyncGenerator<never> {
    this.#lines.clear();
    let number = 0;
    for await (const row of withoutCollisions(this.rows(onHeader), this.#check?.collisions ?? new Map())) {
      if (row.problem !== undefined) {
        await onBadRow?.(row);
        continue;
      }
      this.#lines.add(row.line);
      onRow?.(++number, row.raw);
      // The admin checks each row: its type is not known here.
      yield row.value as never;
    }
  }

  /** Adds the name of the file to a fault. */
  #named(error: unknown): unknown {
    return error instanceof FileFault ? new CommandError(`${this.name}: ${error.message}`, error.hint) : error;
  }

  /** The line of a row, by its number from 1 among the rows that can be read. */
  lineOf(number: number): number {
    return this.#lines.of(number);
  }
}
