import { type Entry, type Header, isEntry, isHeader, JOURNAL_VERSION } from './entries.js';
import { KnownRows } from './known-rows.js';
import { LineSplitter, makeLine, parseLine, uncheckedValue } from './lines.js';
import type { Medium } from './medium.js';
import { journalProblem } from './problems.js';
import type { FinishedRun } from './types.js';

/** The content of a journal. */
export interface JournalContent {
  readonly rows: KnownRows;
  readonly finished: FinishedRun | undefined;
  /** The checksum of the complete lines. */
  readonly checksum: number;
  /** The length of the complete lines. 0 if there is no journal yet. */
  readonly length: number;
  /** Whether an incomplete line follows: the process ended while it wrote. */
  readonly isTorn: boolean;
}

/** Reads a journal. Throws if it is damaged, if it is not the journal of this import, and if the signal is aborted. */
export async function readJournal(medium: Medium, expected: Header, signal?: AbortSignal): Promise<JournalContent> {
  const reader = new JournalReader(medium.name, expected);
  for await (const piece of medium.read()) {
    signal?.throwIfAborted();
    reader.add(piece);
  }
  return reader.end();
}

/** Reads the first line of a journal, which may be damaged after it. Throws if it is not a journal of this app. */
export async function checkFirstLine(medium: Medium, expected: Header): Promise<void> {
  const lines = new LineSplitter();
  for await (const piece of medium.read()) {
    const [first] = lines.add(piece);
    if (first !== undefined) return checkApp(medium.name, uncheckedValue(first), expected);
    if (lines.isTooLong) break;
  }
  checkFirstPart(medium.name, lines.rest, expected);
}

class JournalReader {
  readonly #name: string;
  readonly #expected: Header;
  readonly #lines = new LineSplitter();
  readonly #rows = new KnownRows();
  #finished: FinishedRun | undefined;
  #checksum = 0;
  #length = 0;
  #count = 0;

  constructor(name: string, expected: Header) {
    this.#name = name;
    this.#expected = expected;
  }

  add(piece: string): void {
    for (const line of this.#lines.add(piece)) {
      if (this.#count === 0) this.#checkHeader(line);
      const parsed = parseLine(line, this.#checksum);
      if (!parsed) throw this.#damaged();
      if (this.#count > 0) {
        if (!isEntry(parsed.value)) throw this.#damaged();
        this.#addEntry(parsed.value);
      }
      this.#checksum = parsed.checksum;
      this.#length += line.length + 1;
      this.#count += 1;
    }
    if (this.#lines.isTooLong) throw this.#damaged();
  }

  end(): JournalContent {
    const { rest } = this.#lines;
    if (this.#count === 0) checkFirstPart(this.#name, rest, this.#expected);
    // An incomplete line has no end. A whole line and one more character is a line with a damaged end.
    if (this.#count > 0 && parseLine(rest.slice(0, -1), this.#checksum)) throw this.#damaged();
    const [rows, finished, checksum, length] = [this.#rows, this.#finished, this.#checksum, this.#length];
    return { rows, finished, checksum, length, isTorn: rest !== '' };
  }

  #addEntry(entry: Entry): void {
    if (entry[0] === 'finish') this.#finished = { at: entry[1], summary: entry[2] };
    else if (entry[0] === 'begin') this.#rows.begin(entry[1], entry[2], entry[3], entry[4]);
    else if (entry[0] === 'refused') this.#rows.refuse(entry[1], entry[2], entry[3]);
    else this.#rows.end(entry[1], entry[2], entry[3], entry[4]);
  }

  #checkHeader(line: string): void {
    const header = uncheckedValue(line);
    checkApp(this.#name, header, this.#expected);
    const { version, sourceId } = header as Header;
    // Another version may have other checksums.
    if (version !== JOURNAL_VERSION)
      throw other(this.#name, `has version ${version} and this package writes version ${JOURNAL_VERSION}`);
    const wanted = this.#expected.sourceId;
    if (wanted !== undefined && sourceId !== undefined && wanted !== sourceId)
      throw other(this.#name, `is of the source ${JSON.stringify(sourceId)}, not of ${JSON.stringify(wanted)}`);
  }

  #damaged(): Error {
    return journalProblem('JOURNAL_DAMAGED', `The journal ${this.#name} is damaged in line ${this.#count + 1}.`);
  }
}

function checkApp(name: string, header: unknown, expected: Header): void {
  if (!isHeader(header)) throw notAJournal(name);
  for (const field of ['appId', 'region'] as const)
    if (header[field] !== expected[field])
      throw other(
        name,
        `is of the ${field} ${JSON.stringify(header[field])}, not of ${JSON.stringify(expected[field])}`,
      );
}

/** A text without a whole line must be the start of a journal. It must not be a file with other data. */
function checkFirstPart(name: string, text: string, expected: Header): void {
  if (!makeLine(expected, 0).text.startsWith(text)) throw notAJournal(name);
}

function notAJournal(name: string): Error {
  return journalProblem('JOURNAL_UNUSABLE', `${name} is not a journal of an import: give another path.`);
}

function other(name: string, difference: string): Error {
  return journalProblem('JOURNAL_OF_ANOTHER_IMPORT', `The journal ${name} ${difference}.`);
}
