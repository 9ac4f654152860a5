import { CheckedLines, uncheckedObject } from '../text/checked-lines.js';
import { splitLines } from '../text/split-lines.js';
import { type Entry, type Header, isHeader, JOURNAL_VERSION, toAsciiJson } from './entries.js';
import { KnownRows } from './known-rows.js';
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

/** Reads a journal. Throws if it is damaged, if it is not the journal of this import, and if the signal is aborted. */
export async function readJournal(medium: Medium, expected: Header, signal?: AbortSignal): Promise<JournalContent> {
  const { name } = medium;
  const decoder = createDecoder();
  const lines = new CheckedLines();
  const rows = new KnownRows();
  let finished: FinishedRun | undefined;
  let length = 0;
  const tooLong = (line: number) => (line === 1 ? notAJournal(name) : damaged(name, line));
  for await (const { line, bytes, isWhole } of splitLines(medium.read(), tooLong)) {
    signal?.throwIfAborted();
    const text = decoder.decode(bytes);
    if (!isWhole) {
      if (line === 1) checkFirstPart(name, text, expected);
      // An incomplete line has no end. A whole line and one more character is a line with a damaged end.
      else if (lines.read(text.slice(0, -1))) throw damaged(name, line);
      return { rows, finished, lines, length, isTorn: true };
    }
    if (line === 1) checkHeader(name, text, expected);
    const read = lines.read(text);
    if (!read) throw damaged(name, line);
    if (line > 1) finished = addEntry(rows, read as Entry) ?? finished;
    length += bytes.length + 1;
  }
  return { rows, finished, lines, length, isTorn: false };
}

/** Reads the first line of a journal, which may be damaged after it. Throws if it is not a journal of this app. */
export async function checkFirstLine(medium: Medium, expected: Header): Promise<void> {
  const { name } = medium;
  const decoder = createDecoder();
  for await (const { bytes, isWhole } of splitLines(medium.read(), () => notAJournal(name))) {
    const text = decoder.decode(bytes);
    if (isWhole) checkApp(name, uncheckedObject(text), expected);
    else checkFirstPart(name, text, expected);
    return;
  }
}

/** A journal is ASCII. Another byte becomes another character, and the checksum shows the damage. */
function createDecoder(): TextDecoder {
  return new TextDecoder('utf-8', { ignoreBOM: true });
}

/** Adds an entry to the rows. Returns the end of a finished run, if the entry is one. */
function addEntry(rows: KnownRows, entry: Entry): FinishedRun | undefined {
  if ('begin' in entry) rows.begin(...entry.begin);
  else if ('end' in entry) rows.end(...entry.end);
  else if ('refused' in entry) rows.refuse(...entry.refused);
  else {
    const [at, summary] = entry.finish;
    return { at, summary };
  }
  return undefined;
}

function checkHeader(name: string, line: string, expected: Header): void {
  const { version, sourceId } = checkApp(name, uncheckedObject(line), expected);
  // Another version may have other checksums.
  if (version !== JOURNAL_VERSION)
    throw other(name, `has version ${version} and this package writes version ${JOURNAL_VERSION}`);
  const wanted = expected.sourceId;
  if (wanted !== undefined && sourceId !== undefined && wanted !== sourceId)
    throw other(name, `is of the source ${JSON.stringify(sourceId)}, not of ${JSON.stringify(wanted)}`);
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

function damaged(name: string, line: number): Error {
  return journalProblem('JOURNAL_DAMAGED', `The journal ${name} is damaged in line ${line}.`);
}

function notAJournal(name: string): Error {
  return journalProblem('JOURNAL_UNUSABLE', `${name} is not a journal of an import: give another path.`);
}

function other(name: string, difference: string): Error {
  return journalProblem('JOURNAL_OF_ANOTHER_IMPORT', `The journal ${name} ${difference}.`);
}
