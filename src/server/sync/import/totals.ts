import { monotonicMs } from '../../../transport/clock.js';
import type { ImportCounts, ImportSummary } from './types.js';

type Status = keyof ImportCounts;

const NONE: ImportCounts = { created: 0, updated: 0, unchanged: 0, reactivated: 0, skipped: 0, failed: 0 };

/** The numbers of one import, for its progress and its summary. */
export class Totals {
  /** The rows that were read from the source. */
  read = 0;
  #fromJournal = 0;
  readonly #counts: { -readonly [S in Status]: number } = { ...NONE };
  readonly #beganAt = monotonicMs();

  get counts(): ImportCounts {
    return { ...this.#counts };
  }

  /** The rows that have a result. */
  get done(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
  }

  /** Adds the result of a row. */
  add(status: Status): void {
    this.#counts[status] += 1;
  }

  /** Adds the results of an earlier run, which the journal has. */
  addFromJournal(counts: { readonly [status: string]: number }): void {
    for (const status of Object.keys(NONE) as Status[]) {
      const count = counts[status] ?? 0;
      this.#counts[status] += count;
      this.#fromJournal += count;
    }
  }

  summary(): Pick<ImportSummary, 'counts' | 'rows' | 'fromJournal' | 'durationMs'> {
    return {
      counts: this.counts,
      rows: this.read,
      fromJournal: this.#fromJournal,
      durationMs: Math.round(monotonicMs() - this.#beganAt),
    };
  }
}
