import { isUtf8 } from 'node:buffer';
import { FileFault } from './fault.js';

/** A kind of file that is not UTF-8 text: its first bytes, its name, and how to make text of it. */
interface Foreign {
  readonly start: readonly number[];
  readonly name: string;
  readonly hint: string;
}

const FOREIGN: readonly Foreign[] = [
  { start: [0xff, 0xfe, 0, 0], name: 'UTF-32, not UTF-8', hint: convertFrom('UTF-32') },
  { start: [0xff, 0xfe], name: 'UTF-16 (little-endian), not UTF-8', hint: convertFrom('UTF-16') },
  { start: [0xfe, 0xff], name: 'UTF-16 (big-endian), not UTF-8', hint: convertFrom('UTF-16') },
  { start: [0x50, 0x4b, 3, 4], name: 'a zip archive or an Excel workbook', hint: 'Save the sheet as "CSV UTF-8".' },
  { start: [0x1f, 0x8b], name: 'compressed', hint: 'Decompress it into standard input: gunzip -c FILE | … -' },
];

/**
 * Decodes UTF-8, chunk by chunk. Removes a byte order mark. Throws a `FileFault` with line and column for bytes that are not UTF-8, and
 * for files that begin as UTF-16, a workbook or a compressed file do.
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const position = new Position();
  let isStart = true;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes =
      rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk]);
    // The first bytes say which kind of file it is.
    const cut = isStart && bytes.length < 4 ? 0 : bytes.length - incompleteLength(bytes);
    rest = bytes.subarray(cut);
    if (cut === 0) continue;
    yield* decoded(bytes.subarray(0, cut));
  }
  if (rest.length > 0) yield* decoded(rest);

  function* decoded(bytes: Buffer): Generator<string> {
    const begin = isStart ? startOf(bytes) : 0;
    isStart = false;
    const text = checked(bytes.subarray(begin), position);
    if (text === '') return;
    position.pass(text);
    yield text;
  }
}

/** The length of the byte order mark. Throws for a file that is no UTF-8 text. */
function startOf(bytes: Buffer): number {
  for (const { start, name, hint } of FOREIGN)
    if (start.every((byte, index) => bytes[index] === byte)) throw new FileFault(`The file is ${name}.`, { hint });
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function checked(bytes: Buffer, position: Position): string {
  if (!isUtf8(bytes)) {
    const valid = validLength(bytes);
    const byte = `0x${(bytes[valid] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    const place = position.after(bytes.toString('utf8', 0, valid));
    const hint = `The file probably has another encoding. ${convertFrom('WINDOWS-1252')}`;
    throw new FileFault(`The byte ${byte} is not valid UTF-8.`, { ...place, hint });
  }
  const text = bytes.toString('utf8');
  const zero = text.indexOf('\0');
  if (zero >= 0) {
    const place = position.after(text.slice(0, zero));
    const hint = `It is binary, or UTF-16 without a byte order mark. ${convertFrom('UTF-16LE')}`;
    throw new FileFault('The file has a NUL character.', { ...place, hint });
  }
  return text;
}

/** The number of bytes before the first invalid one, by bisection. */
function validLength(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (beginsValid(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  // The last bytes may be the begin of a character that the next byte makes invalid.
  return valid - incompleteLength(bytes.subarray(0, valid));
}

function beginsValid(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The number of bytes at the end that are the begin of a character of more bytes: 0 to 3. */
function incompleteLength(bytes: Buffer): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length++) {
    const byte = bytes[bytes.length - length] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return whole > length ? length : 0;
  }
  return 0;
}

/** Counts the lines of the text that was passed, and the characters of its last line. */
class Position {
  #place = { line: 1, column: 1 };

  pass(text: string): void {
    this.#place = this.after(text);
  }

  /** The place after further text. */
  after(text: string): { line: number; column: number } {
    return placeAfter(this.#place, text);
  }
}

/** The place after a text that begins at a place. */
export function placeAfter(
  { line, column }: { readonly line: number; readonly column: number },
  text: string,
): { line: number; column: number } {
  const lines = occurrences(text, '\n');
  const characters = [...text.slice(text.lastIndexOf('\n') + 1)].length;
  return { line: line + lines, column: lines === 0 ? column + characters : 1 + characters };
}

/** The number of times that a text contains a character. */
export function occurrences(text: string, character: string): number {
  let found = 0;
  for (let index = text.indexOf(character); index >= 0; index = text.indexOf(character, index + 1)) found++;
  return found;
}

function convertFrom(encoding: string): string {
  return `Save it as UTF-8 (in Excel: "CSV UTF-8"), or convert it: iconv -f ${encoding} -t UTF-8 FILE > FILE.utf8`;
}
