import type { Slot } from '../storage/slot.js';
import type { EmittedEvent, Emitter } from './emitter.js';
import type { Endings } from './endings.js';
import { encode } from './envelope.js';
import { frozenCopy } from './frozen-user.js';
import type { TabMessage } from './platform.js';
import { eventsOf } from './session-events.js';
import type { ChangeSource, Current, SessionSource, SessionState, SignedOutReason } from './state.js';
import type { Turns } from './turns.js';

/** The reasons for which a session ends. */
export type EndReason = Exclude<SignedOutReason, 'none'>;

/** The session that a tab holds, in memory and in storage. */
export type HeldSession = ReturnType<typeof createHeldSession>;

/** The parts that a held session needs. */
interface Parts {
  readonly slot: Slot;
  readonly emitter: Emitter;
  readonly endings: Endings;
  readonly turns: Turns;
  /** Sends a message to the other tabs. */
  readonly post: (message: TabMessage) => void;
}

/**
 * Creates the only place that changes the current session. It encodes each change, commits it in memory, writes it to storage, and then
 * emits its events.
 */
export function createHeldSession({ slot, emitter, endings, turns, post }: Parts) {
  let writing: void | Promise<void>;

  /** Changes the state, then writes the change to storage with `writeChange`, then emits the events. */
  function commit(next: SessionState, events: EmittedEvent[], writeChange: () => void | Promise<void>) {
    turns.committed();
    held.state = Object.freeze(next);
    const written = writeChange();
    emitter.emit(['change'], ...events);
    return written;
  }

  /** Writes the text to storage, or removes the stored value if there is no text. Then it sends the message to the other tabs. */
  function write(text: string | undefined, message: TabMessage = {}): void | Promise<void> {
    const isLogout = message.ended !== undefined && !message.replaced;
    const postIfStored = () => {
      // A session that could not be stored exists in this tab only. A logout concerns all tabs, even if the write failed.
      if (slot.isInSync() || isLogout) post(message);
    };
    const written = slot.write(text);
    writing = written ? written.then(postIfStored) : postIfStored();
    return writing;
  }

  /** The text of a session, with the mark that `attachVendor` last saw on both sides. */
  function textOf(session: Current): string {
    return encode({ ...session, agreed: held.agreed });
  }

  const held = {
    state: Object.freeze<SessionState>({ status: 'unknown' }),
    current: undefined as Current | undefined,
    /** The mark that `attachVendor` last saw on both sides. Every write repeats it. See `StoredSession.agreed`. */
    agreed: undefined as string | undefined,
    /** The id of the session that ended last, for a tombstone. */
    endedId: undefined as string | undefined,

    /** Whether the client was disposed of. */
    isClosed: false,

    write,
    textOf,

    /** Begins with the restored session, or with none. `writeStart` writes it to storage, if it is not there already. */
    start(
      restored: Current | undefined,
      reason: SignedOutReason,
      writeStart: () => void | Promise<void>,
    ): SessionState {
      if (restored) {
        const { user, authToken, id } = restored;
        held.current = { user: frozenCopy(user, authToken), authToken, id };
        endings.remember(authToken, id);
      }
      const next: SessionState = held.current
        ? { status: 'signedIn', user: held.current.user, source: 'storage' }
        : { status: 'signedOut', reason };
      void commit(next, [['ready', next]], held.isClosed ? () => undefined : writeStart);
      return next;
    },

    /** Sets the current session. One from another tab was read from storage, so it is not written again. */
    set(session: Current, source: SessionSource, by: ChangeSource): void | Promise<void> {
      if (held.isClosed) return undefined;
      const before = held.current;
      const next = { ...session, user: frozenCopy(session.user, session.authToken) };
      // Encode before the commit: if this throws, nothing has changed.
      const text = by === 'otherTab' ? undefined : textOf(next);
      const events = eventsOf(before, next, by);
      held.current = events.length > 0 || !before ? next : { ...before, id: next.id };
      endings.remember(held.current.authToken, held.current.id);
      if (events.length === 0) return undefined;

      const replaced = before && before.id !== next.id ? before.id : undefined;
      return commit({ status: 'signedIn', user: next.user, source }, events, () => {
        if (text === undefined) return undefined;
        if (replaced === undefined) return write(text);
        endings.addOwn(replaced);
        return write(text, { ended: replaced, replaced: true });
      });
    },

    /** Ends the current session. `writeEnd` writes the end to storage; it is left out if the end was read from there. */
    end(reason: EndReason, writeEnd: () => void | Promise<void> = () => undefined): void | Promise<void> {
      if (!held.current || held.isClosed) return undefined;
      const { uid } = held.current.user;
      held.current = undefined;
      return commit({ status: 'signedOut', reason }, [['signedOut', { uid, reason }]], writeEnd);
    },

    /** Stops all commits and events. Resolves when the write in progress has ended. */
    async close(): Promise<void> {
      held.isClosed = true;
      emitter.close();
      await writing;
    },
  };
  return held;
}
