import { monotonicMs } from '../../../transport/clock.js';
import type { ImportOptions, ImportProgress } from './types.js';

/** The time between two reports. */
const EVERY_MS = 500;

/** The rate is the one of this time. */
const RATE_MS = 10_000;

/** The counts of a run, read when a report is due. */
export type Snapshot = () => Omit<ImportProgress, 'perSecond' | 'secondsLeft'>;

/** Reports the progress of a run: twice a second, and at the end. */
export class Progress {
  readonly #report: NonNullable<ImportOptions['onProgress']>;
  readonly #snapshot: Snapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The rows that were done at some times of the last ten seconds. */
  #samples: { readonly at: number; readonly done: number }[] = [];

  constructor(report: NonNullable<ImportOptions['onProgress']>, snapshot: Snapshot) {
    this.#report = report;
    this.#snapshot = snapshot;
    this.#samples.push({ at: monotonicMs(), done: 0 });
    this.#plan();
  }

  /** Reports for the last time. */
  end(): void {
    clearTimeout(this.#timer);
    this.#tell();
  }

  #plan(): void {
    this.#timer = setTimeout(() => {
      this.#tell();
      this.#plan();
    }, EVERY_MS);
  }

  #tell(): void {
    const now = this.#snapshot();
    const perSecond = this.#rate(now.done);
    const isKnown = now.total !== undefined && perSecond > 0;
    const secondsLeft = isKnown ? Math.ceil(((now.total as number) - now.done) / perSecond) : undefined;
    try {
      const told = this.#report({ ...now, perSecond, ...(secondsLeft !== undefined && { secondsLeft }) });
      Promise.resolve(told).catch(() => undefined);
    } catch {
      // The error of a listener must not end the run.
    }
  }

  #rate(done: number): number {
    const at = monotonicMs();
    this.#samples = [...this.#samples.filter((sample) => at - sample.at <= RATE_MS), { at, done }];
    const [first] = this.#samples as [{ at: number; done: number }];
    return at > first.at ? (1000 * (done - first.done)) / (at - first.at) : 0;
  }
}
