import type { SessionStorage } from '../../src/index.js';
import type { AttachOptions } from '../../src/vendor.js';

/** How a function of the fake behaves. `ignores`: it resolves and does nothing. */
type Behaviour = 'works' | 'throws' | 'rejects' | 'hangs' | 'ignores';

/** The uid in a token of these tests: `ann_1`. */
const uidOf = (token: string) => token.slice(0, token.indexOf('_'));

/**
 * A vendor's Chat SDK as far as `attachVendor` uses it, with faults. It behaves as the SDK 4.2.0 does in `test/interop`: the token is in
 * memory, the user in storage, and a login with the stored token changes the memory only.
 */
export function fakeVendor(storage: SessionStorage, appId = 'app-1') {
  const key = `${appId}:common_store/user`;
  const behaviour: { login: Behaviour; internalLogout: Behaviour; updateCurrentUserDetails: Behaviour } = {
    login: 'works',
    internalLogout: 'works',
    updateCurrentUserDetails: 'works',
  };
  const calls: string[] = [];
  const listeners = new Map<string, { loginSuccess?(): void; logoutSuccess?(): void }>();
  /** Calls that hang, to be let go. */
  const waiting: (() => void)[] = [];
  let initialised: string | undefined;
  let token: string | null = null;
  let profile: object = {};
  let refusal: object | undefined;

  async function behave(name: keyof typeof behaviour, work: () => unknown): Promise<unknown> {
    const how = behaviour[name];
    if (name === 'login' && refusal) throw refusal;
    if (how === 'rejects')
      throw { code: 'FAILED_TO_FETCH', name: 'FAILED_TO_FETCH', message: 'no network', details: {} };
    if (how === 'hangs') await new Promise<void>((resolve) => waiting.push(resolve));
    return how === 'ignores' ? {} : work();
  }
  const user = () => ({ uid: uidOf(token ?? '_'), name: uidOf(token ?? '_'), ...profile });
  const tell = (event: 'loginSuccess' | 'logoutSuccess') => listeners.forEach((each) => void each[event]?.());
  const throws = (name: keyof typeof behaviour) => {
    if (behaviour[name] === 'throws') throw new TypeError(`${name} is broken`);
  };

  const chat = {
    async init(id: string) {
      initialised = id;
      const text = storage.getItem(key);
      token = typeof text === 'string' ? JSON.parse(JSON.parse(text)).authToken : null;
      return true;
    },
    isInitialized: () => initialised !== undefined,
    getAppId: () => initialised,
    getInstance(id: string) {
      initialised = id;
      return {
        getAuthToken: () => token,
        internalLogout() {
          throws('internalLogout');
          calls.push('internalLogout');
          return behave('internalLogout', () => {
            token = null;
            storage.removeItem(key);
            tell('logoutSuccess');
          });
        },
      };
    },
    login(given: string) {
      throws('login');
      calls.push(`login ${given}`);
      return behave('login', () => {
        token = given;
        storage.setItem(key, JSON.stringify(JSON.stringify({ ...user(), authToken: token })));
        tell('loginSuccess');
        return user();
      });
    },
    async logout() {
      calls.push('logout');
      token = null;
      storage.removeItem(key);
      tell('logoutSuccess');
      return {};
    },
    updateCurrentUserDetails(given: object) {
      throws('updateCurrentUserDetails');
      calls.push('updateCurrentUserDetails');
      return behave('updateCurrentUserDetails', () => {
        if (token === null) throw { code: 'USER_NOT_LOGED_IN', name: 'User not logged-in', message: '', details: {} };
        // The SDK ignores the uid: the profile is that of the user who is logged in.
        const { uid: _, ...fields } = given as { readonly uid?: string };
        profile = { ...profile, ...fields };
        storage.setItem(key, JSON.stringify(JSON.stringify({ ...user(), authToken: token })));
        return user();
      });
    },
    connect: () => void calls.push('connect'),
    disconnect: () => undefined,
    addLoginListener: (id: string, listener: object) => void listeners.set(id, listener),
    removeLoginListener: (id: string) => void listeners.delete(id),
    User: class {
      constructor(readonly uid: string) {}
    },
    LoginListener: class {
      constructor(callbacks: object) {
        Object.assign(this, callbacks);
      }
    },
  };

  return {
    chat,
    options: { chat: chat as unknown as AttachOptions['chat'] },
    behaviour,
    listeners,
    /** The calls since the last look. */
    calls: () => calls.splice(0),
    token: () => token,
    storedUid: () => {
      const text = storage.getItem(key);
      return typeof text === 'string' ? JSON.parse(JSON.parse(text)).uid : undefined;
    },
    /** Each login rejects with this error from now on. */
    refuseLogin(error: object) {
      refusal = error;
    },
    /** As when a request of the vendor's SDK finds the token revoked. */
    loseToken() {
      token = null;
      storage.removeItem(key);
      tell('logoutSuccess');
    },
    /** Lets the calls go that hang. */
    letGo: () => waiting.splice(0).forEach((resume) => void resume()),
  };
}
