import type { CometChatException } from '../../errors/exception.js';
import { placed } from '../files/fault.js';
import type { BadRow } from '../files/row.js';
import type { Output } from '../output.js';
import type { Progress } from '../progress.js';
import { printable } from '../text.js';

/** The failed rows that a person sees. A program gets all of them. */
const SHOWN = 20;

/** A row that failed. */
export interface FailedRow {
  readonly line: number | undefined;
  readonly column?: number | undefined;
  readonly uid: string | undefined;
  readonly error: CometChatException | string;
}

/** Prints the rows that failed: for a person the first ones to standard error, with `--json` each as a line of standard output. */
export class Failures {
  readonly #output: Output;
  readonly #progress: Progress;
  count = 0;

  constructor(output: Output, progress: Progress) {
    this.#output = output;
    this.#progress = progress;
  }

  async addBad({ line, column, problem }: BadRow): Promise<void> {
    await this.add({ line, column, uid: undefined, error: problem });
  }

  async add({ line, column, uid, error }: FailedRow): Promise<void> {
    this.count++;
    const message = typeof error === 'string' ? error : error.message;
    if (this.#output.json) {
      const json = typeof error === 'string' ? { message } : error.toJSON();
      await this.#output.result({ line, column, uid, status: 'failed', error: json }, () => '');
    } else if (this.count <= SHOWN) {
      const place = placed({ line, column });
      this.#progress.print(`${place}${uid === undefined ? '' : `${uid}: `}${printable(message)}`, place.length);
    }
  }

  /** Says how many failed rows were not printed. */
  printRest(): void {
    const rest = this.count - SHOWN;
    if (rest > 0 && !this.#output.json) this.#progress.print(`… and ${rest.toLocaleString('en-US')} more rows failed.`);
  }
}
