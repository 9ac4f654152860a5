import type { Slot } from '../storage/slot.js';
import type { Ending, Endings } from './endings.js';
import { agreedIn, decode, encodeEnded, endedIn } from './envelope.js';
import type { HeldSession } from './held-session.js';
import type { TabMessage } from './platform.js';
import type { Current } from './state.js';
import type { Turns } from './turns.js';

/** The parts with which a tab follows the other tabs. */
interface Parts {
  readonly slot: Slot;
  readonly held: HeldSession;
  readonly endings: Endings;
  readonly turns: Turns;
}

/** Makes a tab take over the changes of the other tabs: it reads storage, which is the truth for all of them. */
export function followTabs({ slot, held, endings, turns }: Parts) {
  /** The latest read of storage. Reads run one after the other. */
  let reading: Promise<unknown> = Promise.resolve();
  /** A read that was requested and has not begun. Further requests share it. */
  let nextSync: Promise<void> | undefined;

  /** Reads storage and takes over the changes of other tabs. If this tab commits during the read, the value that was read is outdated. */
  function sync(): Promise<void> {
    nextSync ??= reading.then(async () => {
      nextSync = undefined;
      const isUnchanged = turns.unchanged();
      const stored = await slot.read();
      if (stored === null || !isUnchanged() || !slot.isInSync() || held.isClosed) return;
      held.agreed = agreedIn(stored);
      const session = decode(stored);
      if (session) handleStored({ ...session, id: endings.idOf(session) });
      else handleNoSession(endedIn(stored));
    });
    reading = nextSync;
    return nextSync;
  }

  /** Takes over a stored session, unless it has ended or this tab has just dropped it. */
  function handleStored(session: Current): void {
    const ending = endings.of(session.id);
    if (ending) handleNoSession(session.id, ending);
    else if (!endings.isIgnored(session.id)) takeOver(session);
  }

  /** Takes over the session that another tab has stored. */
  function takeOver(session: Current): void {
    const { user, id } = session;
    const { state, current } = held;
    // If the same user is signed in already, the source stays the same.
    const source = state.status === 'signedIn' && state.user.uid === user.uid ? state.source : 'otherTab';
    if (current && current.id !== id) endings.ignoreForAWhile(current.id);
    void held.set(session, source, 'otherTab');
  }

  /**
   * Storage holds no session, or one that has ended. If this tab has a newer session, it writes that one again. Otherwise it ends its
   * own session.
   */
  function handleNoSession(storedId?: string, ending?: Ending): void {
    const { current } = held;
    if (current && storedId !== undefined && storedId !== current.id && !endings.of(current.id)) {
      if (endings.takeRepair(storedId)) void held.write(held.textOf(current));
      return;
    }
    // Wait until this tab can read the new session: otherwise no user would be signed in for a moment.
    if (current && storedId === current.id && ending === 'replaced') return;
    if (current) endings.ignoreForAWhile(current.id);
    held.endedId = storedId ?? current?.id ?? held.endedId;
    void held.end('otherTab');
    // A tab that did not know about the end has written the session back. Replace it by a tombstone and do not remove it: a tab with
    // a newer session would take a removal for its own logout.
    if (storedId !== undefined && ending === 'settled' && endings.takeRepair(storedId))
      void held.write(encodeEnded(storedId, held.agreed));
  }

  return {
    sync,

    /** Another tab has changed the stored value. It may have ended a session. */
    onMessage({ ended: id, replaced }: TabMessage): void {
      if (held.isClosed) return;
      if (id !== undefined) endings.addFromOtherTab(id, replaced === true);
      // Do not wait for storage: if storage fails, it never shows the logout.
      if (id !== undefined && id === held.current?.id && !replaced) void held.end('otherTab');
      void sync();
    },

    /** Lets all reads wait for the first one. */
    waitFor(first: Promise<unknown>): void {
      reading = first;
    },
  };
}
