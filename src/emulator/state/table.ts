/** Called with every change of a table: the new row, or `undefined` for a removed one. */
export type ReportChange = (table: string, key: string, row: unknown) => void;

/** Updates an index of a table after a change. */
export type Reindex<Row> = (before: Row | undefined, after: Row | undefined) => void;

/**
 * Rows by key, in the order in which they were added. All data of an app is in tables. So one place can report every
 * change to a journal, and load them again.
 */
export class Table<Row> {
  readonly name: string;
  readonly #rows = new Map<string, Row>();
  readonly #report: ReportChange;
  readonly #reindex: Reindex<Row>;

  constructor(name: string, report: ReportChange, reindex: Reindex<Row> = () => {}) {
    this.name = name;
    this.#report = report;
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

  /** Stores a row: a new one, or one that was changed in place. */
  put(key: string, row: Row): void {
    this.load(key, row);
    this.#report(this.name, key, row);
  }

  remove(key: string): void {
    if (!this.#rows.has(key)) return;
    this.load(key, undefined);
    this.#report(this.name, key, undefined);
  }

  /** Stores or removes a row without reporting it: the change comes from the journal. */
  load(key: string, row: Row | undefined): void {
    const before = this.#rows.get(key);
    if (row === undefined) this.#rows.delete(key);
    else this.#rows.set(key, row);
    this.#reindex(before, row);
  }
}
