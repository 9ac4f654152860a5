import { FileFault } from '../../../src/cli/files/fault.js';
import type { Row } from '../../../src/cli/files/row.js';
import { type ReadOptions, readRows } from '../../../src/cli/files/rows.js';

/** Bytes as a stream gives them, in the given chunks. */
export async function* streamOf(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk as string);
}

/** Reads all rows of a file. */
export async function rowsOf(options: ReadOptions, ...chunks: (string | Uint8Array)[]): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(streamOf(...chunks), options)) rows.push(row);
  return rows;
}

/** The users of a file, by line. */
export async function usersOf(options: ReadOptions, ...chunks: (string | Uint8Array)[]): Promise<[number, unknown][]> {
  return (await rowsOf(options, ...chunks)).map((row) => [row.line, row.problem ?? row.value]);
}

/** The fault of a file that has one. */
export async function faultOf(options: ReadOptions, ...chunks: (string | Uint8Array)[]) {
  const error = await rowsOf(options, ...chunks).then(
    (rows) => new Error(`no fault, but ${JSON.stringify(rows)}`),
    (error) => error,
  );
  if (!(error instanceof FileFault)) throw error;
  return { message: error.message, hint: error.hint };
}

/** Every way to cut bytes into two, and the cut into single bytes. */
export function* cuts(bytes: Uint8Array): Generator<Uint8Array[]> {
  for (let index = 0; index <= bytes.length; index++) yield [bytes.subarray(0, index), bytes.subarray(index)];
  yield Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
}
