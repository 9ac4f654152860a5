import { markOf } from '../session/agreement.js';
import type { SessionStore } from '../session/store.js';
import type { VendorStorage } from '../session/vendor-session.js';
import type { User } from '../user/user.js';
import type { SendAsUser } from './as-user.js';
import type { ClientContext } from './context.js';
import type { Logins } from './login.js';
import { readOwnProfile } from './verify.js';

/** The part of a client that `attachVendor` uses. Only `check` sends requests. */
export interface VendorAccess extends Pick<ClientContext, 'ready' | 'warn'> {
  readonly appId: string;
  /** The session with its token. */
  readonly current: SessionStore['getCurrent'];
  /** Reads our stored session again, as after a message from another tab. */
  readonly sync: SessionStore['syncWithStorage'];
  /** Takes over a user and a token that the vendor's SDK logged in with. */
  takeOver(user: User, authToken: string): Promise<void>;
  /** Ends the session, because the vendor's SDK logs out. A login in progress rejects with `LOGIN_SUPERSEDED`. */
  end(): Promise<void>;
  /** Takes over the signed-in user as the vendor's SDK has it. Other users are ignored. */
  update(user: User): Promise<void>;
  /**
   * Asks the service whether the token of the session is still good: one request over all tabs. If the token was revoked, the
   * session gets another one from the `tokenProvider`, or ends.
   */
  check(): Promise<void>;
  /** The mark that both sides last agreed on: `''` if no user was ever signed in, `undefined` if they never agreed. */
  readonly agreed: SessionStore['getAgreed'];
  /** Remembers the token that both sides have; `undefined` if both are signed out. */
  agree(authToken: string | undefined): Promise<void>;
  /** The session that the vendor's SDK stored. */
  readonly stored: VendorStorage;
  /** Runs `work` while no other tab runs work with this name. */
  readonly alone: ClientContext['alone'];
}

/** Creates the part of a client that `attachVendor` uses. */
export function createVendorAccess(
  appId: string,
  context: ClientContext,
  logins: Logins,
  sendAsUser: SendAsUser,
  stored: VendorStorage,
): VendorAccess {
  const { store, ready, warn, alone, disposed } = context;
  return {
    appId,
    ready,
    warn,
    current: store.getCurrent,
    sync: store.syncWithStorage,
    async takeOver(user, authToken) {
      await store.signIn(user, authToken, 'login', 'vendor');
      logins.notifySuccess(user.clone());
    },
    async end() {
      logins.supersede();
      await store.signOut('logout');
    },
    update: async (user) => store.update(user, 'vendor'),
    async check() {
      const before = store.getCurrent()?.authToken;
      await alone('check', disposed, async () => {
        // Another tab may have checked meanwhile.
        await store.syncWithStorage();
        if (store.getCurrent()?.authToken === before) await readOwnProfile(context, sendAsUser);
      });
    },
    agreed: store.getAgreed,
    agree: async (authToken) => store.agree(markOf(authToken)),
    stored,
    alone,
  };
}
