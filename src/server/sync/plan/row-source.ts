import { CometChatException } from '../../../errors/exception.js';
import { problem } from '../../../errors/issue.js';
import { explained } from '../../explain.js';
import { findNodeModules, type NodeModules } from '../../node-modules.js';
import { sourceFailed } from '../../source.js';
import { notRows } from '../import/row.js';
import { isSource, readRows } from '../rows/source.js';
import { type CheckedRow, checkRow, notJson, rowFromText, rowToText } from './checked-row.js';
import { createSpool } from './spool.js';
import { textLines } from './text-lines.js';

/** The rows of a source, which can be read several times. */
export interface RowSource {
  /** Reads every row, checked. Throws `SOURCE_FAILED` if the source cannot be read. It ends when the signal is aborted. */
  pass(signal?: AbortSignal): AsyncGenerator<CheckedRow, undefined>;
  /** Removes the rows that were stored, if any. */
  close(): void;
}

/** Prepares a source of `sync.plan`. It reads nothing yet. Throws for a value that is not a source. */
export function openSource(given: unknown, apiKey: string): RowSource {
  const close = () => undefined;
  if (typeof given === 'string') {
    requireFiles();
    return { pass: () => jsonLines(given, apiKey), close };
  }
  if (typeof given === 'function')
    return { pass: (signal) => opened(given as () => unknown, { apiKey, signal }), close };
  if (!isSource(given)) throw problem('source', 'INVALID_PARAMETER', NOT_A_SOURCE);
  if (canReadAgain(given as object)) return { pass: (signal) => checked(given as object, { apiKey, signal }), close };
  return spooled(given as object, apiKey);
}

const NOT_A_SOURCE =
  'source must be the path of a file of JSON lines, a function that opens the rows, an array, or another iterable or stream of users.';

/** Checks that there are files. */
export function requireFiles(): NodeModules {
  const modules = findNodeModules();
  if (modules) return modules;
  const message =
    'A path works only where there are files: in Node, Bun and Deno. Give a function that opens the rows.';
  throw problem('source', 'INVALID_PARAMETER', message);
}

/** Reads a file in pieces. Throws `SOURCE_FAILED` if that fails. */
export async function* readFile(path: string, apiKey: string): AsyncGenerator<Uint8Array, undefined> {
  const { fs } = requireFiles();
  try {
    const found = fs.statSync(path, { throwIfNoEntry: false });
    // A named pipe can be read once, and waits for a writer.
    if (found && !found.isFile() && !found.isDirectory())
      throw new Error('it is not a regular file. Give a stream of its rows or lines instead');
    yield* fs.createReadStream(path);
  } catch (cause) {
    if (cause instanceof CometChatException) throw cause;
    throw sourceFailed('The file cannot be read', cause, apiKey);
  }
}

async function* jsonLines(path: string, apiKey: string): AsyncGenerator<CheckedRow, undefined> {
  for await (const { line, text } of textLines(readFile(path, apiKey))) yield parsed(line, text);
}

function parsed(line: number, text: string): CheckedRow {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return notJson(line, text);
  }
  return checkRow(line, row);
}

/** The key, which must not be in an error, and the signal of the caller. */
interface Reading {
  readonly apiKey: string;
  readonly signal: AbortSignal | undefined;
}

async function* opened(open: () => unknown, reading: Reading): AsyncGenerator<CheckedRow, undefined> {
  let rows: unknown;
  try {
    rows = await open();
  } catch (cause) {
    throw sourceFailed('The function that opens the source threw', cause, reading.apiKey);
  }
  if (!isSource(rows)) {
    const message = 'The function that opens the source must return an array, or another iterable or stream of users.';
    throw explained(new CometChatException({ code: 'SOURCE_FAILED', message }));
  }
  yield* checked(rows as object, reading);
}

async function* checked(rows: object, { apiKey, signal }: Reading): AsyncGenerator<CheckedRow, undefined> {
  for await (const { line, row } of readRows(rows, { apiKey, ...(signal && { signal }) })) {
    const unusable = notRows(row);
    if (unusable) throw unusable;
    yield checkRow(line, row);
  }
}

/** A generator or a stream can be read once: it returns itself as its iterator, or has only an async one. */
function canReadAgain(source: object): boolean {
  if (Array.isArray(source)) return true;
  const { [Symbol.iterator]: iterator, next } = source as { [Symbol.iterator]?: unknown; next?: unknown };
  return typeof iterator === 'function' && typeof next !== 'function' && !(Symbol.asyncIterator in source);
}

/** Reads a source once, and stores its rows for the further passes. */
function spooled(rows: object, apiKey: string): RowSource {
  const spool = createSpool();
  let isStored = false;
  async function* first(signal: AbortSignal | undefined): AsyncGenerator<CheckedRow, undefined> {
    for await (const row of checked(rows, { apiKey, signal })) {
      spool.add(rowToText(row));
      yield row;
    }
    isStored = true;
  }
  async function* again(): AsyncGenerator<CheckedRow, undefined> {
    for await (const text of spool.lines()) yield rowFromText(text);
  }
  return { pass: (signal) => (isStored ? again() : first(signal)), close: () => spool.close() };
}
