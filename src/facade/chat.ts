import type { CometChatClient } from '../client/client.js';
import { internalsOf } from '../client/internals.js';
import type { LogoutOptions } from '../client/logout.js';
import type { CallOptions } from '../client/options.js';
import { asException } from '../errors/exception.js';
import type { ProfileInput, UserInput } from '../user/fields.js';
import type { User } from '../user/user.js';
import type { VendorUser } from '../user/vendor-user.js';
import type { AppSettings } from './app-settings.js';
import { defaultClient, findClient } from './default-client.js';
import { initialize } from './initialize.js';
import {
  addListener,
  type LoginCallbacks,
  removeListener,
  reportLoginFailure,
  reportLogoutFailure,
  type Untyped,
  type VendorLoginListener,
} from './login-listeners.js';
import { type CometChatSettings, settingsIn } from './settings-file.js';

export { CometChatException } from '../errors/exception.js';
export { User } from '../user/user.js';
export { AppSettings, AppSettingsBuilder, StorageMode } from './app-settings.js';
export { BlockedUsersRequest, BlockedUsersRequestBuilder } from './blocked-users-request.js';
export { type BlockResult, blockUsers, unblockUsers } from './blocks.js';
export { SORT_BY, SORT_ORDER, USER_STATUS } from './constants.js';
export {
  addConnectionListener,
  addUserListener,
  type ConnectionCallbacks,
  ConnectionListener,
  removeConnectionListener,
  removeUserListener,
  type UserCallbacks,
  UserListener,
} from './realtime.js';
export { session } from './session.js';
export type { CometChatSettings } from './settings-file.js';
export { UsersRequest, UsersRequestBuilder } from './users-request.js';

/**
 * A listener for logins and logouts. All four callbacks are optional. A plain object with the callbacks works too.
 *
 * @example
 * CometChat.addLoginListener('header', new CometChat.LoginListener({ loginSuccess: (user) => greet(user.getName()) }));
 */
export class LoginListener implements LoginCallbacks {
  /**
   * A login succeeded. Called once, before the promises of the login resolve, even if several equal calls shared the login. Also called
   * once when another tab logs in or switches to another user. Not called when a page load restores a stored session.
   */
  declare loginSuccess?: ((user: User) => void) | undefined;
  /** A login failed. Called before its promise rejects. */
  declare loginFailure?: LoginCallbacks['loginFailure'];
  /** The session ended: by a logout, or because the token was revoked. Not called for a switch to another user. */
  declare logoutSuccess?: (() => void) | undefined;
  /** A logout failed. Called before its promise rejects. */
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
 * Initialises the app. Call it once on every page load, before all other methods. If a session is stored, one request checks it in the
 * background; otherwise nothing is sent. If the vendor's Chat SDK stored a session and this package has stored none yet, it takes over
 * that one; `AppSettingsBuilder.adoptVendorSession(false)` turns this off. If you initialise another app, it replaces this one.
 *
 * Rejects with `INVALID_APP_ID`, `INVALID_REGION`, `INVALID_OPTION`, and with `CONFIG_CONFLICT` if the same app was initialised with other
 * hosts or another storage before. You must set a region: the vendor's SDK uses `eu` without one.
 *
 * @example
 * await CometChat.init('APP_ID', new CometChat.AppSettingsBuilder().setRegion('us').build());
 */
export async function init(appId: string, appSettings: AppSettings): Promise<boolean> {
  await initialize(() => ({ ...appSettings, appId }));
  return true;
}

/** Initialises the app with the vendor's shared settings file. Otherwise it works as `init`. */
export async function initFromSettings(settings: CometChatSettings): Promise<boolean> {
  await initialize(() => settingsIn(settings));
  return true;
}

/**
 * Returns the client of the latest `init`, for the methods that the facade does not have, or for code that takes a client. After
 * an `init` with another app or with more settings it is another client, so call it each time you need it. Throws
 * `COMETCHAT_INITIALIZATION_NOT_DONE` before `init`.
 *
 * Use it instead of `createClient` where an app has both: a second client for the same storage emits its events a second time.
 *
 * @example
 * const { token } = await CometChat.getClient().generateCallToken('standup');
 */
export function getClient(): CometChatClient {
  return defaultClient();
}

/** Does nothing, because this package does not report where an app comes from. It exists so that existing code runs. */
export function setSource(_resource?: string, _platform?: string, _language?: string): void {}

/** Whether `init` is done. */
export function isInitialized(): boolean {
  const client = findClient();
  return client !== undefined && client.session.getSnapshot().status !== 'unknown';
}

/**
 * Logs in with an auth token from your server. If the user is signed in already, one request checks the token.
 *
 * Rejects with `COMETCHAT_INITIALIZATION_NOT_DONE`, `MISSING_PARAMETERS`, `INVALID_AUTH_TOKEN`,
 * `AUTH_ERR_AUTH_TOKEN_NOT_FOUND`, and with `LOGIN_SUPERSEDED` if another login or a logout begins before this one ends.
 *
 * @example
 * const user = await CometChat.login(authToken);
 */
export async function login(authToken: string, options?: CallOptions): Promise<User>;
/**
 * Logs in by uid with an Auth Key. For development only: a person with the key can log in as any user. Rejects also with `INVALID_UID`,
 * `INVALID_AUTH_KEY`, `ERR_UID_NOT_FOUND`, `AUTH_ERR_APIKEY_NOT_FOUND`.
 *
 * @example
 * const user = await CometChat.login('cometchat-uid-1', 'AUTH_KEY');
 */
export async function login(uid: string, authKey: string, options?: CallOptions): Promise<User>;
export async function login(...args: unknown[]): Promise<User> {
  return reportLoginFailure(async () =>
    (defaultClient().login as (...args: unknown[]) => Promise<User>)(...required(args)),
  );
}

/** Returns the signed-in user, or `null`, without a request. You may change the user: it is a copy. */
export async function getLoggedinUser(): Promise<User | null> {
  const { session } = defaultClient();
  const state = await session.ready.then(() => session.getSnapshot());
  return state.status === 'signedIn' ? state.user.clone() : null;
}

/** The same as `getLoggedinUser`, with the usual spelling. */
export async function getLoggedInUser(): Promise<User | null> {
  return getLoggedinUser();
}

/**
 * Signs out here at once. Then asks the service to revoke the token and waits for the response: 5 s, or `timeout`. Rejects with
 * `USER_NOT_LOGED_IN` if no user is signed in, and with `{ strict: true }` also if the token could not be revoked.
 */
export async function logout(options?: LogoutOptions): Promise<{
  /** Always `true`: a failed logout rejects. */
  success: true;
  /** A text that confirms the logout. */
  message: string;
}> {
  await reportLogoutFailure(async () => defaultClient().logout(options));
  return { success: true, message: 'Logged out.' };
}

/** Adds a listener for logins and logouts. It replaces a listener with the same id. */
export function addLoginListener(id: string, listener: LoginListener | LoginCallbacks): void;
/** Adds a `LoginListener` of the vendor's SDK. */
export function addLoginListener<Given extends VendorLoginListener>(id: string, listener: Untyped<Given>): void;
export function addLoginListener(id: string, listener: unknown): void {
  addListener(FACADE, id, (listener ?? {}) as LoginCallbacks);
}

/** Removes the listener with this id. */
export function removeLoginListener(id: string): void {
  removeListener(FACADE, id);
}

/**
 * Creates a user with an Auth Key. For development only: in production, create users on your server. Rejects with all issues before a
 * request, and with `ERR_UID_ALREADY_EXISTS`.
 *
 * @example
 * const user = await CometChat.createUser(new CometChat.User('user1', 'Kevin'), 'AUTH_KEY');
 */
export async function createUser(
  user: User | UserInput | VendorUser,
  authKey: string,
  options?: CallOptions,
): Promise<User> {
  return defaultClient().createUser(user, authKey, options);
}

/** Updates a user with an Auth Key: sends only the touched fields. Rejects with every issue, and with `ERR_UID_NOT_FOUND`. */
export async function updateUser(
  user: User | UserInput | VendorUser,
  authKey: string,
  options?: CallOptions,
): Promise<User> {
  return defaultClient().updateUser(user, authKey, options);
}

/**
 * Updates the signed-in user. The argument is not changed. The uid of a `new CometChat.User(uid)` is ignored. A user from a login,
 * `getUser`, a list or the session must be the signed-in one. Rejects with every issue,
 * `NOT_THE_SIGNED_IN_USER`, `ROLE_NOT_EDITABLE`, `USER_NOT_LOGED_IN`.
 */
export async function updateCurrentUserDetails(
  user: User | ProfileInput | VendorUser,
  options?: CallOptions,
): Promise<User> {
  return internalsOf(defaultClient()).updateProfile(user, options);
}

/** Reads a user. Rejects with `USER_NOT_LOGED_IN`, `INVALID_UID`, `ERR_UID_NOT_FOUND`. */
export async function getUser(uid: string | User | VendorUser, options?: CallOptions): Promise<User> {
  return defaultClient().getUser(uid, options);
}

/** Adds an argument to `login()` without arguments. The client would call a tokenProvider, which the facade does not have. */
function required(args: unknown[]): unknown[] {
  return args.length === 0 ? [undefined] : args;
}
