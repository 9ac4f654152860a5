import type { CometChatException } from '../errors/exception.js';
import type { Slot } from '../storage/slot.js';
import type { User } from '../user/user.js';
import { createEmitter, type EmittedEvent } from './emitter.js';
import { createEndings, type Ending } from './endings.js';
import { agreedIn, decode, encode, encodeEnded, endedIn, isStoredAs, type StoredSession } from './envelope.js';
import { frozenCopy } from './frozen-user.js';
import { randomId, type TabMessage, type Tabs } from './platform.js';
import { eventsOf } from './session-events.js';
import { readStart } from './start.js';
import type { ChangeSource, Current, SessionSource, SessionState, SignedOutReason } from './state.js';
import { createTurns } from './turns.js';

/**
 * The only place that holds the current session. It encodes each change, commits it in memory, writes it to storage, and then emits its
 * events.
 */
export type SessionStore = ReturnType<typeof createSessionStore>;

type EndReason = Exclude<SignedOutReason, 'none'>;

/** The parts that a store needs. */
export interface StoreOptions {
  readonly slot: Slot;
  readonly warn: (message: string, error?: unknown) => void;
  /** Connects to the other tabs and calls `onMessage` for each of their messages. */
  readonly joinTabs?: ((onMessage: (message: TabMessage) => void) => Tabs) | undefined;
  /** Reads a session of the vendor's SDK, to adopt it if `readStart` says so. */
  readonly readVendorSession?: (() => Promise<StoredSession | undefined>) | undefined;
}

/** Creates the store of one client's session. */
export function createSessionStore({ slot, warn, joinTabs, readVendorSession }: StoreOptions) {
  const emitter = createEmitter(warn);
  let state: SessionState = Object.freeze({ status: 'unknown' });
  let current: Current | undefined;
  const endings = createEndings(() => void syncWithStorage());
  const turns = createTurns();
  /** The latest read of storage. Reads run one after the other. */
  let reading: Promise<unknown> = Promise.resolve();
  /** A read that was requested and has not begun. Further requests share it. */
  let nextSync: Promise<void> | undefined;
  let writing: void | Promise<void>;
  let isClosed = false;
  /** The mark that `attachVendor` last saw on both sides. Every write repeats it. See `StoredSession.agreed`. */
  let agreed: string | undefined;
  /** The id of the session that ended last, for a tombstone. */
  let endedId: string | undefined;
  /** Whether storage held a value of ours at the start. */
  let wasStored = false;
  // Connects before the first read, so that no change between the two is missed.
  const tabs = joinTabs?.(onTabMessage);

  /** Changes the state, then writes the change to storage with `writeChange`, then emits the events. */
  function commit(next: SessionState, events: EmittedEvent[], writeChange: () => void | Promise<void>) {
    turns.committed();
    state = Object.freeze(next);
    const written = writeChange();
    emitter.emit(['change'], ...events);
    return written;
  }

  /** Writes the text to storage, or removes the stored value if there is no text. Then it sends the message to the other tabs. */
  function write(text: string | undefined, message: TabMessage = {}): void | Promise<void> {
    const isLogout = message.ended !== undefined && !message.replaced;
    const post = () => {
      // A session that could not be stored exists in this tab only. A logout concerns all tabs, even if the write failed.
      if (slot.isInSync() || isLogout) tabs?.post(message);
    };
    const written = slot.write(text);
    writing = written ? written.then(post) : post();
    return writing;
  }

  /** Sets the current session. One from another tab was read from storage, so it is not written again. */
  function setSession(session: Current, source: SessionSource, by: ChangeSource): void | Promise<void> {
    if (isClosed) return undefined;
    const before = current;
    const next = { ...session, user: frozenCopy(session.user, session.authToken) };
    // Encode before the commit: if this throws, nothing has changed.
    const text = by === 'otherTab' ? undefined : textOf(next);
    const events = eventsOf(before, next, by);
    current = events.length > 0 || !before ? next : { ...before, id: next.id };
    endings.remember(current.authToken, current.id);
    if (events.length === 0) return undefined;

    const replaced = before && before.id !== next.id ? before.id : undefined;
    return commit({ status: 'signedIn', user: next.user, source }, events, () => {
      if (text === undefined) return undefined;
      if (replaced === undefined) return write(text);
      endings.addOwn(replaced);
      return write(text, { ended: replaced, replaced: true });
    });
  }

  /** Ends the current session. `writeEnd` writes the end to storage; it is left out if the end was read from there. */
  function endSession(reason: EndReason, writeEnd: () => void | Promise<void> = () => undefined) {
    if (!current || isClosed) return undefined;
    const { uid } = current.user;
    current = undefined;
    return commit({ status: 'signedOut', reason }, [['signedOut', { uid, reason }]], writeEnd);
  }

  function signOut(reason: EndReason): void | Promise<void> {
    if (!current) return undefined;
    const { id } = current;
    endings.addOwn(id);
    endedId = id;
    // Beside the vendor's SDK a tombstone stays, so that the vendor's session is not adopted again.
    const text = readVendorSession || agreed !== undefined ? encodeEnded(id, agreed) : undefined;
    return endSession(reason, () => write(text, { ended: id }));
  }

  /** The text of a session, with the mark that `attachVendor` last saw on both sides. */
  function textOf(session: Current): string {
    return encode({ ...session, agreed });
  }

  /** Remembers what both sides agree on, unless another tab has changed the session. */
  function agree(mark: string): void | Promise<void> {
    const apply = (stored: unknown): void | Promise<void> => {
      if (agreed === mark || isClosed) return undefined;
      const isOurs = current ? isStoredAs(current, stored) : decode(stored) === undefined;
      if (stored !== null && !isOurs) return syncWithStorage();
      agreed = mark;
      return write(current ? textOf(current) : encodeEnded(endedId, mark));
    };
    if (!slot.isInSync()) return apply(null);
    const stored = slot.read();
    return stored instanceof Promise ? stored.then(apply) : apply(stored);
  }

  /** Reads storage and takes over the changes of other tabs. If this tab commits during the read, the value that was read is outdated. */
  function syncWithStorage(): Promise<void> {
    if (!tabs) return Promise.resolve();
    nextSync ??= reading.then(async () => {
      nextSync = undefined;
      const isUnchanged = turns.unchanged();
      const stored = await slot.read();
      if (stored === null || !isUnchanged() || !slot.isInSync() || isClosed) return;
      agreed = agreedIn(stored);
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
    // If the same user is signed in already, the source stays the same.
    const source = state.status === 'signedIn' && state.user.uid === user.uid ? state.source : 'otherTab';
    if (current && current.id !== id) endings.ignoreForAWhile(current.id);
    void setSession(session, source, 'otherTab');
  }

  /**
   * Storage holds no session, or one that has ended. If this tab has a newer session, it writes that one again. Otherwise it ends its
   * own session.
   */
  function handleNoSession(storedId?: string, ending?: Ending): void {
    if (current && storedId !== undefined && storedId !== current.id && !endings.of(current.id)) {
      if (endings.takeRepair(storedId)) void write(textOf(current));
      return;
    }
    // Wait until this tab can read the new session: otherwise no user would be signed in for a moment.
    if (current && storedId === current.id && ending === 'replaced') return;
    if (current) endings.ignoreForAWhile(current.id);
    endedId = storedId ?? current?.id ?? endedId;
    void endSession('otherTab');
    // A tab that did not know about the end has written the session back. Replace it by a tombstone and do not remove it: a tab with
    // a newer session would take a removal for its own logout.
    if (storedId !== undefined && ending === 'settled' && endings.takeRepair(storedId))
      void write(encodeEnded(storedId, agreed));
  }

  /** Another tab has changed the stored value. It may have ended a session. */
  function onTabMessage({ ended: id, replaced }: TabMessage): void {
    if (isClosed) return;
    if (id !== undefined) endings.addFromOtherTab(id, replaced === true);
    // Do not wait for storage: if storage fails, it never shows the logout.
    if (id !== undefined && id === current?.id && !replaced) void endSession('otherTab');
    void syncWithStorage();
  }

  /**
   * Changes the profile or the token of the current session, unless another tab has ended or replaced it. `revoked` is the token that
   * the new one replaces. If the current session has another token, the user has logged in again meanwhile and nothing changes.
   */
  function change(user: User, by: ChangeSource, authToken?: string, revoked?: string): void | Promise<void> {
    const apply = (stored: unknown): void | Promise<void> => {
      if (current?.user.uid !== user.uid || state.status !== 'signedIn') return undefined;
      if (revoked !== undefined && current.authToken !== revoked) return undefined;
      if (endings.of(current.id) || (stored !== null && !isStoredAs(current, stored))) return syncWithStorage();
      return setSession({ ...current, user, authToken: authToken ?? current.authToken }, state.source, by);
    };
    // If the last write failed, storage does not hold this session, so it cannot show whether it has ended.
    if (!tabs || !slot.isInSync()) return apply(null);
    const stored = slot.read();
    return stored instanceof Promise ? stored.then(apply) : apply(stored);
  }

  /** Takes over the stored session, if there is one. */
  async function restore(): Promise<SessionState> {
    // Wait one tick after the client was created, so that the app can add a listener for `ready` first.
    await undefined;
    const { session: found, replaced, ...start } = await readStart(slot, readVendorSession);
    agreed = start.agreed;
    endedId = start.endedId;
    wasStored = start.wasStored;
    const id = found && endings.idOf(found);
    if (found && id !== undefined && !endings.of(id)) {
      const { user, authToken } = found;
      current = { user: frozenCopy(user, authToken), authToken, id };
      endings.remember(authToken, id);
    }
    const replacedId = replaced && endings.idOf(replaced);
    if (replacedId !== undefined) endings.addOwn(replacedId);
    endedId = replacedId ?? endedId;
    if ((start.isAdopted || replacedId !== undefined) && !isClosed) {
      const message = replacedId === undefined ? {} : { ended: replacedId, replaced: current !== undefined };
      void write(current ? textOf(current) : encodeEnded(replacedId, agreed), message);
    }
    turns.committed();
    const reason = replacedId === undefined ? 'none' : 'logout';
    state = Object.freeze<SessionState>(
      current ? { status: 'signedIn', user: current.user, source: 'storage' } : { status: 'signedOut', reason },
    );
    emitter.emit(['change'], ['ready', state]);
    return state;
  }

  return {
    emitter,
    getState: () => state,
    getCurrent: () => current,

    begin: turns.begin,
    unchanged: turns.unchanged,

    /** Commits a login. It makes a new session, unless the current session has the same user and token. */
    signIn(user: User, authToken: string, source: SessionSource, by: ChangeSource = 'client'): void | Promise<void> {
      const isSame = current?.user.uid === user.uid && current.authToken === authToken;
      return setSession({ user, authToken, id: isSame && current ? current.id : randomId() }, source, by);
    },

    /** Sets the profile of the signed-in user. Other users are ignored. */
    update: (user: User, by: ChangeSource = 'client') => change(user, by),

    /** Replaces the `revoked` token of the current session. */
    renew: (user: User, authToken: string, revoked: string) => change(user, 'client', authToken, revoked),

    /** The mark that both sides last agreed on: `''` if no user was ever signed in here, `undefined` if they never agreed. */
    getAgreed: () => agreed ?? (current || wasStored || endedId !== undefined ? undefined : ''),

    agree,

    /** Ends the current session, here and in the other tabs. */
    signOut,

    syncWithStorage,

    /** Takes over the stored session. Called once, before all other methods. */
    restore(): Promise<SessionState> {
      const restored = restore();
      reading = restored;
      return restored;
    },

    /** Stops all commits and events. If a write is in progress, the other tabs still get its message. */
    async close(): Promise<void> {
      isClosed = true;
      emitter.close();
      endings.close();
      await writing;
      tabs?.close();
    },

    /** Emits that a login or a logout failed. */
    emitFailure(event: 'loginFailed' | 'logoutFailed', error: CometChatException): void {
      emitter.emit([event, { error }]);
    },
  };
}
