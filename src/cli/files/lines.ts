import { FileFault } from './fault.js';

/** The longest row that a file may have, in characters. CometChat accepts users of at most 10 KB. */
export const ROW_MAX_LENGTH = 1024 * 1024;

/** One line of a text, without its line break. */
export interface Line {
  /** The number of the line, from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Splits a text into lines at `\n` or `\r\n`. It never keeps more than one line and one chunk: a longer line than `limit` ends it with a
 * `FileFault`. The server entry has a splitter too, for bytes. The command imports only the server's types, and its text is decoded before,
 * for all formats.
 */
export async function* splitLines(chunks: AsyncIterable<string>, limit = ROW_MAX_LENGTH): AsyncGenerator<Line> {
  let line = 1;
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let begin = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', begin)) {
      add(chunk.slice(begin, end));
      yield take();
      line++;
      begin = end + 1;
    }
    add(chunk.slice(begin));
  }
  if (length > 0) yield take();

  function add(part: string): void {
    length += part.length;
    if (length > limit) throw tooLong(limit, line, 'Each line must be one user. For a JSON array, add --format json.');
    if (part !== '') parts.push(part);
  }

  function take(): Line {
    const text = parts.join('');
    parts = [];
    length = 0;
    return { line, text: text.endsWith('\r') ? text.slice(0, -1) : text };
  }
}

/** The error for a row that is too long. */
export function tooLong(limit: number, line: number, hint?: string): FileFault {
  return new FileFault(`The row is longer than ${limit.toLocaleString('en-US')} characters.`, { line, hint });
}
