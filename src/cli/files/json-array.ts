import { FileFault, type Place } from './fault.js';
import { parseJson } from './json.js';
import { ROW_MAX_LENGTH, tooLong } from './lines.js';
import type { Row } from './row.js';

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

interface Element extends Place {
  readonly line: number;
  readonly text: string;
}

function read({ line, text }: Element): Row {
  const parsed = parseJson(text);
  if ('value' in parsed) return { line, value: parsed.value, raw: text };
  // The column within the text is that of the file only on its first line, so it is left out.
  throw new FileFault('The element of the JSON array that begins here is not valid JSON.', { line });
}

/** Splits the text of a JSON array at the commas between its elements. */
class Splitter {
  readonly #limit: number;
  #state: 'before' | 'within' | 'after' = 'before';
  /** The line of the current character, and where the current element began. */
  #line = 1;
  #elementLine = 1;
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
      if (code === LINE_FEED) this.#line++;
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
      if (this.#length === 0 && begin === index) this.#elementLine = this.#line;
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
    if (this.#state === 'within')
      throw new FileFault('The file ends within the JSON array: it is not complete.', { line: this.#line });
  }

  #open(character: string): void {
    if (this.#state === 'after')
      throw new FileFault('There is more text after the end of the JSON array.', { line: this.#line });
    if (character !== '[') {
      const hint = character === '{' ? 'If it has one user on each line, add --format ndjson.' : undefined;
      throw new FileFault('The file is not a JSON array: it does not begin with [.', { line: this.#line, hint });
    }
    this.#state = 'within';
  }

  #add(part: string): void {
    if (part === '') return;
    this.#length += part.length;
    if (this.#length > this.#limit) throw tooLong(this.#limit, this.#elementLine);
    this.#parts.push(part);
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
    if (end === '}') throw new FileFault('There is a } where the JSON array should go on.', { line: this.#line });
    if (text !== '') return { line: this.#elementLine, text };
    if (isEmptyArray) return undefined;
    throw new FileFault('The JSON array has a comma without an element.', { line: this.#line });
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === LINE_FEED || code === 0x0d || code === 0x09;
}
