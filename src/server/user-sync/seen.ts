import { CometChatException } from '../../errors/exception.js';
import type { SessionStorage } from '../../storage/storage.js';
import { Deadline } from '../../transport/deadline.js';
import { parseObject } from '../request-body.js';

/**
 * What is remembered of a user's events. Whether somebody may chat has a time of its own: a ban that comes late is not undone by a
 * change of the name that came before it, though that happened later.
 */
export interface Seen {
  /** Of the newest event that was about the profile, or deleted the user. */
  readonly profileAt?: number | undefined;
  /** Of the newest event that deactivated, brought back or deleted the user. */
  readonly activityAt?: number | undefined;
  /** Whether the newest that is known is a deletion. */
  readonly deleted: boolean;
  /** Whether a deactivation found nobody: it is done when the user is there. */
  readonly banOwed: boolean;
  /** The last events that were done, by their ids. */
  readonly ids: readonly string[];
}

/** Where it is remembered. */
export interface SeenEvents {
  /** Rejects with `STORAGE_FAILED`: without it, an old event could not be told from a new one. */
  read(uid: string): Promise<Seen>;
  write(uid: string, seen: Seen): Promise<void>;
}

const NOTHING: Seen = { deleted: false, banOwed: false, ids: [] };
/** Bounds what is kept for each user. An event that is repeated after this many others is an old one by its time. */
const IDS_MAX = 20;
const PATIENCE_MS = 5_000;

/** Remembers events in a storage, under a key for each user of an app. */
export function createSeenEvents(storage: SessionStorage, appId: string): SeenEvents {
  const keyOf = (uid: string) => `cometchat-users:seen:v1:${appId}:${uid}`;
  return {
    async read(uid) {
      const kept = await attempt(() => storage.getItem(keyOf(uid)));
      const { profileAt, activityAt, deleted, banOwed, ids } =
        (typeof kept === 'string' ? parseObject(kept) : Object(kept)) ?? {};
      if (!Array.isArray(ids)) return NOTHING;
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
      await attempt(() => storage.setItem(keyOf(uid), value));
    },
  };
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

async function attempt(work: () => unknown): Promise<unknown> {
  const deadline = new Deadline(PATIENCE_MS, 'The storage of events');
  try {
    return await deadline.race(Promise.resolve(work()));
  } catch (cause) {
    const message = 'What was seen of users cannot be read or written.';
    throw new CometChatException({ code: 'STORAGE_FAILED', kind: 'server', message, cause });
  } finally {
    deadline.end();
  }
}
