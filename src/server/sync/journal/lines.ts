/** No line of a journal is longer, in characters. */
const LINE_MAX_LENGTH = 65_536;

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
