import type { MergedField } from '../../changes/merging.js';

/** The write that a row needs. */
export type JournalAction = 'create' | 'update' | 'reactivate';

/** The result of a row that is done. A failed or skipped row has none, so that the next run tries it again. */
export interface JournalOutcome {
  readonly status: 'created' | 'updated' | 'unchanged' | 'reactivated';
  readonly merged?: readonly MergedField[] | undefined;
}

/** An earlier run that sent the whole source. */
export interface FinishedRun {
  /** When it finished, in ISO 8601. */
  readonly at: string;
  /** The counts that the run gave to `finish`. */
  readonly summary: Readonly<Record<string, number>>;
}

/**
 * Stores the journal of an import where there are no files, such as in a database or an object store. Use one storage for one journal, and
 * one process at a time: a storage cannot check that. A call that does not settle within 60 seconds ends the run with `JOURNAL_FAILED`. An
 * abort of the run does not wait for a call.
 */
export interface JournalStorage {
  /** Returns the whole text; `undefined` if there is none. */
  read(): Promise<string | undefined> | string | undefined;
  /** Adds to the end of the text. It must resolve only once the text is stored. */
  append(text: string): Promise<void> | void;
  /** Replaces the whole text. */
  replace(text: string): Promise<void> | void;
}

/** The options of `openJournal`. */
export interface OpenJournal {
  /** The path of a file, or a storage. */
  readonly journal: string | JournalStorage;
  readonly appId: string;
  readonly region: string;
  /** A name of the source. A journal that began with another name is refused. */
  readonly sourceId?: string | undefined;
  /** Begins anew: forgets what earlier runs did. */
  readonly restart?: boolean | undefined;
  /** Aborted when the run is: then no call of a storage is awaited any longer. */
  readonly signal?: AbortSignal | undefined;
}

/** The open journal of one run. Only one run at a time can open it. */
export interface Journal {
  /** The earlier run that finished this journal. Then nothing is left to do. */
  readonly finished: FinishedRun | undefined;
  /**
   * Looks a row up. Call it once for each valid row, in the order of the source, with the uid as the service spells it. Rows of one uid must
   * be written in this order too.
   */
  take(uid: string, content: string): JournalRow;
  /** Writes that the whole source is done. Call it only if no row failed. */
  finish(summary: Readonly<Record<string, number>>): Promise<void>;
  /** Writes what is pending and lets other runs open the journal. */
  close(): Promise<void>;
}

/** One row of the source, as the journal knows it. */
export interface JournalRow {
  /** The result from an earlier run. The row must not be sent again, unless `overwritten` says so. */
  readonly outcome: JournalOutcome | undefined;
  /**
   * An earlier run wrote a later row of this uid. If the source has another row of the uid, tell `outcome`. If the source ends first, send
   * this row again: the user has the content of a row that is no longer there.
   */
  readonly overwritten: boolean;
  /** The write that an earlier run had begun when it ended. If the user is as in the row now, that run did it. */
  readonly begun: JournalAction | undefined;
  /** Writes the intent. Send the row only after this resolved. */
  begin(action: JournalAction): Promise<void>;
  /** Writes that the service refused the write, so this run did nothing. */
  refuse(): Promise<void>;
  /** Writes the result. Tell it only after this resolved. A row that needed no write has no `begin`. */
  end(outcome: JournalOutcome): Promise<void>;
}
