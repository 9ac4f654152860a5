import type { JsonObject } from '../types.js';
import { type NewUser, normalizeUid, type UserChanges, type UserRecord } from './user-record.js';

/** The users of one app, in the order in which they were created. */
export class UserStore {
  readonly #users = new Map<string, UserRecord>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A user in any letter case of the uid, deactivated or not. */
  find(uid: string): UserRecord | undefined {
    return this.#users.get(normalizeUid(uid));
  }

  /** A user that is not deactivated. */
  findActive(uid: string): UserRecord | undefined {
    const user = this.find(uid);
    return user?.deactivatedAt === undefined ? user : undefined;
  }

  all(): IterableIterator<UserRecord> {
    return this.#users.values();
  }

  create(user: NewUser): UserRecord {
    const record = { role: 'default', tags: [], ...copyOf(user), createdAt: this.#now() };
    this.#users.set(record.uid, record);
    return record;
  }

  /**
   * `metadata` and `tags` are replaced, not merged. Where a field is both set and unset, it is unset. No change at all
   * leaves `updatedAt` as it is.
   */
  update(user: UserRecord, changes: UserChanges): void {
    if (Object.keys(changes.set).length + changes.unset.length === 0) return;
    Object.assign(user, copyOf(changes.set));
    for (const field of changes.unset) delete user[field];
    user.updatedAt = this.#now();
  }

  touch(user: UserRecord): void {
    user.lastActiveAt = this.#now();
  }

  deactivate(user: UserRecord): void {
    user.deactivatedAt = this.#now();
  }

  reactivate(user: UserRecord): void {
    delete user.deactivatedAt;
  }

  remove(user: UserRecord): void {
    this.#users.delete(user.uid);
  }
}

/** The recorded request holds the same metadata and tags, and a test may change what it finds there. */
function copyOf<T extends { metadata?: JsonObject; tags?: string[] }>(fields: T): T {
  const { metadata, tags } = fields;
  return {
    ...fields,
    ...(metadata && { metadata: JSON.parse(JSON.stringify(metadata)) }),
    ...(tags && { tags: [...tags] }),
  };
}
