import { hexHash } from './hash.js';

const CHECKED = /^(.*),"sum":"([\da-f]{12})"\}$/s;

/**
 * Writes or reads lines of JSON objects. Each line ends with a checksum over all lines up to it, so a changed, missing, doubled or moved line
 * is found.
 */
export class CheckedLines {
  #sum = '';

  /** The checksum of the last line. */
  get sum(): string {
    return this.#sum;
  }

  /** Makes the next line, with its line feed, from the JSON of an object. */
  write(json: string): string {
    const text = json.slice(0, -1);
    this.#sum = this.#next(text);
    return `${text},"sum":"${this.#sum}"}\n`;
  }

  /** Reads the next line, without its line feed; `undefined` if it is not as it was written. Another line can be read in its place then. */
  read(line: string): object | undefined {
    const [, text, sum] = CHECKED.exec(line) ?? [];
    if (text === undefined || this.#next(text) !== sum) return undefined;
    this.#sum = sum;
    return JSON.parse(`${text}}`);
  }

  #next(text: string): string {
    return hexHash(`${this.#sum}\n${text}`);
  }
}

/** The object in a line, without a look at its checksum: another version may have other ones. `undefined` if there is none. */
export function uncheckedObject(line: string): object | undefined {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
