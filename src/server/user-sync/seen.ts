import { CometChatException } from '../../errors/exception.js';
import type { SessionStorage } from '../../storage/storage.js';
import { Deadline } from '../../transport/deadline.js';
import { parseObject } from '../request-body.js';

/**
 * The stored state of a user's events. Deactivation has a time of its own. Example: a ban arrives after a change of the name that
 * happened later. The ban must still apply.
 */
export interface Seen {
  /** The time of the newest event that changed the profile or deleted the user. */
  readonly profileAt?: number | undefined;
  /** The time of the newest event that deactivated, reactivated or deleted the user. */
  readonly activityAt?: number | undefined;
  /** True if the newest known event deleted the user. */
  readonly deleted: boolean;
  /** True if a deactivation came before the user existed: it is applied when the user is created. */
  readonly banOwed: boolean;
  /** The ids of the last processed events. */
  readonly ids: readonly string[];
}

/** Reads and writes the stored state of each user. */
export interface SeenEvents {
  /** Rejects with `STORAGE_FAILED`: without the stored state, an old event looks like a new one. */
  read(uid: string): Promise<Seen>;
  write(uid: string, seen: Seen): Promise<void>;
}

const EMPTY: Seen = { deleted: false, banOwed: false, ids: [] };
/** Limits the stored ids of each user. An event that is repeated after more others than this is recognised by its time. */
const IDS_MAX = 20;
const STORAGE_TIMEOUT_MS = 5_000;

/** Stores the state of events, under one key for each user of an app. */
export function createSeenEvents(storage: SessionStorage, appId: string): SeenEvents {
  const keyOf = (uid: string) => `cometchat-users:seen:v1:${appId}:${uid}`;
  return {
    async read(uid) {
      const item = await accessStorage(() => storage.getItem(keyOf(uid)));
      const { profileAt, activityAt, deleted, banOwed, ids } =
        (typeof item === 'string' ? parseObject(item) : Object(item)) ?? {};
      if (!Array.isArray(ids)) return EMPTY;
      return {
        profileAt: timeOf(profileAt),
        activityAt: timeOf(activityAt),
        deleted: deleted === true,
        banOwed: banOwed === true,
        ids: ids.filter((id) => typeof id === 'string'),
      };
    },
    async write(uid, seen) {
      const value = JSON.stringify({ ...seen, ids: seen.ids.slice(-IDS_MAX) });
      await accessStorage(() => storage.setItem(keyOf(uid), value));
    },
  };
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

async function accessStorage(work: () => unknown): Promise<unknown> {
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
