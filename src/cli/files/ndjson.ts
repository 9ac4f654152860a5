import { FileFault } from './fault.js';
import { parseJson } from './json.js';
import { splitLines } from './lines.js';
import type { Row } from './row.js';
import { placeAfter } from './text.js';

/** Reads NDJSON: one JSON value for each line. It skips blank lines. A line that is no JSON is a bad row. */
export async function* readNdjson(text: AsyncIterable<string>, limit?: number): AsyncGenerator<Row> {
  let isFirst = true;
  for await (const { line, text: raw } of splitLines(text, limit)) {
    if (raw.trim() === '') continue;
    if (isFirst && raw.trimStart().startsWith('['))
      throw new FileFault('The file begins with [, as a JSON array does.', { line, hint: 'Add --format json.' });
    isFirst = false;
    const parsed = parseJson(raw);
    if ('value' in parsed) yield { line, value: parsed.value, raw };
    else
      yield {
        ...placeAfter({ line, column: 1 }, raw.slice(0, parsed.fault)),
        problem: 'The line is not valid JSON.',
        raw,
      };
  }
}
