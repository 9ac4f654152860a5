/** The line of each row that was read, with four bytes a row. */
export class LineNumbers {
  #lines = new Uint32Array(1024);
  #count = 0;

  /** Begins again, when the file is read again. */
  clear(): void {
    this.#count = 0;
  }

  add(line: number): void {
    if (this.#count === this.#lines.length) {
      const longer = new Uint32Array(this.#lines.length * 2);
      longer.set(this.#lines);
      this.#lines = longer;
    }
    this.#lines[this.#count++] = line;
  }

  /** The line of a row, by its number from 1. */
  of(row: number): number {
    return this.#lines[row - 1] ?? row;
  }
}
