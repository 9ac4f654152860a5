import { isShared } from '../../storage/shared-storage.js';
import type { SessionStorage } from '../../storage/storage.js';
import { accessStorage } from './records.js';

/** Counts the failed tries of each event. */
export interface Tries {
  /** Counts a failed try; returns the number of tries so far. It never rejects: without a storage, each try is the first one. */
  add(id: string): Promise<number>;
  /** Forgets an event. */
  forget(id: string): Promise<void>;
}

/** Providers stop resending an event after some days. */
const KEPT_MS = 7 * 86_400_000;

/** Opens the counters of one app. Two instances that fail at the same moment may count one try. */
export function openTries(storage: SessionStorage, appId: string): Tries {
  const keyOf = (id: string) => `cometchat-users:user-sync-tries:v1:${appId}:${id}`;
  return {
    async add(id) {
      try {
        return await accessStorage(async () => {
          const item = await storage.getItem(keyOf(id));
          const tries = (Number(item) || 0) + 1;
          const expected = item === null || item === undefined ? null : String(item);
          if (isShared(storage))
            await storage.compareAndSet(keyOf(id), expected, String(tries), { expiresInMs: KEPT_MS });
          else await storage.setItem(keyOf(id), String(tries));
          return tries;
        });
      } catch {
        return 1;
      }
    },
    async forget(id) {
      try {
        await accessStorage(() => storage.removeItem(keyOf(id)));
      } catch {
        // The counter is only left over.
      }
    },
  };
}
