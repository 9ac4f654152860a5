/** Is told of every change of a table: the row as it now is, `undefined` for one that is gone. */
export type Log = (table: string, key: string, row: unknown) => void;

/** What a table does to an index that somebody keeps of it. */
export type Reindex<Row> = (before: Row | undefined, after: Row | undefined) => void;

/**
 * Rows by key, in the order in which they came. Whatever an app keeps is in tables, so that one place can tell a journal of all
 * changes, and bring them back.
 */
export class Table<Row> {
  readonly name: string;
  readonly #rows = new Map<string, Row>();
  readonly #log: Log;
  readonly #reindex: Reindex<Row>;

  constructor(name: string, log: Log, reindex: Reindex<Row> = () => {}) {
    this.name = name;
    this.#log = log;
    this.#reindex = reindex;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  entries(): IterableIterator<[string, Row]> {
    return this.#rows.entries();
  }

  /** Puts a row, a new one or one that was changed in place. */
  put(key: string, row: Row): void {
    this.load(key, row);
    this.#log(this.name, key, row);
  }

  remove(key: string): void {
    if (!this.#rows.has(key)) return;
    this.load(key, undefined);
    this.#log(this.name, key, undefined);
  }

  /** Puts or removes without telling: what a journal brings back is in it already. */
  load(key: string, row: Row | undefined): void {
    const before = this.#rows.get(key);
    if (row === undefined) this.#rows.delete(key);
    else this.#rows.set(key, row);
    this.#reindex(before, row);
  }
}
