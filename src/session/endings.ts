import { idFromToken, type StoredSession } from './envelope.js';

/** A message may come before the change that it tells of can be seen in storage; after this time it can be. */
const STORAGE_LAG_MS = 1_000;

/** Each other tab may write an ended session back before it hears of the end, hardly more than once. */
const MAX_REPAIRS = 5;

/**
 * How a session ended: `loggedOut`, or `replaced` by another session, which may still be on its way to this tab.
 * `settled`: storage must show it by now.
 */
export type Ending = 'loggedOut' | 'replaced' | 'settled';

/**
 * Makes the memory of one tab about sessions that are over. `look` reads what is stored; it is called when every change that was
 * made before an event has reached this tab.
 */
export function createEndings(look: () => unknown) {
  /** None of these sessions may come back. */
  const endings = new Map<string, Ending>();
  /** Sessions that this tab has just left because of what was stored. The message that they ended may still be on its way. */
  const left = new Set<string>();
  /** The ids of the sessions that this tab has had, by token: versions before 0.3 store a session without its id. */
  const ids = new Map<string, string>();
  /** How often this tab has repaired the storage, by the id of the session that had ended. */
  const repairs = new Map<string, number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  function afterLag(work: () => unknown): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
      look();
    }, STORAGE_LAG_MS);
    timers.add(timer);
  }

  return {
    /** How a session ended; `undefined` if it has not. */
    of: (id: string) => endings.get(id),

    /** This tab has ended a session, so its storage shows it. */
    add: (id: string) => void endings.set(id, 'settled'),

    /** Another tab has ended a session. */
    hear(id: string, isReplaced: boolean): void {
      if (endings.has(id)) return;
      endings.set(id, isReplaced ? 'replaced' : 'loggedOut');
      afterLag(() => endings.set(id, 'settled'));
    },

    /** Does not go back to a session for a while: a tab that has not heard of its end may write it back. */
    leave(id: string): void {
      left.add(id);
      afterLag(() => left.delete(id));
    },

    isLeft: (id: string) => left.has(id),

    /** Whether to write something else in the place of an ended session. In a storage that loses it, tabs would go on for ever. */
    mayRepair(id: string): boolean {
      const count = (repairs.get(id) ?? 0) + 1;
      repairs.set(id, count);
      return count <= MAX_REPAIRS;
    },

    /** Remembers the id of a session by its token. */
    remember: (authToken: string, id: string) => void ids.set(authToken, id),

    /** The id of a stored session. One that has none has the same id in all tabs. */
    idOf: ({ id, authToken }: StoredSession) => id ?? ids.get(authToken) ?? idFromToken(authToken),

    close(): void {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
