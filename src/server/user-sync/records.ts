import { CometChatException } from '../../errors/exception.js';
import { isShared } from '../../storage/shared-storage.js';
import type { SessionStorage } from '../../storage/storage.js';
import { Deadline } from '../../transport/deadline.js';
import { parseObject } from '../request-body.js';
import { EMPTY_RECORD, isDue, type UserRecord } from './record.js';

/** A record as it was read. */
export interface StoredRecord {
  readonly record: UserRecord;
  /** The text in the storage; `null` if there is none. */
  readonly text: string | null;
}

/** Reads and writes the records of users. Both methods reject with `STORAGE_FAILED`: without its record, an old event looks like a new one. */
export interface Records {
  /** Whether several instances may use the storage. */
  readonly isShared: boolean;
  read(uid: string): Promise<StoredRecord>;
  /** Writes a record if the stored one is unchanged. Returns the new stored record, or `undefined` if another instance was faster. */
  replace(uid: string, stored: StoredRecord, next: UserRecord): Promise<StoredRecord | undefined>;
}

const STORAGE_TIMEOUT_MS = 5_000;

/** Opens the records of one app. `keepErasedFor` is how long the record of an erased user is kept, in milliseconds. */
export function openRecords(storage: SessionStorage, appId: string, keepErasedFor: number): Records {
  const keyOf = (uid: string) => `cometchat-users:user-sync:v2:${appId}:${uid}`;
  return {
    isShared: isShared(storage),
    async read(uid) {
      const item = await accessStorage(() => storage.getItem(keyOf(uid)));
      if (isShared(storage) && typeof item === 'object' && item !== null) throw notText();
      const text = typeof item === 'string' ? item : item ? JSON.stringify(item) : null;
      return { text, record: parse(text) };
    },
    async replace(uid, stored, next) {
      const expires = next.profile?.user === null && !isDue(next);
      const text = JSON.stringify({ ...next, ...(expires && { expiresAt: Date.now() + keepErasedFor }) });
      const options = { expiresInMs: expires ? keepErasedFor : undefined };
      const isDone = await accessStorage(async () => {
        if (isShared(storage)) return storage.compareAndSet(keyOf(uid), stored.text, text, options);
        await storage.setItem(keyOf(uid), text);
        return true;
      });
      return isDone === true ? { text, record: next } : undefined;
    },
  };
}

/** Only this module writes these texts. A damaged one counts as absent. */
function parse(text: string | null): UserRecord {
  const { expiresAt, ...record } = (text && parseObject(text)) || {};
  const isExpired = typeof expiresAt === 'number' && expiresAt <= Date.now();
  return Array.isArray(record.ids) && !isExpired ? (record as unknown as UserRecord) : EMPTY_RECORD;
}

function notText(): CometChatException {
  const message = 'The storage has compareAndSet, but its getItem returned an object instead of the stored text.';
  return new CometChatException({ code: 'STORAGE_FAILED', kind: 'server', message });
}

/** Waits for the storage, up to a timeout. */
export async function accessStorage<T>(work: () => T | Promise<T>): Promise<T> {
  const deadline = new Deadline(STORAGE_TIMEOUT_MS, 'The storage of events');
  try {
    return await deadline.race(Promise.resolve(work()));
  } catch (cause) {
    const message = 'The storage of events cannot be read or written.';
    throw new CometChatException({ code: 'STORAGE_FAILED', kind: 'server', message, cause });
  } finally {
    deadline.end();
  }
}
