import { findJsonFault } from '../../errors/json-fault.js';
import { FileFault } from './fault.js';
import { parseJson } from './json.js';
import { ROW_MAX_LENGTH, tooLong } from './lines.js';
import type { Row } from './row.js';
import { placeAfter } from './text.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;

/**
 * Reads a JSON array, one element after the other. It finds where each element ends and leaves its syntax to `JSON.parse`, so that every
 * row has its line, and at most one element is in memory. Wrong syntax is a `FileFault`: after it, the ends of the elements are not known.
 */
export async function* readJsonArray(chunks: AsyncIterable<string>, limit = ROW_MAX_LENGTH): AsyncGenerator<Row> {
  const splitter = new Splitter(limit);
  for await (const chunk of chunks) for (const element of splitter.pass(chunk)) yield read(element);
  splitter.end();
}

/** A place in the file. */
interface At {
  readonly line: number;
  readonly column: number;
}

interface Element extends At {
  readonly text: string;
}

function read({ text, ...begin }: Element): Row {
  const parsed = parseJson(text);
  if ('value' in parsed) return { line: begin.line, value: parsed.value, raw: text };
  throw notValid(begin, text.slice(0, parsed.fault));
}

/** The fault of an element that begins at a place and is valid up to another one. */
function notValid(begin: At, valid: string): FileFault {
  return new FileFault('The JSON array is not valid here.', placeAfter(begin, valid));
}

/** Splits the text of a JSON array at the commas between its elements. */
class Splitter {
  readonly #limit: number;
  #state: 'before' | 'within' | 'after' = 'before';
  /** The place of the current character, and where the current element began. */
  #line = 1;
  #column = 0;
  #isAfterLineFeed = false;
  #begin: At = { line: 1, column: 1 };
  /** The number of open brackets and braces within the element. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #parts: string[] = [];
  #length = 0;
  #hasElement = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  *pass(chunk: string): Generator<Element> {
    let begin = 0;
    for (let index = 0; index < chunk.length; index++) {
      const code = chunk.charCodeAt(index);
      if (this.#isAfterLineFeed) {
        this.#line++;
        this.#column = 0;
      }
      this.#isAfterLineFeed = code === LINE_FEED;
      // The second half of a surrogate pair is not a character of its own.
      if (code < 0xdc00 || code > 0xdfff) this.#column++;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH) this.#escaped = true;
        else if (code === QUOTE) this.#inString = false;
        continue;
      }
      if (isSpace(code)) {
        // Space before an element is no part of it, so that the element begins at its own line.
        if (this.#length === 0 && begin === index) begin = index + 1;
        continue;
      }
      const character = chunk[index] ?? '';
      if (this.#state !== 'within') {
        this.#open(character);
        begin = index + 1;
        continue;
      }
      if (this.#length === 0 && begin === index) this.#begin = this.#place;
      if (code === QUOTE) this.#inString = true;
      else if (character === '[' || character === '{') this.#depth++;
      else if (this.#depth > 0) {
        if (character === ']' || character === '}') this.#depth--;
      } else if (code === COMMA || character === ']' || character === '}') {
        this.#add(chunk.slice(begin, index));
        begin = index + 1;
        const element = this.#take(character);
        if (element) yield element;
      }
    }
    if (this.#state === 'within') this.#add(chunk.slice(begin));
  }

  /** Checks that the array has ended. */
  end(): void {
    if (this.#state === 'before') throw new FileFault('The file is empty.');
    if (this.#state !== 'within') return;
    this.#refuseFault();
    const end = this.#isAfterLineFeed
      ? { line: this.#line + 1, column: 1 }
      : { line: this.#line, column: this.#column + 1 };
    throw new FileFault('The file ends within the JSON array: it is not complete.', end);
  }

  /** The place of the current character. */
  get #place(): At {
    return { line: this.#line, column: this.#column };
  }

  /** Throws if the begin of the current element is wrong: a quote that is never closed hides the end of the element. */
  #refuseFault(): void {
    const text = this.#parts.join('');
    const fault = findJsonFault(text);
    if (fault < text.length) throw notValid(this.#begin, text.slice(0, fault));
  }

  #open(character: string): void {
    if (this.#state === 'after')
      throw new FileFault('There is more text after the end of the JSON array.', this.#place);
    if (character !== '[') {
      const hint = character === '{' ? 'If it has one user on each line, add --format ndjson.' : undefined;
      throw new FileFault('The file is not a JSON array: it does not begin with [.', { ...this.#place, hint });
    }
    this.#state = 'within';
  }

  #add(part: string): void {
    if (part === '') return;
    this.#length += part.length;
    this.#parts.push(part);
    if (this.#length <= this.#limit) return;
    this.#refuseFault();
    throw tooLong(this.#limit, this.#begin.line);
  }

  /** The element that ends before a comma or the end of the array. */
  #take(end: string): Element | undefined {
    const text = this.#parts.join('').trimEnd();
    this.#parts = [];
    this.#length = 0;
    const isLast = end !== ',';
    const isEmptyArray = isLast && !this.#hasElement;
    this.#hasElement = true;
    if (isLast) this.#state = 'after';
    if (end === '}') throw new FileFault('There is a } where the JSON array should go on.', this.#place);
    if (text !== '') return { ...this.#begin, text };
    if (isEmptyArray) return undefined;
    throw new FileFault('The JSON array has a comma without an element.', this.#place);
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === LINE_FEED || code === 0x0d || code === 0x09;
}
