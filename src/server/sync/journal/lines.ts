import { crc32 } from './crc32.js';

/** No line of a journal is longer, in characters. */
const LINE_MAX_LENGTH = 65_536;
const CHECKSUM = /^[\da-f]{8} $/;
const CHECKSUM_LENGTH = 9;

/** A line with the checksum that the next line continues. */
export interface Line {
  readonly text: string;
  readonly checksum: number;
}

/** Makes a line: the checksum of the JSON and of all lines before it, the JSON, a line feed. It is ASCII. */
export function makeLine(value: unknown, before: number): Line {
  const json = JSON.stringify(value).replace(/[\u007f-\uffff]/g, escapeCharacter);
  const checksum = crc32(json, before);
  return { text: `${checksum.toString(16).padStart(8, '0')} ${json}\n`, checksum };
}

/** The value in a line without its line feed; `undefined` if the line is damaged. */
export function parseLine(text: string, before: number): { value: unknown; checksum: number } | undefined {
  const [start, json] = [text.slice(0, CHECKSUM_LENGTH), text.slice(CHECKSUM_LENGTH)];
  const checksum = crc32(json, before);
  if (!CHECKSUM.test(start) || Number.parseInt(start, 16) !== checksum) return undefined;
  const value = parseJson(json);
  return value === undefined ? undefined : { value, checksum };
}

/** The JSON in a line, without a look at its checksum. It may have another version. */
export function uncheckedValue(text: string): unknown {
  return parseJson(text.slice(text.indexOf(' ') + 1));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Splits pieces of a text into lines. */
export class LineSplitter {
  #rest = '';

  /** The text after the last line feed. */
  get rest(): string {
    return this.#rest;
  }

  /** Whether the text has no line feed where one must be. */
  get isTooLong(): boolean {
    return this.#rest.length > LINE_MAX_LENGTH;
  }

  /** Returns the lines that this piece ends, without their line feeds. */
  *add(piece: string): Generator<string> {
    const text = this.#rest + piece;
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      yield text.slice(start, end);
      start = end + 1;
    }
    this.#rest = text.slice(start);
  }
}
