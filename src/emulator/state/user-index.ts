import { SortedList } from './sorted-list.js';
import type { UserRecord } from './user-record.js';

/** A user as it is in the index: the record itself may change before the index is updated. */
interface Filed {
  readonly uid: string;
  user: UserRecord;
  name: string;
  deactivated: boolean;
  /** The position of the user in order of creation. */
  readonly place: number;
}

/** When more than this share of all users match, reading all users in order is faster than sorting the matches. */
const SHARE_MAX = 1 / 16;

const FIELDS = ['uid', 'name'] as const;

/** Finds users by the start of their uid or name, in any letter case, and counts deactivated ones. */
export class UserIndex {
  readonly #sorted = {
    uid: new SortedList<Filed>((one, other) => compare(one.uid, other.uid)),
    name: new SortedList<Filed>((one, other) => compare(one.name, other.name) || compare(one.uid, other.uid)),
  };
  #size = 0;
  #deactivated = 0;
  #nextPlace = 0;

  /** The number of deactivated users. */
  get deactivated(): number {
    return this.#deactivated;
  }

  /** Updates the index after a change. `before` and `after` may be the same record. */
  change(before: UserRecord | undefined, after: UserRecord | undefined): void {
    if (after) this.#put(after, before !== undefined);
    else if (before) this.#remove(before.uid);
  }

  /**
   * The matching users, oldest first. `undefined` when so many match that reading every user is faster. `prefix` is in
   * lower case.
   */
  startingWith(prefix: string, fields: readonly ('uid' | 'name')[]): UserRecord[] | undefined {
    const found = new Set<Filed>();
    const most = Math.max(this.#size * SHARE_MAX, 64);
    for (const field of FIELDS) {
      if (!fields.includes(field)) continue;
      for (const filed of this.#sorted[field].from((other) => other[field] < prefix)) {
        if (!filed[field].startsWith(prefix)) break;
        found.add(filed);
        if (found.size > most) return undefined;
      }
    }
    return [...found].sort((one, other) => one.place - other.place).map(({ user }) => user);
  }

  #put(user: UserRecord, isFiled: boolean): void {
    const filed = isFiled ? this.#filed(user.uid) : undefined;
    const name = user.name.toLowerCase();
    const deactivated = user.deactivatedAt !== undefined;
    if (filed === undefined) this.#add({ uid: user.uid, user, name, deactivated, place: this.#nextPlace++ });
    else {
      filed.user = user;
      this.#deactivated += Number(deactivated) - Number(filed.deactivated);
      filed.deactivated = deactivated;
      if (filed.name === name) return;
      this.#sorted.name.remove(filed);
      filed.name = name;
      this.#sorted.name.add(filed);
    }
  }

  #add(filed: Filed): void {
    this.#size += 1;
    this.#sorted.uid.add(filed);
    this.#sorted.name.add(filed);
    this.#deactivated += Number(filed.deactivated);
  }

  /** Finds the entry by a search in the list: a map would take memory for every user, but only few change. */
  #filed(uid: string): Filed | undefined {
    const [filed] = this.#sorted.uid.from((other) => other.uid < uid);
    return filed?.uid === uid ? filed : undefined;
  }

  #remove(uid: string): void {
    const filed = this.#filed(uid);
    if (filed === undefined) return;
    this.#size -= 1;
    this.#sorted.uid.remove(filed);
    this.#sorted.name.remove(filed);
    this.#deactivated -= Number(filed.deactivated);
  }
}

/** Compares by UTF-16 code unit, so that texts with the same start are neighbours. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
