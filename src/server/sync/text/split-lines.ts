/** A text in pieces. The bytes are UTF-8. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** One line of a text. */
export interface Line {
  /** The number of the line, from 1. */
  readonly line: number;
  /** The line without its line feed. It may be no UTF-8. Use it before the next line: the bytes may be those of a chunk. */
  readonly bytes: Uint8Array;
  /** Whether a line feed ends it. Only the last line may have none. */
  readonly isWhole: boolean;
}

/** A longer line is not a user: the service takes 10 KB. The limit keeps a file without line feeds out of memory. */
const MAX_BYTES = 1024 * 1024;

const LINE_FEED = 0x0a;

/** Splits a text into lines. A line of more than 1 MB ends it: `tooLong` makes the error from the number of the line. */
export async function* splitLines(chunks: Chunks, tooLong: (line: number) => Error): AsyncGenerator<Line, undefined> {
  const encoder = new TextEncoder();
  let parts: Uint8Array[] = [];
  let length = 0;
  let line = 1;

  function add(part: Uint8Array): void {
    length += part.length;
    if (length > MAX_BYTES) throw tooLong(line);
    parts.push(part);
  }

  for await (const chunk of chunks) {
    const data = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    let from = 0;
    for (let end = data.indexOf(LINE_FEED); end !== -1; end = data.indexOf(LINE_FEED, from)) {
      add(data.subarray(from, end));
      yield { line, bytes: joined(parts, length), isWhole: true };
      [parts, length, line, from] = [[], 0, line + 1, end + 1];
    }
    // A copy, because the source may use its chunk again.
    if (from < data.length) add(data.slice(from));
  }
  if (length > 0) yield { line, bytes: joined(parts, length), isWhole: false };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
