import { CheckedLines, uncheckedObject } from '../text/checked-lines.js';
import { type Entry, type Header, isHeader, JOURNAL_VERSION, toAsciiJson } from './entries.js';
import { KnownRows } from './known-rows.js';
import { LineSplitter } from './lines.js';
import type { Medium } from './medium.js';
import { journalProblem } from './problems.js';
import type { FinishedRun } from './types.js';

/** The content of a journal. */
export interface JournalContent {
  readonly rows: KnownRows;
  readonly finished: FinishedRun | undefined;
  /** It has read the complete lines, and can write the next one. */
  readonly lines: CheckedLines;
  /** The length of the complete lines. 0 if there is no journal yet. */
  readonly length: number;
  /** Whether an incomplete line follows: the process ended while it wrote. */
  readonly isTorn: boolean;
}

/** Reads a journal. Throws if it is damaged, or is not the journal of this import. */
export async function readJournal(medium: Medium, expected: Header): Promise<JournalContent> {
  const reader = new JournalReader(medium.name, expected);
  for await (const piece of medium.read()) reader.add(piece);
  return reader.end();
}

/** Reads the first line of a journal, which may be damaged after it. Throws if it is not a journal of this app. */
export async function checkFirstLine(medium: Medium, expected: Header): Promise<void> {
  const lines = new LineSplitter();
  for await (const piece of medium.read()) {
    const [first] = lines.add(piece);
    if (first !== undefined) return void checkApp(medium.name, uncheckedObject(first), expected);
    if (lines.isTooLong) break;
  }
  checkFirstPart(medium.name, lines.rest, expected);
}

class JournalReader {
  readonly #name: string;
  readonly #expected: Header;
  readonly #splitter = new LineSplitter();
  readonly #lines = new CheckedLines();
  readonly #rows = new KnownRows();
  #finished: FinishedRun | undefined;
  #length = 0;
  #count = 0;

  constructor(name: string, expected: Header) {
    this.#name = name;
    this.#expected = expected;
  }

  add(piece: string): void {
    for (const line of this.#splitter.add(piece)) {
      if (this.#count === 0) this.#checkHeader(line);
      const read = this.#lines.read(line);
      if (!read) throw this.#damaged();
      if (this.#count > 0) this.#addEntry(read as Entry);
      this.#length += line.length + 1;
      this.#count += 1;
    }
    if (this.#splitter.isTooLong) throw this.#damaged();
  }

  end(): JournalContent {
    const { rest } = this.#splitter;
    if (this.#count === 0) checkFirstPart(this.#name, rest, this.#expected);
    // An incomplete line has no end. A whole line and one more character is a line with a damaged end.
    if (this.#count > 0 && this.#lines.read(rest.slice(0, -1))) throw this.#damaged();
    const [rows, finished, lines, length] = [this.#rows, this.#finished, this.#lines, this.#length];
    return { rows, finished, lines, length, isTorn: rest !== '' };
  }

  #addEntry(entry: Entry): void {
    if ('begin' in entry) this.#rows.begin(...entry.begin);
    else if ('end' in entry) this.#rows.end(...entry.end);
    else if ('refused' in entry) this.#rows.refuse(...entry.refused);
    else {
      const [at, summary] = entry.finish;
      this.#finished = { at, summary };
    }
  }

  #checkHeader(line: string): void {
    const { version, sourceId } = checkApp(this.#name, uncheckedObject(line), this.#expected);
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

function checkApp(name: string, header: object | undefined, expected: Header): Header {
  if (!isHeader(header)) throw notAJournal(name);
  for (const field of ['appId', 'region'] as const)
    if (header[field] !== expected[field])
      throw other(
        name,
        `is of the ${field} ${JSON.stringify(header[field])}, not of ${JSON.stringify(expected[field])}`,
      );
  return header;
}

/** A text without a whole line must be the start of a journal. It must not be a file with other data. */
function checkFirstPart(name: string, text: string, expected: Header): void {
  if (!new CheckedLines().write(toAsciiJson(expected)).startsWith(text)) throw notAJournal(name);
}

function notAJournal(name: string): Error {
  return journalProblem('JOURNAL_UNUSABLE', `${name} is not a journal of an import: give another path.`);
}

function other(name: string, difference: string): Error {
  return journalProblem('JOURNAL_OF_ANOTHER_IMPORT', `The journal ${name} ${difference}.`);
}
