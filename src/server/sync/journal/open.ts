import { type CometChatException, isCometChatException } from '../../../errors/exception.js';
import { CheckedLines } from '../text/checked-lines.js';
import { type Header, JOURNAL_NAME, JOURNAL_VERSION } from './entries.js';
import { openJournalFile } from './file.js';
import { KnownRows } from './known-rows.js';
import { LineWriter } from './line-writer.js';
import type { Medium } from './medium.js';
import { journalProblem, reasonOf } from './problems.js';
import { checkFirstLine, readJournal } from './reader.js';
import { openJournalStorage } from './storage.js';
import type { FinishedRun, Journal, JournalRow, OpenJournal } from './types.js';

/**
 * Opens a journal for one run, or creates it. Rejects if it is damaged, if it belongs to another import, if another run uses it, and if it
 * cannot be read or written. It is unchanged then, except that an incomplete last line is removed.
 */
export async function openJournal(options: OpenJournal): Promise<Journal> {
  const { journal, appId, region, sourceId, restart = false, signal } = options;
  const header: Header = {
    journal: JOURNAL_NAME,
    version: JOURNAL_VERSION,
    appId,
    region,
    ...(sourceId !== undefined && { sourceId }),
  };
  const medium =
    typeof journal === 'string' ? await openJournalFile(journal) : await openJournalStorage(journal, signal);
  try {
    return restart ? await begin(medium, header) : await resume(medium, header, signal);
  } catch (error) {
    medium.close(true);
    throw unusable(medium, error);
  }
}

/** Begins a journal anew. */
async function begin(medium: Medium, header: Header): Promise<Journal> {
  await checkFirstLine(medium, header);
  await medium.cut(0);
  const writer = new LineWriter(medium, new CheckedLines());
  await writer.add(header);
  return new OpenedJournal(medium, writer, new KnownRows());
}

/** Continues a journal, if there is one. */
async function resume(medium: Medium, header: Header, signal: AbortSignal | undefined): Promise<Journal> {
  const { rows, finished, lines, length, isTorn } = await readJournal(medium, header, signal);
  if (isTorn) await medium.cut(length);
  const writer = new LineWriter(medium, lines);
  if (length === 0) await writer.add(header);
  return new OpenedJournal(medium, writer, rows, finished);
}

function unusable(medium: Medium, error: unknown): CometChatException {
  if (isCometChatException(error)) return error;
  return journalProblem('JOURNAL_UNUSABLE', `The journal ${medium.name} cannot be opened: ${reasonOf(error)}.`, error);
}

class OpenedJournal implements Journal {
  readonly finished: FinishedRun | undefined;
  readonly #medium: Medium;
  readonly #writer: LineWriter;
  readonly #rows: KnownRows;
  #isClosed = false;

  constructor(medium: Medium, writer: LineWriter, rows: KnownRows, finished?: FinishedRun) {
    this.#medium = medium;
    this.#writer = writer;
    this.#rows = rows;
    this.finished = finished;
  }

  take(uid: string, content: string): JournalRow {
    const taken = this.#rows.take(uid, content);
    const { nth, outcome, begun, overwritten = false } = taken;
    // If this write fails, the next one fails too and ends the run.
    if (taken.moved && outcome) this.#writer.add({ end: [uid, nth, content, outcome] }).catch(() => undefined);
    return {
      outcome,
      begun,
      overwritten,
      begin: (action) => this.#writer.add({ begin: [uid, nth, content, action] }),
      refuse: () => this.#writer.add({ refused: [uid, nth, content] }),
      end: (result) => this.#writer.add({ end: [uid, nth, content, result] }),
    };
  }

  async finish(summary: Readonly<Record<string, number>>): Promise<void> {
    await this.#writer.add({ finish: [new Date().toISOString(), summary] });
    await this.#writer.sync();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#writer.idle();
    this.#medium.close(false);
  }
}
