import { amend, asException, CometChatException } from '../../../errors/exception.js';
import { monotonicMs } from '../../../transport/clock.js';
import { createKeyedQueue } from '../../changes/keyed-queue.js';
import type { AdminContext } from '../../context.js';
import { createBreather } from '../breather.js';
import { Catalog } from '../catalog/catalog.js';
import { countAllUsers, PAGE, type RunRequest, readAllUsers } from '../catalog/read-all.js';
import { isFatal } from '../fatal.js';
import type { FinishedRun, Journal } from '../journal/types.js';
import { Outage } from '../outage/outage.js';
import { persist } from '../outage/persist.js';
import { probe } from '../outage/probe.js';
import type { Results } from '../results/results.js';
import { readRows, type SourceRows } from '../rows/source.js';
import { BATCH, BATCHES } from './batches.js';
import { JournalRows } from './journal-rows.js';
import { type CheckedImportOptions, OPERATION } from './options.js';
import { Progress } from './progress.js';
import { isRefused, notRows, type ReadRow, type Row, readRow, uidOf } from './row.js';
import { Slots } from './slots.js';
import type { ImportCounts, ImportProgress, ImportResult, ImportSummary } from './types.js';
import { type Outcome, Writer } from './writer.js';

const NONE: ImportCounts = { created: 0, updated: 0, unchanged: 0, reactivated: 0, skipped: 0, failed: 0 };

/** The parts of an import. */
export interface ImportParts {
  readonly context: AdminContext;
  readonly source: object;
  readonly options: CheckedImportOptions;
  readonly results: Results<ImportResult>;
  /** Opens the journal; `undefined` for an import without one. The signal ends the waits for a storage. */
  readonly openJournal: ((signal: AbortSignal) => Promise<Journal>) | undefined;
}

/** One import, from its first row to its summary. */
export class ImportRunner {
  readonly #parts: ImportParts;
  readonly #context: AdminContext;
  /** Aborts the requests and the reading of the source. */
  readonly #abort = new AbortController();
  readonly #outage: Outage;
  readonly #rows: SourceRows;
  readonly #enqueue = createKeyedQueue();
  /** The rows that were begun. It limits how far the run reads ahead. */
  readonly #begun: Slots;
  readonly #working = new Set<Promise<void>>();
  readonly #beganAt = monotonicMs();
  readonly #counts: { -readonly [Status in keyof ImportCounts]: number } = { ...NONE };
  #read = 0;
  #fromJournal = 0;
  #finishedAt: string | undefined;
  #phase: ImportProgress['phase'] = 'sending';
  #journal: JournalRows | undefined;
  #writer: Writer | undefined;
  #stoppedBy: CometChatException | undefined;

  constructor(parts: ImportParts) {
    this.#parts = parts;
    const { patience, concurrency } = parts.options;
    this.#outage = new Outage({
      patience,
      probe: () => probe(parts.context, OPERATION, { signal: this.#abort.signal }),
      onGiveUp: (error) => this.abort(error),
    });
    this.#context = parts.context.around(this.#outage.around);
    this.#rows = readRows(parts.source, { signal: this.#abort.signal, apiKey: parts.context.apiKey });
    this.#begun = new Slots(concurrency + BATCH * BATCHES);
  }

  /** Ends the run at once: requests in progress are aborted. */
  abort(reason: CometChatException): void {
    this.#stop(reason);
    this.#abort.abort(reason);
  }

  /** Imports everything. It resolves, whatever happens. */
  async run(): Promise<ImportSummary> {
    const { options, results } = this.#parts;
    const unlisten = this.#follow(options.signal);
    const progress = options.onProgress && new Progress(options.onProgress, () => this.#snapshot());
    try {
      await this.#begin();
      await this.#finish();
    } catch (error) {
      this.#stop(asException(error));
    } finally {
      await Promise.all(this.#working);
      await this.#journal?.close().catch((error) => this.#stop(asException(error)));
      unlisten();
      this.#outage.end();
      progress?.end();
      results.end();
    }
    return this.#summary();
  }

  /** Reads the whole source and begins each row. */
  async #begin(): Promise<void> {
    const { openJournal } = this.#parts;
    if (this.#stoppedBy) return;
    if (openJournal)
      this.#journal = new JournalRows(await openJournal(this.#abort.signal), (error) => this.#stop(error));
    if (this.#journal?.finished) return this.#skipAll(this.#journal.finished);
    const waiting: Row[] = [];
    let lists: number | undefined;
    const breathe = createBreather();
    for await (const { line, row: given } of this.#rows) {
      await breathe();
      if (this.#stoppedBy) return;
      this.#read += 1;
      for (const row of await this.#ready(line, given)) {
        if (this.#writer) await this.#start(row);
        else waiting.push(row);
      }
      if (this.#writer || waiting.length === 0) continue;
      lists ??= await this.#countLists();
      if (waiting.length > lists) await this.#startAll(waiting, await this.#readLists(lists));
    }
    if (this.#stoppedBy) return;
    waiting.push(...(this.#journal?.rest() ?? []));
    // Without a writer, the source is so short that reading the lists would cost more requests.
    await this.#startAll(waiting, undefined);
  }

  /** Does nothing, because an earlier run finished the journal. */
  async #skipAll({ at, summary }: FinishedRun): Promise<void> {
    this.#finishedAt = at;
    for (const status of Object.keys(NONE) as (keyof ImportCounts)[]) {
      this.#counts[status] = summary[status] ?? 0;
      this.#fromJournal += this.#counts[status];
    }
    await this.#rows.return();
  }

  /** Waits for all rows, and finishes the journal if nothing is left to do. */
  async #finish(): Promise<void> {
    this.#writer?.flush();
    await Promise.all(this.#working);
    const { failed, skipped } = this.#counts;
    if (this.#stoppedBy || this.#finishedAt !== undefined || failed + skipped > 0) return;
    // A source without rows may be a mistake, and a finished journal sends nothing from then on.
    if (this.#read > 0) await this.#journal?.finish({ ...this.#counts });
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
      await this.#fail(line, uidOf(given), asException(cause));
      return [];
    }
    if (!this.#journal) return [{ ...read, line, journal: undefined, begun: undefined }];
    const { done, send } = this.#journal.take(line, read);
    for (const row of done) {
      this.#fromJournal += 1;
      await this.#tell({ line: row.line, uid: row.uid, ...row.outcome });
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
      if (!this.#abort.signal.aborted) return;
    }
    await this.#tell({ line, uid, ...outcome });
  }

  #fail(line: number, uid: string | undefined, error: CometChatException): Promise<void> {
    return this.#tell({ line, uid, status: 'failed', error: amend(error, { operation: OPERATION }) });
  }

  async #tell(result: ImportResult): Promise<void> {
    this.#counts[result.status] += 1;
    await this.#parts.results.push(result);
  }

  /** Runs one request. */
  #perform: RunRequest = (work) => {
    const { timeout } = this.#parts.options;
    return this.#context.perform(OPERATION, { signal: this.#abort.signal, timeout }, work);
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

  /** Aborts the run with the caller's signal. Returns a function that ends this. */
  #follow(signal: AbortSignal | undefined): () => void {
    const onAbort = () => this.abort(abortedBy(signal?.reason));
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    return () => signal?.removeEventListener('abort', onAbort);
  }

  #snapshot(): ReturnType<ConstructorParameters<typeof Progress>[1]> {
    const { source } = this.#parts;
    return {
      read: this.#read,
      done: Object.values(this.#counts).reduce((sum, count) => sum + count, 0),
      counts: { ...this.#counts },
      phase: this.#outage.isDown ? 'waiting' : this.#phase,
      ...(Array.isArray(source) && { total: source.length }),
    };
  }

  #summary(): ImportSummary {
    return {
      counts: { ...this.#counts },
      rows: this.#read,
      requests: this.#outage.requests,
      fromJournal: this.#fromJournal,
      ...(this.#finishedAt !== undefined && { finishedAt: this.#finishedAt }),
      durationMs: Math.round(monotonicMs() - this.#beganAt),
      ...(this.#stoppedBy && { stoppedBy: this.#stoppedBy }),
    };
  }
}

function abortedBy(reason: unknown): CometChatException {
  return new CometChatException({ code: 'REQUEST_ABORTED', cause: reason });
}
