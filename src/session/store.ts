import type { CometChatException } from '../errors/exception.js';
import type { Slot } from '../storage/slot.js';
import type { User } from '../user/user.js';
import { type Announcement, createAnnouncer } from './announcer.js';
import { changedFields } from './changes.js';
import { decode, encode, type StoredSession } from './envelope.js';
import type { Tabs } from './platform.js';
import { snapshotOf } from './snapshot.js';
import type { SessionSource, SessionState, SignedOutReason } from './state.js';

/** Who is signed in, and with what. */
export interface Current {
  readonly user: User;
  readonly authToken: string;
}

/** Whether what was begun may still be committed. */
export type Turn = () => boolean;

/** What is stored where somebody was signed out and a mark has to stay. */
const NOBODY = '{"v":1}';

/** The one place that knows who is signed in. Each change is committed in memory, then stored, then told. */
export type SessionStore = ReturnType<typeof createSessionStore>;

/** What a store is made of. */
export interface StoreOptions {
  readonly slot: Slot;
  readonly warn: (message: string, error?: unknown) => void;
  /** Joins the other tabs, which then have `look` called. */
  readonly joinTabs?: ((look: () => void) => Tabs) | undefined;
  /** Reads a session that somebody else left, for a start at which there has never been one of ours. */
  readonly readForeign?: (() => Promise<StoredSession | undefined>) | undefined;
}

/** Makes the store of one client's session. */
export function createSessionStore({ slot, warn, joinTabs, readForeign }: StoreOptions) {
  const announcer = createAnnouncer(warn);
  let state: SessionState = Object.freeze({ status: 'unknown' });
  let current: Current | undefined;
  /** Counts logins and logouts that were begun: only the latest may commit. */
  let turns = 0;
  /** Counts commits: what was read before one is older than it. */
  let commits = 0;
  /** The first read, and each look after it: one after the other. */
  let reading: Promise<unknown>;
  let nextLook: Promise<void> | undefined;
  let keeping: void | Promise<void>;
  let isClosed = false;
  // Before the first read, so that no change falls between the two.
  const tabs = joinTabs?.(() => void look());

  /** Has the new state kept, unless it comes from what is kept. */
  function commit(next: SessionState, announcements: Announcement[], isKept = false): void | Promise<void> {
    commits++;
    state = Object.freeze(next);
    const stored = isKept ? undefined : keep();
    announcer.announce(['change'], ...announcements);
    return stored;
  }

  function keep(): void | Promise<void> {
    const tell = () => {
      // What could not be stored is the session of this page alone.
      if (slot.isTrue()) tabs?.tell();
    };
    // In the place of a session that was taken over there stays a mark, or it would be taken over again.
    const stored = slot.write(current ? encode(current) : readForeign && NOBODY);
    keeping = stored ? stored.then(tell) : tell();
    return keeping;
  }

  function signIn(user: User, authToken: string, source: SessionSource, isKept = false): void | Promise<void> {
    if (isClosed) return undefined;
    const before = current;
    const next = snapshotOf(user, authToken);
    if (before?.user.uid !== next.uid) {
      const previousUid = before?.user.uid;
      current = { user: next, authToken };
      return commit(
        { status: 'signedIn', user: next, source },
        [
          ...(previousUid === undefined ? [] : [['signedOut', { uid: previousUid, reason: 'switched' }] as const]),
          ['signedIn', { user: next, ...(previousUid !== undefined && { previousUid }) }],
        ],
        isKept,
      );
    }
    const changed = changedFields(before.user, next);
    const tokenChanged = before.authToken !== authToken;
    if (changed.length === 0 && !tokenChanged) return undefined;
    current = { user: next, authToken };
    return commit(
      { status: 'signedIn', user: next, source },
      [
        ...(changed.length > 0 ? [['userUpdated', { user: next, changed }] as const] : []),
        ...(tokenChanged ? [['tokenChanged', { uid: next.uid }] as const] : []),
      ],
      isKept,
    );
  }

  function signOut(reason: Exclude<SignedOutReason, 'none'>, isKept = false): void | Promise<void> {
    if (!current || isClosed) return undefined;
    const { uid } = current.user;
    current = undefined;
    return commit({ status: 'signedOut', reason }, [['signedOut', { uid, reason }]], isKept);
  }

  /** Whether nothing was committed since. */
  function unchanged(): Turn {
    const mine = commits;
    return () => mine === commits;
  }

  /** Follows what another tab has stored. What a tab reads after its own write is newer than that. */
  function look(): Promise<void> {
    if (!tabs) return Promise.resolve();
    nextLook ??= reading.then(async () => {
      nextLook = undefined;
      const isNew = unchanged();
      const kept = await slot.read();
      if (kept === null || !isNew() || !slot.isTrue()) return;
      const other = decode(kept);
      if (!other) return signOut('otherTab', true);
      // The user who is here already comes from where they came from.
      const source = state.status === 'signedIn' && state.user.uid === other.user.uid ? state.source : 'otherTab';
      signIn(other.user, other.authToken, source, true);
    });
    reading = nextLook;
    return nextLook;
  }

  /** Takes over what was stored. */
  async function restore(): Promise<SessionState> {
    // Not in the tick in which the client is made: whoever made it listens for `ready` by then.
    await undefined;
    const kept = await slot.read();
    const foreign = kept === undefined ? await readForeign?.() : undefined;
    const { user, authToken } = decode(kept) ?? foreign ?? {};
    if (user && authToken) current = { user: snapshotOf(user, authToken), authToken };
    if (foreign) keep();
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

    /** Begins a login or a logout; whatever was begun before can no longer commit. */
    begin(): Turn {
      const mine = ++turns;
      return () => mine === turns;
    },

    unchanged,

    signIn,

    /** The signed-in user's profile is another; a user who is not signed in concerns nobody. */
    update(user: User): void | Promise<void> {
      if (current && current.user.uid === user.uid && state.status === 'signedIn') {
        return signIn(user, current.authToken, state.source);
      }
    },

    signOut,

    look,

    /** Takes over what was stored; for the start, before anything else. */
    restore(): Promise<SessionState> {
      const restored = restore();
      reading = restored;
      return restored;
    },

    /** Commits and tells nothing any more; the other tabs are told of what is still being stored. */
    async close(): Promise<void> {
      isClosed = true;
      announcer.close();
      await keeping;
      tabs?.leave();
    },

    failed(event: 'loginFailed' | 'logoutFailed', error: CometChatException): void {
      announcer.announce([event, { error }]);
    },
  };
}
