import { asException, type CometChatException } from '../../../errors/exception.js';
import type { FinishedRun, Journal, JournalOutcome, JournalRow } from '../journal/types.js';
import type { ReadRow } from '../rows/read-row.js';
import { contentHash, type Row } from './row.js';

/** A row that an earlier run had done. */
export interface DoneRow {
  readonly line: number;
  readonly uid: string;
  readonly outcome: JournalOutcome;
}

/** A row that was taken from the journal. */
export interface TakenRows {
  /** Rows of earlier runs, to tell. */
  readonly done: readonly DoneRow[];
  /** Rows to send. */
  readonly send: readonly Row[];
}

/**
 * Looks rows up in a journal. A row that an earlier run did, but whose user got the content of a later row since, is held back: if the
 * source has another row of the uid, that one is sent; otherwise this row is sent again.
 */
export class JournalRows {
  readonly #journal: Journal;
  readonly #onFailure: (error: CometChatException) => void;
  /** The rows that are held back, by uid. */
  readonly #held = new Map<string, Row>();

  constructor(journal: Journal, onFailure: (error: CometChatException) => void) {
    this.#journal = journal;
    this.#onFailure = onFailure;
  }

  get finished(): FinishedRun | undefined {
    return this.#journal.finished;
  }

  /** Looks a row up, in the order of the source. */
  take(line: number, read: ReadRow): TakenRows {
    const { uid } = read;
    const journal = this.#journal.take(uid, contentHash(read));
    const row: Row = { ...read, line, journal: this.#guarded(journal), begun: journal.begun };
    const held = this.#held.get(uid);
    this.#held.delete(uid);
    const done = held ? [doneRow(held)] : [];
    if (!journal.outcome) return { done, send: [row] };
    if (!journal.overwritten) return { done: [...done, doneRow(row)], send: [] };
    this.#held.set(uid, row);
    return { done, send: [] };
  }

  /** The rows that were held back until the end of the source. They are sent again. */
  rest(): readonly Row[] {
    return [...this.#held.values()];
  }

  finish(counts: Readonly<Record<string, number>>): Promise<void> {
    return this.#journal.finish(counts);
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  /** Ends the run if the journal cannot be written. */
  #guarded(row: JournalRow): JournalRow {
    const guard = async (work: Promise<void>) => {
      try {
        await work;
      } catch (error) {
        this.#onFailure(asException(error));
        throw error;
      }
    };
    const { outcome, overwritten, begun } = row;
    return {
      outcome,
      overwritten,
      begun,
      begin: (action) => guard(row.begin(action)),
      refuse: () => guard(row.refuse()),
      end: (done) => guard(row.end(done)),
    };
  }
}

function doneRow({ line, uid, journal }: Row): DoneRow {
  return { line, uid, outcome: journal?.outcome as JournalOutcome };
}
