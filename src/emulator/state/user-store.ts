import type { JsonObject } from '../types.js';
import { type Log, Table } from './table.js';
import { UserIndex } from './user-index.js';
import {
  type NewUser,
  normalizeUid,
  type Profile,
  type Times,
  type UserChanges,
  type UserRecord,
} from './user-record.js';

/** The users of one app, in the order in which they were created. */
export class UserStore {
  readonly table: Table<UserRecord>;
  readonly #index = new UserIndex();
  readonly #now: () => number;

  constructor(now: () => number, log: Log) {
    this.table = new Table('users', log, (before, after) => this.#index.change(before, after));
    this.#now = now;
  }

  /** A user in any letter case of the uid, deactivated or not. */
  find(uid: string): UserRecord | undefined {
    return this.table.get(normalizeUid(uid));
  }

  /** A user that is not deactivated. */
  findActive(uid: string): UserRecord | undefined {
    const user = this.find(uid);
    return user?.deactivatedAt === undefined ? user : undefined;
  }

  all(): IterableIterator<UserRecord> {
    return this.table.rows();
  }

  /** How many there are, deactivated ones too. */
  get size(): number {
    return this.table.size;
  }

  /** How many are deactivated. */
  get deactivated(): number {
    return this.#index.deactivated;
  }

  /**
   * Those whose uid or name starts with a text in lower case, in the order in which they were created; `undefined` where
   * they are so many that to look at {@link all} takes less time.
   */
  startingWith(prefix: string, fields: readonly ('uid' | 'name')[]): UserRecord[] | undefined {
    return this.#index.startingWith(prefix, fields);
  }

  create(user: NewUser, times: Times = {}): UserRecord {
    const record = { role: 'default', tags: [], ...copyOf(user), createdAt: this.#now(), ...times };
    this.table.put(record.uid, record);
    return record;
  }

  /**
   * `metadata` and `tags` are replaced, or added to what is there where they are to merge. Where a field is both set and
   * unset, it is unset. No change at all leaves `updatedAt` as it is.
   */
  update(user: UserRecord, changes: UserChanges, merge = false): void {
    if (Object.keys(changes.set).length + changes.unset.length === 0) return;
    const set: Partial<Profile> = copyOf(changes.set);
    if (merge && set.metadata) set.metadata = { ...user.metadata, ...set.metadata };
    if (merge && set.tags) set.tags = [...new Set([...user.tags, ...set.tags])];
    Object.assign(user, set);
    for (const field of changes.unset) delete user[field];
    user.updatedAt = this.#now();
    this.#changed(user);
  }

  /** As it was elsewhere. */
  setTimes(user: UserRecord, times: Times): void {
    Object.assign(user, times);
    this.#changed(user);
  }

  touch(user: UserRecord): void {
    user.lastActiveAt = this.#now();
    this.#changed(user);
  }

  deactivate(user: UserRecord): void {
    user.deactivatedAt = this.#now();
    this.#changed(user);
  }

  reactivate(user: UserRecord): void {
    delete user.deactivatedAt;
    this.#changed(user);
  }

  remove(user: UserRecord): void {
    this.table.remove(user.uid);
  }

  #changed(user: UserRecord): void {
    this.table.put(user.uid, user);
  }
}

/** The recorded request holds the same metadata and tags, and a test may change what it finds there. */
function copyOf<T extends { metadata?: JsonObject; tags?: string[] }>(fields: T): T {
  const { metadata, tags } = fields;
  if (metadata === undefined && tags === undefined) return fields;
  return {
    ...fields,
    ...(metadata && { metadata: JSON.parse(JSON.stringify(metadata)) }),
    ...(tags && { tags: [...tags] }),
  };
}
