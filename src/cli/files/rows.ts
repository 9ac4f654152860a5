import { type CsvOptions, readCsv } from './csv.js';
import { readJsonArray } from './json-array.js';
import { withFieldNames } from './json-user.js';
import { readNdjson } from './ndjson.js';
import type { Row } from './row.js';
import { decodeText } from './text.js';

/** The formats of files of users. */
export const FORMATS = ['ndjson', 'json', 'csv'] as const;

export type Format = (typeof FORMATS)[number];

export interface ReadOptions extends CsvOptions {
  readonly format: Format;
}

/** Reads the rows of a file of users. Throws a `FileFault` for a problem of the whole file. */
export function readRows(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Row> {
  const text = decodeText(bytes);
  if (options.format === 'csv') return readCsv(text, options);
  return named(options.format === 'json' ? readJsonArray(text) : readNdjson(text), options);
}

async function* named(rows: AsyncIterable<Row>, options: ReadOptions): AsyncGenerator<Row> {
  for await (const row of rows) yield withFieldNames(row, options);
}

const EXTENSIONS: Readonly<Record<string, Format>> = {
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  json: 'json',
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
};

/** The format of a file by the end of its name; `undefined` if that does not tell. */
export function formatOf(name: string): Format | undefined {
  const [, extension = ''] = /\.([^./\\]+)$/.exec(name) ?? [];
  return EXTENSIONS[extension.toLowerCase()];
}
