/** A full block is split in two. Large enough for few blocks, small enough for cheap insertions. */
const BLOCK_MAX = 512;

/**
 * Rows in sorted order, stored in blocks. Adding, removing and finding takes two binary searches, and moves the rows of
 * one block at most. No two rows may be equal.
 */
export class SortedList<Row> {
  /** No block is empty. */
  readonly #blocks: Row[][] = [];
  readonly #compare: (one: Row, other: Row) => number;

  constructor(compare: (one: Row, other: Row) => number) {
    this.#compare = compare;
  }

  add(row: Row): void {
    const newest = this.#blocks.at(-1)?.at(-1);
    // Users are often created in the order of their uids, for example by an import.
    if (newest === undefined || this.#compare(newest, row) < 0) {
      this.#append(row);
      return;
    }
    const { index, at } = this.#locate((other) => this.#compare(other, row) < 0);
    const block = this.#blocks[index] as Row[];
    block.splice(at, 0, row);
    if (block.length > BLOCK_MAX) this.#blocks.splice(index + 1, 0, block.splice(BLOCK_MAX / 2));
  }

  /** Removes the row that equals this one. */
  remove(row: Row): void {
    const { index, at } = this.#locate((other) => this.#compare(other, row) < 0);
    const block = this.#blocks[index];
    const found = block?.[at];
    if (block === undefined || found === undefined || this.#compare(found, row) !== 0) return;
    block.splice(at, 1);
    if (block.length === 0) this.#blocks.splice(index, 1);
  }

  /** The rows in order, starting with the first for which `isBefore` is false. */
  *from(isBefore: (row: Row) => boolean): Generator<Row> {
    const { index, at } = this.#locate(isBefore);
    for (let next = index; next < this.#blocks.length; next += 1) {
      const block = this.#blocks[next] as Row[];
      for (let row = next === index ? at : 0; row < block.length; row += 1) yield block[row] as Row;
    }
  }

  /** Appending fills blocks completely when rows arrive in order. */
  #append(row: Row): void {
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.length < BLOCK_MAX) last.push(row);
    else this.#blocks.push([row]);
  }

  #locate(isBefore: (row: Row) => boolean): { index: number; at: number } {
    const index = firstNot(this.#blocks, (block) => isBefore(block.at(-1) as Row));
    return { index, at: firstNot(this.#blocks[index] ?? [], isBefore) };
  }
}

function firstNot<T>(sorted: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(sorted[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
