import type { CometChatException } from '../errors/exception.js';
import type { Slot } from '../storage/slot.js';
import type { User } from '../user/user.js';
import { type Announcement, createAnnouncer } from './announcer.js';
import { changedFields } from './changes.js';
import { decode, encode } from './envelope.js';
import { snapshotOf } from './snapshot.js';
import type { SessionSource, SessionState, SignedOutReason } from './state.js';

/** Who is signed in, and with what. */
export interface Current {
  readonly user: User;
  readonly authToken: string;
}

/** Whether what was begun may still be committed. */
export type Turn = () => boolean;

/** The one place that knows who is signed in. Each change is committed in memory, then stored, then told. */
export type SessionStore = ReturnType<typeof createSessionStore>;

/** Makes the store of one client's session. */
export function createSessionStore(slot: Slot, warn: (message: string, error?: unknown) => void) {
  const announcer = createAnnouncer(warn);
  let state: SessionState = Object.freeze({ status: 'unknown' });
  let current: Current | undefined;
  let revision = 0;
  /** Counts logins and logouts that were begun: only the latest may commit. */
  let turns = 0;
  /** Counts commits: what was read before one is older than it. */
  let commits = 0;

  function commit(next: SessionState, announcements: Announcement[]): void | Promise<void> {
    commits++;
    state = Object.freeze(next);
    const stored = slot.write(current && encode({ ...current, revision: ++revision }));
    announcer.announce(['change'], ...announcements);
    return stored;
  }

  function signIn(user: User, authToken: string, source: SessionSource): void | Promise<void> {
    const before = current;
    const next = snapshotOf(user, authToken);
    if (before?.user.uid !== next.uid) {
      const previousUid = before?.user.uid;
      current = { user: next, authToken };
      return commit({ status: 'signedIn', user: next, source }, [
        ...(previousUid === undefined ? [] : [['signedOut', { uid: previousUid, reason: 'switched' }] as const]),
        ['signedIn', { user: next, ...(previousUid !== undefined && { previousUid }) }],
      ]);
    }
    const changed = changedFields(before.user, next);
    const tokenChanged = before.authToken !== authToken;
    if (changed.length === 0 && !tokenChanged) return undefined;
    current = { user: next, authToken };
    return commit({ status: 'signedIn', user: next, source }, [
      ...(changed.length > 0 ? [['userUpdated', { user: next, changed }] as const] : []),
      ...(tokenChanged ? [['tokenChanged', { uid: next.uid }] as const] : []),
    ]);
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

    /** Whether nothing was committed since. */
    unchanged(): Turn {
      const mine = commits;
      return () => mine === commits;
    },

    signIn,

    /** The signed-in user's profile is another; a user who is not signed in concerns nobody. */
    update(user: User): void | Promise<void> {
      if (current && current.user.uid === user.uid && state.status === 'signedIn') {
        return signIn(user, current.authToken, state.source);
      }
    },

    signOut(reason: Exclude<SignedOutReason, 'none'>): void | Promise<void> {
      if (!current) return undefined;
      const { uid } = current.user;
      current = undefined;
      return commit({ status: 'signedOut', reason }, [['signedOut', { uid, reason }]]);
    },

    /** Takes over what was stored; for the start, before anything else. */
    async restore(): Promise<SessionState> {
      // Not in the tick in which the client is made: whoever made it listens for `ready` by then.
      await undefined;
      const stored = decode(await slot.read());
      if (stored) {
        revision = stored.revision;
        current = { user: snapshotOf(stored.user, stored.authToken), authToken: stored.authToken };
      }
      commits++;
      state = Object.freeze<SessionState>(
        current
          ? { status: 'signedIn', user: current.user, source: 'storage' }
          : { status: 'signedOut', reason: 'none' },
      );
      announcer.announce(['change'], ['ready', state]);
      return state;
    },

    failed(event: 'loginFailed' | 'logoutFailed', error: CometChatException): void {
      announcer.announce([event, { error }]);
    },
  };
}
