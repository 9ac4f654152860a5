import { CometChatException } from '../../../errors/exception.js';
import { explained } from '../../explain.js';

/** One line of a text, with its number from 1, and without its line break. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

/** A longer line is not a user: the service takes 10 KB. The limit keeps a file without line breaks out of memory. */
const MAX_LINE_BYTES = 1024 * 1024;

const LINE_FEED = 0x0a;

/** Splits a text into lines. Blank lines are left out, but counted. Throws `SOURCE_FAILED` for a line that is too long or not UTF-8. */
export async function* splitLines(
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): AsyncGenerator<Line, undefined> {
  const encoder = new TextEncoder();
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let line = 1;

  function add(part: Uint8Array): void {
    bytes += part.length;
    if (bytes > MAX_LINE_BYTES) throw unreadable(`Line ${line} is longer than 1 MB. Give one JSON object a line.`);
    parts.push(part);
  }

  function take(): Line {
    const taken = { line, text: decode(parts, bytes, line) };
    [parts, bytes, line] = [[], 0, line + 1];
    return taken;
  }

  for await (const chunk of chunks) {
    const data = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    let from = 0;
    for (let end = data.indexOf(LINE_FEED); end !== -1; end = data.indexOf(LINE_FEED, from)) {
      add(data.subarray(from, end));
      from = end + 1;
      const taken = take();
      if (taken.text.trim() !== '') yield taken;
    }
    add(data.slice(from));
  }
  const last = take();
  if (last.text.trim() !== '') yield last;
}

function decode(parts: readonly Uint8Array[], bytes: number, line: number): string {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(whole);
  } catch {
    throw unreadable(`Line ${line} is not valid UTF-8. Save the file as UTF-8.`);
  }
}

function unreadable(message: string): CometChatException {
  return explained(new CometChatException({ code: 'SOURCE_FAILED', message }));
}
