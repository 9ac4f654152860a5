import { PairStore } from './pair-store.js';
import type { ReportChange } from './table.js';

/** The friendships of one app. A friendship has no direction: it is stored as one pair with the smaller uid first. */
export class FriendStore {
  readonly #pairs: PairStore;

  constructor(now: () => number, report: ReportChange) {
    this.#pairs = new PairStore('friends', now, report);
  }

  get table(): PairStore['table'] {
    return this.#pairs.table;
  }

  has(one: string, other: string): boolean {
    return this.#pairs.find(...ordered(one, other)) !== undefined;
  }

  /** The uids of a user's friends, oldest friendship first. */
  of(uid: string): string[] {
    const pairs = [...this.#pairs.from(uid), ...this.#pairs.to(uid)].sort((one, other) => one.at - other.at);
    return pairs.map(({ from, to }) => (from === uid ? to : from));
  }

  add(one: string, other: string): void {
    this.#pairs.add(...ordered(one, other));
  }

  remove(one: string, other: string): void {
    this.#pairs.remove(...ordered(one, other));
  }

  forget(uid: string): void {
    this.#pairs.forget(uid);
  }
}

function ordered(one: string, other: string): [string, string] {
  return one < other ? [one, other] : [other, one];
}
