import { internalsOf } from '../client/internals.js';
import type { LogoutOptions } from '../client/logout.js';
import type { CallOptions } from '../client/options.js';
import { asException } from '../errors/exception.js';
import type { ProfileInput, UserInput } from '../user/fields.js';
import type { User } from '../user/user.js';
import type { AppSettings } from './app-settings.js';
import { defaultClient, initialize, peekClient } from './default-client.js';
import { addListener, type LoginCallbacks, removeListener, tellLogin, tellLogout } from './login-listeners.js';
import type { CometChatSettings } from './settings-file.js';

export { CometChatException } from '../errors/exception.js';
export { User } from '../user/user.js';
export { AppSettings, AppSettingsBuilder, StorageMode } from './app-settings.js';
export type { CometChatSettings } from './settings-file.js';

/**
 * Is told of logins and logouts; all four callbacks are optional, and a plain object does as well.
 *
 * @example
 * CometChat.addLoginListener('header', new CometChat.LoginListener({ loginSuccess: (user) => greet(user.getName()) }));
 */
export class LoginListener implements LoginCallbacks {
  /**
   * A login succeeded: told once, before its promises resolve, also if several equal calls shared it. Also told once when
   * another tab logs in or switches to another user. Not told when a stored session is found on a page load.
   */
  declare loginSuccess?: ((user: User) => void) | undefined;
  /** A login call failed; told before its promise rejects. */
  declare loginFailure?: LoginCallbacks['loginFailure'];
  /** A user's session ended, by a logout or because the token was revoked; not by a switch to another user. */
  declare logoutSuccess?: (() => void) | undefined;
  /** A logout call failed. */
  declare logoutFailure?: LoginCallbacks['logoutFailure'];

  constructor(callbacks: LoginCallbacks = {}) {
    try {
      Object.assign(this, callbacks);
    } catch (error) {
      throw asException(error);
    }
  }
}

const FACADE = 'chat';

/**
 * Initialises the app; once on every page load, before anything else. Sends nothing unless a session was stored; then one
 * request checks it in the background. Another app takes the place of this one.
 *
 * Rejects with `INVALID_APP_ID`, `INVALID_REGION`, `INVALID_OPTION`, and with `CONFIG_CONFLICT` where the same app was
 * initialised with other hosts or another storage.
 *
 * @example
 * await CometChat.init('APP_ID', new CometChat.AppSettingsBuilder().setRegion('us').build());
 */
export async function init(appId: string, appSettings: AppSettings): Promise<boolean> {
  await initialize(() => ({ ...appSettings, appId }));
  return true;
}

/** Initialises the app from the vendor's shared settings file; otherwise as `init`. */
export async function initFromSettings(settings: CometChatSettings): Promise<boolean> {
  await initialize(() => ({ ...settings, ...settings?.callsSDK, ...settings?.chatSDK }));
  return true;
}

/** Whether `init` is done. */
export function isInitialized(): boolean {
  const client = peekClient();
  return client !== undefined && client.session.getSnapshot().status !== 'unknown';
}

/**
 * Logs in with an auth token that your server got. A login of the signed-in user is checked with one request.
 *
 * Rejects with `COMETCHAT_INITIALIZATION_NOT_DONE`, `MISSING_PARAMETERS`, `INVALID_AUTH_TOKEN`,
 * `AUTH_ERR_AUTH_TOKEN_NOT_FOUND`, and with `LOGIN_SUPERSEDED` when another login or a logout comes before it ends.
 *
 * @example
 * const user = await CometChat.login(authToken);
 */
export async function login(authToken: string, options?: CallOptions): Promise<User>;
/**
 * Logs in by uid with an Auth Key, which lets everybody be anybody: for development only. Rejects also with `INVALID_UID`,
 * `INVALID_AUTH_KEY`, `ERR_UID_NOT_FOUND`, `AUTH_ERR_APIKEY_NOT_FOUND`.
 *
 * @example
 * const user = await CometChat.login('cometchat-uid-1', 'AUTH_KEY');
 */
export async function login(uid: string, authKey: string, options?: CallOptions): Promise<User>;
export async function login(...args: unknown[]): Promise<User> {
  return tellLogin(async () => (defaultClient().login as (...args: unknown[]) => Promise<User>)(...required(args)));
}

/** The signed-in user, or `null`. From memory: no request. The user is a copy that you may change. */
export async function getLoggedinUser(): Promise<User | null> {
  const { session } = defaultClient();
  const state = await session.ready.then(() => session.getSnapshot());
  return state.status === 'signedIn' ? state.user.clone() : null;
}

/** The same as `getLoggedinUser`, with the capital that one expects. */
export async function getLoggedInUser(): Promise<User | null> {
  return getLoggedinUser();
}

/**
 * Logs out here at once, then asks the service to revoke the token and waits 5 s for it at most. Rejects with
 * `USER_NOT_LOGED_IN` if nobody is logged in, and with `{ strict: true }` also if the token could not be revoked.
 */
export async function logout(options?: LogoutOptions): Promise<{
  /** Always `true`: a failed logout rejects. */
  success: true;
  /** A text that confirms the logout. */
  message: string;
}> {
  await tellLogout(async () => defaultClient().logout(options));
  return { success: true, message: 'Logged out.' };
}

/** Tells a listener of logins and logouts. The same id again takes the place of the former listener. */
export function addLoginListener(id: string, listener: LoginListener | LoginCallbacks): void {
  addListener(FACADE, id, listener ?? {});
}

/** Stops telling a listener. */
export function removeLoginListener(id: string): void {
  removeListener(FACADE, id);
}

/**
 * Creates a user with an Auth Key: for development, for in production your server does it. Rejects with every issue at once
 * before a request, and with `ERR_UID_ALREADY_EXISTS`.
 *
 * @example
 * const user = await CometChat.createUser(new CometChat.User('user1', 'Kevin'), 'AUTH_KEY');
 */
export async function createUser(user: User | UserInput, authKey: string, options?: CallOptions): Promise<User> {
  return defaultClient().createUser(user, authKey, options);
}

/** Updates a user with an Auth Key: what was touched, and nothing else. Rejects with every issue, and with `ERR_UID_NOT_FOUND`. */
export async function updateUser(user: User | UserInput, authKey: string, options?: CallOptions): Promise<User> {
  return defaultClient().updateUser(user, authKey, options);
}

/**
 * Updates the logged-in user; the argument is not changed. The uid of a `new CometChat.User(uid)` is ignored. A user that a
 * login, `getUser`, a list or the session gave must be the logged-in one. Rejects with every issue,
 * `NOT_THE_SIGNED_IN_USER`, `ROLE_NOT_EDITABLE`, `USER_NOT_LOGED_IN`.
 */
export async function updateCurrentUserDetails(user: User | ProfileInput, options?: CallOptions): Promise<User> {
  return internalsOf(defaultClient()).updateProfile(user, options);
}

/** Reads a user. Rejects with `USER_NOT_LOGED_IN`, `INVALID_UID`, `ERR_UID_NOT_FOUND`. */
export async function getUser(uid: string | User, options?: CallOptions): Promise<User> {
  return defaultClient().getUser(uid, options);
}

/** The vendor's login takes something; ours without anything asks a tokenProvider, which the facade does not have. */
function required(args: unknown[]): unknown[] {
  return args.length === 0 ? [undefined] : args;
}
