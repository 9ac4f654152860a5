import { CometChatException } from '../../../errors/exception.js';
import { explained } from '../../explain.js';
import { type Chunks, splitLines } from '../text/split-lines.js';

/** One line of a text, with its number from 1, and without its line feed. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads the lines of a file of JSON lines. Blank lines are left out, but counted. Throws `SOURCE_FAILED` for a line that is too long or not
 * UTF-8.
 */
export async function* textLines(chunks: Chunks): AsyncGenerator<TextLine, undefined> {
  const tooLong = (line: number) => unreadable(`Line ${line} is longer than 1 MB. Give one JSON object a line.`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const { line, bytes } of splitLines(chunks, tooLong)) {
    const text = decode(decoder, bytes, line);
    if (text.trim() !== '') yield { line, text };
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array, line: number): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw unreadable(`Line ${line} is not valid UTF-8. Save the file as UTF-8.`);
  }
}

function unreadable(message: string): CometChatException {
  return explained(new CometChatException({ code: 'SOURCE_FAILED', message }));
}
