import { idFromToken, type StoredSession } from './envelope.js';

/** A message may arrive before this tab can read the change from storage. After this time, the tab can read it. */
const STORAGE_LAG_MS = 1_000;

/** A tab may write an ended session back before it gets the message about the end. It hardly does so more than once. */
const MAX_REPAIRS = 5;

/** How many sessions to remember. A server may log in many users with one client. No tab is that far behind. */
const MAX_REMEMBERED = 100;

/**
 * How a session ended: by a logout (`loggedOut`), or because another session took its place (`replaced`). This tab may not be able
 * to read that other session yet. `settled`: enough time has passed, so storage must show the end.
 */
export type Ending = 'loggedOut' | 'replaced' | 'settled';

/** The sessions that have ended, as one tab knows them. */
export type Endings = ReturnType<typeof createEndings>;

/**
 * Creates a record of the sessions that have ended, for one tab. It calls `readStorage` some time after each event, when this tab
 * can read every change that was made before the event.
 */
export function createEndings(readStorage: () => unknown) {
  /** The sessions that have ended, by id. This tab never takes them over again. */
  const endings = new Map<string, Ending>();
  /** The ids of sessions that this tab has just dropped, because storage held something else. The message about their end may follow. */
  const dropped = new Set<string>();
  /** The ids of this tab's latest sessions, by a hash of the token. Versions before 0.3 store a session without its id. */
  const ids = new Map<string, string>();
  /** How often this tab has repaired the storage, by the id of the ended session that it found there. */
  const repairs = new Map<string, number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  function afterLag(work: () => unknown): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
      readStorage();
    }, STORAGE_LAG_MS);
    timers.add(timer);
  }

  return {
    /** How a session ended; `undefined` if it has not. */
    of: (id: string) => endings.get(id),

    /** Records that this tab has ended a session. Its storage shows the end at once. */
    addOwn(id: string): void {
      endings.set(id, 'settled');
      forgetOldest(endings);
    },

    /** Records that another tab has ended a session. */
    addFromOtherTab(id: string, isReplaced: boolean): void {
      if (endings.has(id)) return;
      endings.set(id, isReplaced ? 'replaced' : 'loggedOut');
      forgetOldest(endings);
      afterLag(() => endings.set(id, 'settled'));
    },

    /** Ignores a session for a while: a tab that does not know that the session has ended may write it back. */
    ignoreForAWhile(id: string): void {
      dropped.add(id);
      afterLag(() => dropped.delete(id));
    },

    isIgnored: (id: string) => dropped.has(id),

    /**
     * Counts a repair: the tab wants to write something else in the place of an ended session. Returns false if it has repaired often
     * enough. If the storage loses writes, tabs would otherwise repeat this for ever.
     */
    takeRepair(id: string): boolean {
      const count = (repairs.get(id) ?? 0) + 1;
      repairs.set(id, count);
      return count <= MAX_REPAIRS;
    },

    /** Remembers the id of a session by its token. */
    remember(authToken: string, id: string): void {
      ids.set(idFromToken(authToken), id);
      forgetOldest(ids);
    },

    /** The id of a stored session. If none is stored with it, all tabs derive the same one from the token. */
    idOf: ({ id, authToken }: StoredSession) => id ?? ids.get(idFromToken(authToken)) ?? idFromToken(authToken),

    close(): void {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Removes the entry that was added first, if there are more than enough. */
function forgetOldest(entries: Map<string, unknown>): void {
  const [oldest] = entries.keys();
  if (entries.size > MAX_REMEMBERED && oldest !== undefined) entries.delete(oldest);
}
