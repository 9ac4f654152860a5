import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CsvError } from 'csv-parse';
import { type CellValue, readCell } from './cells.js';
import { csvLine, findDelimiter, firstLine } from './csv-text.js';
import { FileFault, shown } from './fault.js';
import { missingField, type NameOptions, resolveName, type Target } from './fields.js';
import { revive } from './formulas.js';
import { ROW_MAX_LENGTH, tooLong } from './lines.js';
import type { Row } from './row.js';
import { occurrences } from './text.js';
import { UserBuilder } from './user-builder.js';

export interface CsvOptions extends NameOptions {
  /** The character between two cells. Default: found in the header. */
  readonly delimiter?: string | undefined;
  /** The text between two tags in a cell. Default `,`. */
  readonly tagSeparator?: string | undefined;
  /** Is called with the header as text, before the first row. */
  readonly onHeader?: (raw: string) => void;
}

interface NumberedCells {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The default text between two tags in a cell. */
export const TAG_SEPARATOR = ',';

/**
 * Reads CSV whose first line has the names of the columns. An empty cell is a field that is not given. It skips empty lines. Wrong quotes
 * and unknown columns are a `FileFault`; a row with a wrong number of cells is a bad row.
 */
export async function* readCsv(text: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<Row> {
  const { delimiter, all } = await peek(text, options.delimiter);
  // The line where the next record begins. The parser's own count is wrong for \r\n within quotes.
  let nextLine = 1;
  // The parser may throw before the header comes out of it.
  let header: readonly string[] | undefined;
  const onRecord = (cells: string[]): NumberedCells => {
    const line = nextLine;
    if (!header && !isBlank(cells)) header = cells;
    nextLine += 1 + cells.reduce((sum, cell) => sum + occurrences(cell, '\n'), 0);
    return { line, cells };
  };
  // The parser is loaded only for CSV, so that the command starts fast.
  const { parse } = await import('csv-parse');
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: ROW_MAX_LENGTH,
    // The types of csv-parse do not know that the result may be an object.
    on_record: onRecord as unknown as (cells: string[]) => string[],
  });
  const piped = pipeline(Readable.from(all), parser);
  // The loop below throws the same error.
  piped.catch(() => undefined);
  let columns: Columns | undefined;
  try {
    for await (const { line, cells } of parser as AsyncIterable<NumberedCells>) {
      if (isBlank(cells)) continue;
      if (columns) yield columns.row(line, cells, csvLine(cells, delimiter));
      else {
        columns = new Columns(line, cells, options);
        options.onHeader?.(csvLine(cells, delimiter));
      }
    }
  } catch (error) {
    throw isCsvError(error) ? faultOf(error, nextLine, header) : error;
  }
}

/** Reads the first line to find the delimiter. `all` is the whole text with it. */
async function peek(text: AsyncIterable<string>, given: string | undefined) {
  const chunks = text[Symbol.asyncIterator]();
  let begin = '';
  let header: string | undefined;
  while (header === undefined && begin.length <= ROW_MAX_LENGTH) {
    const { done, value } = await chunks.next();
    if (done) break;
    begin += value;
    header = firstLine(begin);
  }
  async function* all(): AsyncGenerator<string> {
    if (begin !== '') yield begin;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  return { delimiter: given ?? findDelimiter(header ?? begin), all: all() };
}

interface Column {
  readonly index: number;
  readonly name: string;
  /** `undefined` for a column that is left out. */
  readonly target: Target | undefined;
}

/** The columns of a file, and how they become users. */
class Columns {
  readonly #columns: readonly Column[];
  readonly #tagSeparator: string;
  readonly #count: number;
  readonly #nameless: readonly number[];

  constructor(line: number, header: readonly string[], options: CsvOptions) {
    const names = header.map((name) => name.trim());
    for (const name of options.map?.keys() ?? [])
      if (!names.includes(name)) throw new FileFault(`There is no column ${shown(name)} for --map.`, { line });
    this.#columns = names.flatMap((name, index) => {
      // Spreadsheets write columns without a name after the last one. The cells must be empty.
      if (name === '') return [];
      const resolved = resolveName(name, options);
      if ('unknown' in resolved)
        throw new FileFault(`The column ${shown(name)} is not a field of a user.`, { line, hint: resolved.unknown });
      return [{ index, name, target: resolved.target }];
    });
    this.#refuseDoubles(line);
    const hasUid = this.#columns.some(({ target }) => target && 'field' in target && target.field === 'uid');
    if (!hasUid) throw missingField('uid', names, line);
    this.#tagSeparator = options.tagSeparator ?? TAG_SEPARATOR;
    this.#count = header.length;
    this.#nameless = names.flatMap((name, index) => (name === '' ? [index] : []));
  }

  #refuseDoubles(line: number): void {
    const seen = new Map<string, string>();
    for (const { name, target } of this.#columns) {
      if (!target) continue;
      const field = 'field' in target ? target.field : `metadata.${target.path.join('.')}`;
      const other = seen.get(field);
      if (other !== undefined) {
        const hint = `Leave one out: --ignore ${name}`;
        throw new FileFault(`The columns ${shown(other)} and ${shown(name)} both are ${field}.`, { line, hint });
      }
      seen.set(field, name);
    }
  }

  row(line: number, cells: readonly string[], raw: string): Row {
    if (cells.length !== this.#count) {
      const problem = `The row has ${cells.length} cell${cells.length === 1 ? '' : 's'}, and the header has ${this.#count}. Put a cell that contains the delimiter in quotes.`;
      return { line, problem, raw };
    }
    const user = new UserBuilder();
    const extra = this.#nameless.find((index) => cells[index] !== '');
    if (extra !== undefined)
      return { line, problem: `The cell ${extra + 1} has a text, but its column has no name.`, raw };
    for (const { index, name, target } of this.#columns) {
      const cell = revive(cells[index] ?? '');
      if (cell === '' || !target) continue;
      const read: CellValue = 'field' in target ? readCell(target.field, cell, this.#tagSeparator) : { value: cell };
      if ('problem' in read) return { line, problem: `${read.problem} It is in the column ${shown(name)}.`, raw };
      user.add(target, read.value);
    }
    return { line, value: user.build(), raw };
  }
}

/** Whether a row has no text, such as an empty line. */
function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '');
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && /^(CSV|INVALID)_/.test((error as Partial<CsvError>).code ?? '');
}

function faultOf(error: CsvError, line: number, header: readonly string[] = []): FileFault {
  const index = typeof error.index === 'number' ? error.index : 0;
  const name = header[index]?.trim();
  const place = name ? `It is in the column ${shown(name)}.` : `It is in cell ${index + 1}.`;
  switch (error.code as string) {
    case 'CSV_MAX_RECORD_SIZE':
      return tooLong(ROW_MAX_LENGTH, line, 'Perhaps a quote is opened in this row and never closed.');
    case 'CSV_QUOTE_NOT_CLOSED':
      return new FileFault(`A quote is opened in this row and never closed. ${place}`, { line });
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE': {
      const hint = 'Put the whole cell in quotes and write each quote within it twice: "a ""b"" c"';
      return new FileFault(`A cell has a quote in the middle. ${place}`, { line, hint });
    }
    default:
      return new FileFault(`The row is not valid CSV: ${error.code}. ${place}`, { line });
  }
}
