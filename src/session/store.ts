import type { CometChatException } from '../errors/exception.js';
import type { Slot } from '../storage/slot.js';
import type { User } from '../user/user.js';
import { type Announcement, createAnnouncer } from './announcer.js';
import { announcementsOf } from './changes.js';
import { decode, encode, encodeEnded, endedIn, isStoredAs, type StoredSession } from './envelope.js';
import { createPastSessions, type End } from './past-sessions.js';
import { randomId, type TabMessage, type Tabs } from './platform.js';
import { snapshotOf } from './snapshot.js';
import type { SessionSource, SessionState, SignedOutReason } from './state.js';

/** The session of the signed-in user. */
export interface Current {
  readonly user: User;
  readonly authToken: string;
  /** A random id that each login gets. It is no secret: tabs name an ended session by it. */
  readonly id: string;
}

/** False once something newer has begun or was committed. */
export type Turn = () => boolean;

/** Tombstone of a logout, so that the vendor's session is not adopted again. */
const NOBODY = '{"v":1}';

/** A message may come before the change that it tells of can be seen in storage; after this time it can be. */
const STORAGE_LAG_MS = 1_000;

/** The one place that knows who is signed in. Each change is encoded, committed in memory, stored, then told. */
export type SessionStore = ReturnType<typeof createSessionStore>;

/** What a store is made of. */
export interface StoreOptions {
  readonly slot: Slot;
  readonly warn: (message: string, error?: unknown) => void;
  /** Joins the other tabs; `hear` is called for each of their messages. */
  readonly joinTabs?: ((hear: (message: TabMessage) => void) => Tabs) | undefined;
  /** Reads a session of the vendor's SDK; asked only when nothing of ours was ever stored. */
  readonly readForeign?: (() => Promise<StoredSession | undefined>) | undefined;
}

/** Makes the store of one client's session. */
export function createSessionStore({ slot, warn, joinTabs, readForeign }: StoreOptions) {
  const announcer = createAnnouncer(warn);
  let state: SessionState = Object.freeze({ status: 'unknown' });
  let current: Current | undefined;
  const past = createPastSessions();
  const { ended, left, isEnded, idOf } = past;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  /** Counts logins and logouts that were begun: only the latest may commit. */
  let turns = 0;
  /** Counts commits: anything read before one is older than it. */
  let commits = 0;
  /** The first read, and each look after it: one after the other. */
  let reading: Promise<unknown> = Promise.resolve();
  let nextLook: Promise<void> | undefined;
  let writing: void | Promise<void>;
  let isClosed = false;
  // Before the first read, so that no change falls between the two.
  const tabs = joinTabs?.(hear);

  function commit(next: SessionState, announcements: Announcement[], store: () => void | Promise<void>) {
    commits++;
    state = Object.freeze(next);
    const stored = store();
    announcer.announce(['change'], ...announcements);
    return stored;
  }

  /** Writes the session, or removes it where there is none, and tells the other tabs. */
  function write(text: string | undefined, message: TabMessage = {}): void | Promise<void> {
    const isLogout = message.ended !== undefined && !message.replaced;
    const tell = () => {
      // A session that could not be stored is this page's alone. A logout concerns every tab, stored or not.
      if (slot.isTrue() || isLogout) tabs?.tell(message);
    };
    const written = slot.write(text);
    writing = written ? written.then(tell) : tell();
    return writing;
  }

  /** Makes a session the current one. `isStored`: it was read from storage, so it is not written again. */
  function become(session: Current, source: SessionSource, isStored = false): void | Promise<void> {
    if (isClosed) return undefined;
    const before = current;
    const next = { ...session, user: snapshotOf(session.user, session.authToken) };
    // Encoded before anything is committed: where this throws, nothing has changed.
    const text = isStored ? undefined : encode(next);
    const announcements = announcementsOf(before, next);
    current = announcements.length > 0 || !before ? next : { ...before, id: next.id };
    past.name(current);
    if (announcements.length === 0) return undefined;

    const replaced = before && before.id !== next.id ? before.id : undefined;
    return commit({ status: 'signedIn', user: next.user, source }, announcements, () => {
      if (text === undefined) return undefined;
      if (replaced === undefined) return write(text);
      ended.set(replaced, 'settled');
      return write(text, { ended: replaced, replaced: true });
    });
  }

  /** Ends the current session, and `store`s that, unless it comes from storage. */
  function end(reason: Exclude<SignedOutReason, 'none'>, store: () => void | Promise<void> = () => undefined) {
    if (!current || isClosed) return undefined;
    const { uid } = current.user;
    current = undefined;
    return commit({ status: 'signedOut', reason }, [['signedOut', { uid, reason }]], store);
  }

  function signOut(reason: Exclude<SignedOutReason, 'none'>): void | Promise<void> {
    if (!current) return undefined;
    const { id } = current;
    ended.set(id, 'settled');
    return end(reason, () => write(readForeign && NOBODY, { ended: id }));
  }

  /** False once something was committed. */
  function unchanged(): Turn {
    const mine = commits;
    return () => mine === commits;
  }

  /** Follows the other tabs: reads what is stored. A write of this tab that comes meanwhile is newer than that. */
  function look(): Promise<void> {
    if (!tabs) return Promise.resolve();
    nextLook ??= reading.then(async () => {
      nextLook = undefined;
      const isNew = unchanged();
      const stored = await slot.read();
      if (stored === null || !isNew() || !slot.isTrue() || isClosed) return;
      const session = decode(stored);
      if (session) meet({ ...session, id: idOf(session) });
      else settle(endedIn(stored));
    });
    reading = nextLook;
    return nextLook;
  }

  /** Takes over a session that is stored, unless it has ended or this tab has just left it. */
  function meet(session: Current): void {
    if (isEnded(session.id)) settle(session.id, ended.get(session.id));
    else if (!left.has(session.id)) follow(session);
  }

  /** Takes over the session that another tab has stored. */
  function follow(session: Current): void {
    const { user, id } = session;
    // A user who is here already comes from where they came from before.
    const source = state.status === 'signedIn' && state.user.uid === user.uid ? state.source : 'otherTab';
    if (current && current.id !== id) leave(current.id);
    void become(session, source, true);
  }

  /** No session is stored, or one that has ended. A newer session of this tab is stored again; else nobody is signed in. */
  function settle(endedId?: string, how?: End): void {
    if (current && endedId !== undefined && endedId !== current.id && !isEnded(current.id)) {
      repair(endedId, encode(current));
      return;
    }
    // Ending it before the new session is seen would show nobody in between.
    if (current && endedId === current.id && how === 'replaced') return;
    if (current) leave(current.id);
    void end('otherTab');
    // A tab that did not know of the end has written the session back. Not removed but replaced by a tombstone: a tab with a
    // newer session would take a removal for its own logout.
    if (endedId !== undefined && how === 'settled') repair(endedId, encodeEnded(endedId));
  }

  /** Writes something else in the place of a session that has ended. In a storage that loses it, tabs would go on for ever. */
  function repair(endedId: string, text: string): void {
    if (past.mayRepair(endedId)) void write(text);
  }

  /** Does not go back to a session for a while: a tab that has not heard of its end may write it back. */
  function leave(id: string): void {
    left.add(id);
    afterLag(() => left.delete(id));
  }

  /** Does something when every change that was made before has reached this tab, and looks what is stored then. */
  function afterLag(work: () => unknown): void {
    if (!tabs || isClosed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
      void look();
    }, STORAGE_LAG_MS);
    timers.add(timer);
  }

  /** Another tab has changed what is stored, and may have ended a session. */
  function hear({ ended: id, replaced }: TabMessage): void {
    if (isClosed) return;
    if (id !== undefined && !ended.has(id)) {
      ended.set(id, replaced ? 'replaced' : 'loggedOut');
      afterLag(() => ended.set(id, 'settled'));
    }
    // Also where storage fails, and so cannot tell it.
    if (id !== undefined && id === current?.id && !replaced) void end('otherTab');
    void look();
  }

  /**
   * Changes profile or token of the current session, unless another tab has ended or replaced it. `revoked`: the token that the new one
   * takes the place of; a session of the same user that has begun meanwhile has another one.
   */
  function change(user: User, authToken?: string, revoked?: string): void | Promise<void> {
    const apply = (stored: unknown): void | Promise<void> => {
      if (current?.user.uid !== user.uid || state.status !== 'signedIn') return undefined;
      if (revoked !== undefined && current.authToken !== revoked) return undefined;
      if (isEnded(current.id) || (stored !== null && !isStoredAs(current, stored))) return look();
      return become({ ...current, user, authToken: authToken ?? current.authToken }, state.source);
    };
    // A storage that did not take the session cannot say anything about it.
    if (!tabs || !slot.isTrue()) return apply(null);
    const stored = slot.read();
    return stored instanceof Promise ? stored.then(apply) : apply(stored);
  }

  /** Takes over what was stored. */
  async function restore(): Promise<SessionState> {
    // Not in the tick in which the client is made: by then the app listens for `ready`.
    await undefined;
    let stored = await slot.read();
    const foreign = stored === undefined ? await readForeign?.() : undefined;
    // Another tab may have stored a session while the vendor's was read.
    if (foreign) stored = await slot.read();
    const adopted = stored === undefined ? foreign : undefined;
    const found = decode(stored) ?? adopted;
    const id = found && idOf(found);
    if (found && id !== undefined && !isEnded(id)) {
      const { user, authToken } = found;
      current = { user: snapshotOf(user, authToken), authToken, id };
      past.name(current);
      if (adopted && !isClosed) void write(encode(current));
    }
    commits++;
    state = Object.freeze<SessionState>(
      current ? { status: 'signedIn', user: current.user, source: 'storage' } : { status: 'signedOut', reason: 'none' },
    );
    announcer.announce(['change'], ['ready', state]);
    return state;
  }

  return {
    announcer,
    getState: () => state,
    getCurrent: () => current,

    /** Begins a login or a logout; one that was begun before can no longer commit. */
    begin(): Turn {
      const mine = ++turns;
      return () => mine === turns;
    },

    unchanged,

    /** Commits a login. Its session is a new one, unless user and token are those of the current one. */
    signIn(user: User, authToken: string, source: SessionSource): void | Promise<void> {
      const isSame = current?.user.uid === user.uid && current.authToken === authToken;
      return become({ user, authToken, id: isSame && current ? current.id : randomId() }, source);
    },

    /** The signed-in user has another profile; other users are ignored. */
    update: (user: User) => change(user),

    /** The current session has another token, in the place of the `revoked` one. */
    renew: (user: User, authToken: string, revoked: string) => change(user, authToken, revoked),

    /** Ends the current session, here and in the other tabs. */
    signOut,

    look,

    /** Takes over what was stored; called once, first of all. */
    restore(): Promise<SessionState> {
      const restored = restore();
      reading = restored;
      return restored;
    },

    /** Commits and tells nothing any more; a write in progress is still told to the other tabs. */
    async close(): Promise<void> {
      isClosed = true;
      announcer.close();
      for (const timer of timers) clearTimeout(timer);
      await writing;
      tabs?.leave();
    },

    failed(event: 'loginFailed' | 'logoutFailed', error: CometChatException): void {
      announcer.announce([event, { error }]);
    },
  };
}
