import type { JsonObject } from '../json-object.js';
import {
  type NewUser,
  normalizeUid,
  type Profile,
  type StoredUser,
  type Times,
  type UserChanges,
} from './stored-user.js';
import { type ReportChange, Table } from './table.js';

/** The users of one app, oldest first. */
export class UserStore {
  readonly table: Table<StoredUser>;
  /** The uids of the deactivated users. A count of them must not take a look at each user. */
  readonly #deactivated = new Set<string>();
  readonly #now: () => number;

  constructor(now: () => number, report: ReportChange) {
    this.table = new Table('users', report, (before, after) => this.#reindex(before, after));
    this.#now = now;
  }

  /** Finds a user, active or deactivated. The letter case of the uid does not matter. */
  find(uid: string): StoredUser | undefined {
    return this.table.get(normalizeUid(uid));
  }

  /** Finds a user that is not deactivated. */
  findActive(uid: string): StoredUser | undefined {
    const user = this.find(uid);
    return user?.deactivatedAt === undefined ? user : undefined;
  }

  all(): IterableIterator<StoredUser> {
    return this.table.rows();
  }

  /** The number of users, including deactivated ones. */
  get size(): number {
    return this.table.size;
  }

  /** The number of deactivated users. */
  get deactivated(): number {
    return this.#deactivated.size;
  }

  create(user: NewUser, times: Times = {}): StoredUser {
    const stored = { role: 'default', tags: [], ...copyOf(user), createdAt: this.#now(), ...times };
    this.table.put(stored.uid, stored);
    return stored;
  }

  /**
   * Replaces `metadata` and `tags`, or merges them into the existing values when `merge` is true. A field that is both
   * set and unset is unset. Without a change, `updatedAt` stays as it is.
   */
  update(user: StoredUser, changes: UserChanges, merge = false): void {
    if (Object.keys(changes.set).length + changes.unset.length === 0) return;
    const set: Partial<Profile> = copyOf(changes.set);
    if (merge && set.metadata) set.metadata = { ...user.metadata, ...set.metadata };
    if (merge && set.tags) set.tags = [...new Set([...user.tags, ...set.tags])];
    Object.assign(user, set);
    for (const field of changes.unset) delete user[field];
    user.updatedAt = this.#now();
    this.#changed(user);
  }

  /** Sets the timestamps of an imported user. */
  setTimes(user: StoredUser, times: Times): void {
    Object.assign(user, times);
    this.#changed(user);
  }

  touch(user: StoredUser): void {
    user.lastActiveAt = this.#now();
    this.#changed(user);
  }

  deactivate(user: StoredUser): void {
    user.deactivatedAt = this.#now();
    this.#changed(user);
  }

  reactivate(user: StoredUser): void {
    delete user.deactivatedAt;
    this.#changed(user);
  }

  remove(user: StoredUser): void {
    this.table.remove(user.uid);
  }

  #reindex(before: StoredUser | undefined, after: StoredUser | undefined): void {
    if (after?.deactivatedAt !== undefined) this.#deactivated.add(after.uid);
    else if (before) this.#deactivated.delete(before.uid);
  }

  #changed(user: StoredUser): void {
    this.table.put(user.uid, user);
  }
}

/** Copies metadata and tags: the request log holds the same objects, and a test may change them there. */
function copyOf<T extends { metadata?: JsonObject; tags?: string[] }>(fields: T): T {
  const { metadata, tags } = fields;
  if (metadata === undefined && tags === undefined) return fields;
  return {
    ...fields,
    ...(metadata && { metadata: JSON.parse(JSON.stringify(metadata)) }),
    ...(tags && { tags: [...tags] }),
  };
}
