import { amend, asException, type CometChatException } from '../../../errors/exception.js';
import { LONGEST_MS } from '../../../transport/call-options.js';
import { Deadline } from '../../../transport/deadline.js';
import { createKeyedQueue } from '../../changes/keyed-queue.js';
import type { AdminContext } from '../../context.js';
import { createBreather } from '../breather.js';
import { Catalog } from '../catalog/catalog.js';
import { countAllUsers, PAGE, type RunRequest, readAllUsers } from '../catalog/read-all.js';
import { isFatal } from '../fatal.js';
import type { Journal } from '../journal/types.js';
import { Outage } from '../outage/outage.js';
import { persist } from '../outage/persist.js';
import { probe } from '../outage/probe.js';
import type { Results } from '../results/results.js';
import { givenUid, type ReadRow, readRow } from '../rows/read-row.js';
import { readRows, type SourceRows } from '../rows/source.js';
import { BATCH, BATCHES } from './batches.js';
import { JournalRows } from './journal-rows.js';
import { type CheckedImportOptions, OPERATION } from './options.js';
import { Progress, type Snapshot } from './progress.js';
import { isRefused, notRows, type Row } from './row.js';
import { Slots } from './slots.js';
import { Totals } from './totals.js';
import type { ImportProgress, ImportResult, ImportSummary } from './types.js';
import { type Outcome, Writer } from './writer.js';

/** The parts of an import. */
export interface ImportParts {
  readonly context: AdminContext;
  readonly source: object;
  readonly options: CheckedImportOptions;
  readonly results: Results<ImportResult>;
  /** Aborted when the reader of the results leaves its loop. */
  readonly left: AbortSignal;
  /** Opens the journal; `undefined` for an import without one. The signal ends the waits for a storage. */
  readonly openJournal: ((signal: AbortSignal) => Promise<Journal>) | undefined;
}

/** One import, from its first row to its summary. */
export class ImportRunner {
  readonly #parts: ImportParts;
  readonly #context: AdminContext;
  /** Aborted when the service stays down. */
  readonly #down = new AbortController();
  /** Passes when the run is aborted, which aborts the requests and the reading of the source. */
  readonly #end: Deadline;
  readonly #outage: Outage;
  readonly #rows: SourceRows;
  readonly #enqueue = createKeyedQueue();
  /** The rows that were begun. It limits how far the run reads ahead. */
  readonly #begun: Slots;
  readonly #working = new Set<Promise<void>>();
  readonly #totals = new Totals();
  #phase: ImportProgress['phase'] = 'sending';
  #journal: JournalRows | undefined;
  #writer: Writer | undefined;
  #stoppedBy: CometChatException | undefined;

  constructor(parts: ImportParts) {
    this.#parts = parts;
    const { patience, concurrency, signal } = parts.options;
    this.#end = new Deadline(LONGEST_MS, OPERATION, signal, parts.left, this.#down.signal);
    this.#end.onPassed((reason) => this.#stop(reason));
    this.#outage = new Outage({
      patience,
      probe: () => probe(parts.context, OPERATION, { signal: this.#end.signal }),
      onGiveUp: (error) => this.#down.abort(error),
    });
    this.#context = parts.context.around(this.#outage.around);
    this.#rows = readRows(parts.source, { signal: this.#end.signal, apiKey: parts.context.apiKey });
    this.#begun = new Slots(concurrency + BATCH * BATCHES);
  }

  /** Imports everything. It resolves, whatever happens. */
  async run(): Promise<ImportSummary> {
    const { options } = this.#parts;
    const progress = options.onProgress && new Progress(options.onProgress, () => this.#snapshot());
    try {
      if (this.#end.reason) throw this.#end.reason;
      await this.#begin();
      await this.#finish();
    } catch (error) {
      this.#stop(asException(error));
    } finally {
      await Promise.all(this.#working);
      await this.#journal?.close().catch((error) => this.#stop(asException(error)));
      this.#outage.end();
      this.#end.end();
      progress?.end();
    }
    return this.#summary();
  }

  /** Reads the whole source and begins each row. */
  async #begin(): Promise<void> {
    const { openJournal } = this.#parts;
    if (openJournal) this.#journal = new JournalRows(await openJournal(this.#end.signal), (error) => this.#stop(error));
    if (this.#journal?.finished) {
      // An earlier run did everything.
      this.#totals.addFromJournal(this.#journal.finished.summary);
      await this.#rows.return();
      return;
    }
    const waiting: Row[] = [];
    let lists: number | undefined;
    const breathe = createBreather();
    for await (const { line, row: given } of this.#rows) {
      await breathe();
      if (this.#stoppedBy) return;
      this.#totals.read += 1;
      for (const row of await this.#ready(line, given)) {
        if (this.#writer) await this.#start(row);
        else waiting.push(row);
      }
      if (this.#writer || waiting.length === 0) continue;
      lists ??= await this.#countLists();
      if (waiting.length > lists) await this.#startAll(waiting, await this.#readLists(lists));
    }
    if (this.#stoppedBy) return;
    // Without a writer, the source is so short that reading the lists would cost more requests.
    await this.#startAll([...waiting, ...(this.#journal?.rest() ?? [])], undefined);
  }

  /** Waits for all rows, and finishes the journal if nothing is left to do. */
  async #finish(): Promise<void> {
    this.#writer?.flush();
    await Promise.all(this.#working);
    const { counts, read } = this.#totals;
    if (this.#stoppedBy || this.#journal?.finished || counts.failed + counts.skipped > 0) return;
    // A source without rows may be a mistake, and a finished journal sends nothing from then on.
    if (read > 0) await this.#journal?.finish(counts);
  }

  /** Checks a row. Returns the rows to send now: none if the row is invalid or was done by an earlier run. */
  async #ready(line: number, given: unknown): Promise<readonly Row[]> {
    const unusable = notRows(given);
    if (unusable) {
      this.#stop(unusable);
      return [];
    }
    let read: ReadRow;
    try {
      read = readRow(given);
    } catch (cause) {
      await this.#fail(line, givenUid(given), asException(cause));
      return [];
    }
    if (!this.#journal) return [{ ...read, line, journal: undefined, begun: undefined }];
    const { done, send } = this.#journal.take(line, read);
    for (const row of done) {
      const { line: earlier, uid, outcome } = row;
      this.#totals.addFromJournal({ [outcome.status]: 1 });
      await this.#parts.results.push({ line: earlier, uid, ...outcome });
    }
    return send;
  }

  /** The requests that reading the lists takes: one for 1,000 users. */
  async #countLists(): Promise<number> {
    const { count } = await countAllUsers(this.#context, this.#persisting);
    return Math.ceil(count / PAGE);
  }

  async #readLists(count: number): Promise<Catalog> {
    const catalog = new Catalog();
    if (count === 0) return catalog;
    this.#phase = 'listing';
    const pages = readAllUsers(this.#context, { direction: 'forward', run: this.#persisting });
    for await (const users of pages) for (const user of users) catalog.add(user);
    this.#phase = 'sending';
    return catalog;
  }

  /** Begins rows, and takes them out of the array. From then on, the writer knows whether the lists were read. */
  async #startAll(waiting: Row[], catalog: Catalog | undefined): Promise<void> {
    this.#writer ??= this.#createWriter(catalog);
    for (const row of waiting.splice(0)) await this.#start(row);
  }

  #createWriter(catalog: Catalog | undefined): Writer {
    const { concurrency, reactivate } = this.#parts.options;
    const stopped = () => {
      if (this.#stoppedBy) throw this.#stoppedBy;
    };
    const parts = { context: this.#context, run: this.#perform, outage: this.#outage, concurrency, reactivate };
    return new Writer({ ...parts, stopped, catalog });
  }

  /** Begins a row, when there is room. Rows of one uid are sent one after the other. */
  async #start(row: Row): Promise<void> {
    // Batches that are not full would wait for rows that cannot be read.
    if (this.#begun.isFull) this.#writer?.flush();
    await this.#begun.take();
    const work = this.#enqueue(row.uid, () => this.#send(row)).finally(() => {
      this.#begun.release();
      this.#working.delete(work);
    });
    this.#working.add(work);
  }

  async #send(row: Row): Promise<void> {
    const { line, uid, journal } = row;
    if (this.#stoppedBy) return;
    let outcome: Outcome;
    try {
      outcome = await (this.#writer as Writer).write(row);
    } catch (cause) {
      // The run was stopped before anything was sent for this row.
      if (this.#stoppedBy && !row.isBegun) return;
      const error = asException(cause, OPERATION);
      if (isFatal(error)) this.#stop(error);
      // The journal must not say that this run may have done it: somebody else may do it before the next run.
      if (isRefused(row, error)) await journal?.refuse().catch(() => undefined);
      return this.#fail(line, uid, error);
    }
    const { status } = outcome;
    try {
      // A skipped row is not done: the next run looks at the user again.
      if (status !== 'skipped') await journal?.end({ ...outcome, status });
    } catch (error) {
      this.#stop(asException(error));
      // An abort does not wait for the journal. The row is done all the same, and its intent is stored.
      if (!this.#end.signal.aborted) return;
    }
    await this.#tell({ line, uid, ...outcome });
  }

  #fail(line: number, uid: string | undefined, error: CometChatException): Promise<void> {
    return this.#tell({ line, uid, status: 'failed', error: amend(error, { operation: OPERATION }) });
  }

  async #tell(result: ImportResult): Promise<void> {
    this.#totals.add(result.status);
    await this.#parts.results.push(result);
  }

  /** Runs one request. */
  #perform: RunRequest = (work) => {
    const { timeout } = this.#parts.options;
    return this.#context.perform(OPERATION, { signal: this.#end.signal, timeout }, work);
  };

  /** Runs one request, again if the service does not answer. */
  #persisting: RunRequest = (work) => persist(this.#outage, () => this.#perform(work));

  /** Begins no further row. */
  #stop(reason: CometChatException): void {
    this.#stoppedBy ??= amend(reason, { operation: OPERATION });
    this.#parts.results.unbound();
    // Rows that wait for others to share a request with are not sent any more.
    this.#writer?.flush();
    void this.#rows.return();
  }

  #snapshot(): ReturnType<Snapshot> {
    const { source } = this.#parts;
    const { read, done, counts } = this.#totals;
    return {
      read,
      done,
      counts,
      phase: this.#outage.isDown ? 'waiting' : this.#phase,
      ...(Array.isArray(source) && { total: source.length }),
    };
  }

  #summary(): ImportSummary {
    const finished = this.#journal?.finished;
    return {
      ...this.#totals.summary(),
      requests: this.#outage.requests,
      ...(finished && { finishedAt: finished.at }),
      ...(this.#stoppedBy && { stoppedBy: this.#stoppedBy }),
    };
  }
}
