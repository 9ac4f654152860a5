import { idFromToken, type StoredSession } from './envelope.js';

/**
 * How a session ended: `loggedOut`, or `replaced` by another session, which may still be on its way to this tab.
 * `settled`: storage must show it by now.
 */
export type End = 'loggedOut' | 'replaced' | 'settled';

/** Each other tab may write an ended session back before it hears of the end, hardly more than once. */
const MAX_REPAIRS = 5;

/** The sessions that a tab had or heard of. */
export function createPastSessions() {
  /** Sessions that were ended here or by another tab. None of them may come back. */
  const ended = new Map<string, End>();
  /** Sessions that this tab has just left because of what was stored. The message that they ended may still be on its way. */
  const left = new Set<string>();
  /** How often this tab has repaired the storage, by the id of the session that had ended. */
  const repairs = new Map<string, number>();
  /** The ids of the sessions that this tab has had, by token: versions before 0.3 store a session without its id. */
  const ids = new Map<string, string>();

  return {
    ended,
    left,
    isEnded: (id: string) => ended.has(id),

    /** Remembers the id of a session of this tab. */
    name({ id, authToken }: { readonly id: string; readonly authToken: string }): void {
      ids.set(authToken, id);
    },

    /** The id of a stored session, which may not have been stored with it. */
    idOf: ({ id, authToken }: StoredSession) => id ?? ids.get(authToken) ?? idFromToken(authToken),

    /** Counts a repair; `false` where there were enough. */
    mayRepair(endedId: string): boolean {
      const count = (repairs.get(endedId) ?? 0) + 1;
      repairs.set(endedId, count);
      return count <= MAX_REPAIRS;
    },
  };
}
