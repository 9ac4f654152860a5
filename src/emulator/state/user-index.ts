import { SortedList } from './sorted-list.js';
import type { UserRecord } from './user-record.js';

/** A user as it was filed: the record itself may be changed before the index is told. */
interface Filed {
  readonly uid: string;
  user: UserRecord;
  name: string;
  deactivated: boolean;
  /** Counts up in the order in which users came. */
  readonly place: number;
}

/** Above this share of all users, going through all of them in their order is faster than sorting those that were found. */
const SHARE_MAX = 1 / 16;

const FIELDS = ['uid', 'name'] as const;

/** Finds users by the start of a uid or of a name, whatever its letter case, and knows how many there are. */
export class UserIndex {
  readonly #sorted = {
    uid: new SortedList<Filed>((one, other) => compare(one.uid, other.uid)),
    name: new SortedList<Filed>((one, other) => compare(one.name, other.name) || compare(one.uid, other.uid)),
  };
  #size = 0;
  #deactivated = 0;
  #nextPlace = 0;

  /** How many users are deactivated. */
  get deactivated(): number {
    return this.#deactivated;
  }

  /** To be told of every change; the record may be the same one before and after. */
  change(before: UserRecord | undefined, after: UserRecord | undefined): void {
    if (after) this.#put(after, before !== undefined);
    else if (before) this.#remove(before.uid);
  }

  /**
   * The users found, in the order in which they came; `undefined` where they are so many that to look at each user takes
   * less time. `prefix` is in lower case.
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

  /** By a search in the list: a map would take memory for every user, for the sake of the few that change. */
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

/** By UTF-16 code unit, so that all that starts alike stands together. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
