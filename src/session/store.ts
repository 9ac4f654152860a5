import type { CometChatException } from '../errors/exception.js';
import type { Slot } from '../storage/slot.js';
import type { User } from '../user/user.js';
import { createEmitter } from './emitter.js';
import { createEndings } from './endings.js';
import { decode, encodeEnded, isStoredAs } from './envelope.js';
import { followTabs } from './follow-tabs.js';
import { createHeldSession, type EndReason } from './held-session.js';
import { randomId, type TabMessage, type Tabs } from './platform.js';
import { readStart } from './start.js';
import type { ChangeSource, SessionSource, SessionState } from './state.js';
import { createTurns } from './turns.js';
import type { VendorStorage } from './vendor-session.js';

/** The session of one client: the current one, the stored one, and those of the other tabs. */
export type SessionStore = ReturnType<typeof createSessionStore>;

/** The parts that a store needs. */
export interface StoreOptions {
  readonly slot: Slot;
  readonly warn: (message: string, error?: unknown) => void;
  /** Connects to the other tabs and calls `onMessage` for each of their messages. */
  readonly joinTabs?: ((onMessage: (message: TabMessage) => void) => Tabs) | undefined;
  /** The session that the vendor's SDK stored. */
  readonly vendorStorage?: VendorStorage | undefined;
  /** Adopts that session if `readStart` says so. */
  readonly adoptVendorSession?: boolean | undefined;
}

/** Creates the store of one client's session. */
export function createSessionStore({ slot, warn, joinTabs, vendorStorage, adoptVendorSession }: StoreOptions) {
  const emitter = createEmitter(warn);
  const endings = createEndings(() => void syncWithStorage());
  const turns = createTurns();
  const held = createHeldSession({ slot, emitter, endings, turns, post: (message) => tabs?.post(message) });
  const follower = followTabs({ slot, held, endings, turns });
  /** Whether storage held a value of ours at the start. */
  let wasStored = false;
  // Connects before the first read, so that no change between the two is missed.
  const tabs = joinTabs?.(follower.onMessage);

  const syncWithStorage = () => (tabs ? follower.sync() : Promise.resolve());

  /** Calls `apply` with the stored value; with `null` if it cannot be read. */
  function withStored(apply: (stored: unknown) => void | Promise<void>): void | Promise<void> {
    // If the last write failed, storage does not hold this session, so it cannot show whether it has ended.
    if (!slot.isInSync()) return apply(null);
    const stored = slot.read();
    return stored instanceof Promise ? stored.then(apply) : apply(stored);
  }

  function signOut(reason: EndReason): void | Promise<void> {
    const { current } = held;
    if (!current || held.isClosed) return undefined;
    const { id } = current;
    endings.addOwn(id);
    held.endedId = id;
    // Beside the vendor's SDK a tombstone stays, so that the vendor's session is not adopted again.
    const isBesideVendor = adoptVendorSession || held.agreed !== undefined;
    const text = isBesideVendor ? encodeEnded(id, held.agreed) : undefined;
    const written = held.end(reason, () => held.write(text, { ended: id }));
    /** If the tombstone could not be stored, the next page must not find a session to adopt. */
    const removeVendors = () =>
      isBesideVendor && reason === 'logout' && !slot.isInSync() ? vendorStorage?.remove() : undefined;
    return written ? written.then(removeVendors) : removeVendors();
  }

  /** Remembers what both sides agree on, unless another tab has changed the session. */
  function agree(mark: string): void | Promise<void> {
    return withStored((stored) => {
      if (held.agreed === mark || held.isClosed) return undefined;
      const { current } = held;
      const isOurs = current ? isStoredAs(current, stored) : decode(stored) === undefined;
      if (stored !== null && !isOurs) return syncWithStorage();
      held.agreed = mark;
      return held.write(current ? held.textOf(current) : encodeEnded(held.endedId, mark));
    });
  }

  /**
   * Changes the profile or the token of the current session, unless another tab has ended or replaced it. `revoked` is the token that
   * the new one replaces. If the current session has another token, the user has logged in again meanwhile and nothing changes.
   */
  function change(user: User, by: ChangeSource, authToken?: string, revoked?: string): void | Promise<void> {
    const apply = (stored: unknown): void | Promise<void> => {
      const { current, state } = held;
      if (current?.user.uid !== user.uid || state.status !== 'signedIn') return undefined;
      if (revoked !== undefined && current.authToken !== revoked) return undefined;
      if (endings.of(current.id) || (stored !== null && !isStoredAs(current, stored))) return syncWithStorage();
      return held.set({ ...current, user, authToken: authToken ?? current.authToken }, state.source, by);
    };
    return tabs ? withStored(apply) : apply(null);
  }

  /** Takes over the stored session, if there is one. */
  async function restore(): Promise<SessionState> {
    // Wait one tick after the client was created, so that the app can add a listener for `ready` first.
    await undefined;
    const start = await readStart(slot, adoptVendorSession ? vendorStorage?.read : undefined);
    const { session, replaced } = start;
    const id = session && endings.idOf(session);
    const replacedId = replaced && endings.idOf(replaced);
    held.agreed = start.agreed;
    held.endedId = replacedId ?? start.endedId;
    wasStored = start.wasStored;
    if (replacedId !== undefined) endings.addOwn(replacedId);
    const restored = session && id !== undefined && !endings.of(id) ? { ...session, id } : undefined;
    return held.start(restored, replacedId === undefined ? 'none' : 'logout', () => {
      const { current } = held;
      if (replacedId === undefined && !start.isAdopted) return undefined;
      const message = replacedId === undefined ? {} : { ended: replacedId, replaced: current !== undefined };
      return held.write(current ? held.textOf(current) : encodeEnded(replacedId, held.agreed), message);
    });
  }

  return {
    emitter,
    getState: () => held.state,
    getCurrent: () => held.current,

    begin: turns.begin,
    unchanged: turns.unchanged,

    /** Commits a login. It makes a new session, unless the current session has the same user and token. */
    signIn(user: User, authToken: string, source: SessionSource, by: ChangeSource = 'client'): void | Promise<void> {
      const { current } = held;
      const isSame = current?.user.uid === user.uid && current.authToken === authToken;
      return held.set({ user, authToken, id: isSame && current ? current.id : randomId() }, source, by);
    },

    /** Sets the profile of the signed-in user. Other users are ignored. */
    update: (user: User, by: ChangeSource = 'client') => change(user, by),

    /** Replaces the `revoked` token of the current session. */
    renew: (user: User, authToken: string, revoked: string) => change(user, 'client', authToken, revoked),

    /** The mark that both sides last agreed on: `''` if no user was ever signed in here, `undefined` if they never agreed. */
    getAgreed: () => held.agreed ?? (held.current || wasStored || held.endedId !== undefined ? undefined : ''),

    agree,

    /** Ends the current session, here and in the other tabs. */
    signOut,

    syncWithStorage,

    /** Takes over the stored session. Called once, before all other methods. */
    restore(): Promise<SessionState> {
      const restored = restore();
      follower.waitFor(restored);
      return restored;
    },

    /** Stops all commits and events. If a write is in progress, the other tabs still get its message. */
    async close(): Promise<void> {
      endings.close();
      await held.close();
      tabs?.close();
    },

    /** Emits that a login or a logout failed. */
    emitFailure(event: 'loginFailed' | 'logoutFailed', error: CometChatException): void {
      emitter.emit([event, { error }]);
    },
  };
}
