import { type ReportChange, Table } from './table.js';

/** A relation from one user to another. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  /** When the relation began, in Unix seconds. */
  readonly at: number;
}

/** The pairs of users in one relation, found from either side; oldest first. */
export class PairStore {
  readonly table: Table<Pair>;
  readonly #from = new Map<string, Set<Pair>>();
  readonly #to = new Map<string, Set<Pair>>();
  readonly #now: () => number;

  constructor(name: string, now: () => number, report: ReportChange) {
    this.table = new Table(name, report, (before, after) => this.#reindex(before, after));
    this.#now = now;
  }

  find(from: string, to: string): Pair | undefined {
    return this.table.get(keyOf(from, to));
  }

  from(uid: string): Pair[] {
    return [...(this.#from.get(uid) ?? [])];
  }

  to(uid: string): Pair[] {
    return [...(this.#to.get(uid) ?? [])];
  }

  /** Adds a pair. An existing pair keeps its time. */
  add(from: string, to: string): void {
    if (!this.find(from, to)) this.table.put(keyOf(from, to), { from, to, at: this.#now() });
  }

  remove(from: string, to: string): void {
    this.table.remove(keyOf(from, to));
  }

  /** Removes every pair of a user, on either side. */
  forget(uid: string): void {
    for (const { from, to } of [...this.from(uid), ...this.to(uid)]) this.remove(from, to);
  }

  #reindex(before: Pair | undefined, after: Pair | undefined): void {
    if (before) {
      drop(this.#from, before.from, before);
      drop(this.#to, before.to, before);
    }
    if (after) {
      put(this.#from, after.from, after);
      put(this.#to, after.to, after);
    }
  }
}

/** A space is a safe separator: no uid has one. */
function keyOf(from: string, to: string): string {
  return `${from} ${to}`;
}

function put(index: Map<string, Set<Pair>>, uid: string, pair: Pair): void {
  const pairs = index.get(uid);
  if (pairs) pairs.add(pair);
  else index.set(uid, new Set([pair]));
}

function drop(index: Map<string, Set<Pair>>, uid: string, pair: Pair): void {
  const pairs = index.get(uid);
  pairs?.delete(pair);
  if (pairs?.size === 0) index.delete(uid);
}
