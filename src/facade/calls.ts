import type { LogoutOptions } from '../client/logout.js';
import type { CallOptions, Region } from '../client/options.js';
import { amend, type CometChatException, isCometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { hasTokenForm } from '../transport/token-form.js';
import { uidIssues } from '../user/uid.js';
import type { User } from '../user/user.js';
import type { CallAppSettings } from './call-app-settings.js';
import { currentAppId, defaultClient, findClient } from './default-client.js';
import { initialize } from './initialize.js';
import { addListener, removeListener, reportLoginFailure, reportLogoutFailure } from './login-listeners.js';
import { type CometChatSettings, settingsIn } from './settings-file.js';

export { CometChatException } from '../errors/exception.js';
export { User } from '../user/user.js';
export { CallAppSettings, CallAppSettingsBuilder } from './call-app-settings.js';
export type { CometChatSettings } from './settings-file.js';

/** The settings of `init`, in the form of the vendor's v5, with the URL of an emulator. */
export interface CallSettings {
  /** The App ID from the dashboard. */
  readonly appId: string;
  /** `us`, `eu` or `in`, in either letter case. */
  readonly region: Region;
  /** The Auth Key for `login(uid)`. For development only: a person with the key can log in as any user. */
  readonly authKey?: string;
  /** The REST host of a dedicated deployment: `host[/path]`, or a URL. */
  readonly adminHost?: string;
  /** The client host of a dedicated deployment. */
  readonly clientHost?: string;
  /** The calls host of a dedicated deployment. */
  readonly host?: string;
  /** Base URL of an emulator. All requests go there. */
  readonly emulator?: string;
  /** Whether to take over the session that the vendor's Chat SDK stored in this browser. Default `true`. */
  readonly adoptVendorSession?: boolean;
}

/** The result of `init`. As in the vendor's v5, `init` does not reject. */
export type InitResult =
  | {
      /** `true` if `init` succeeded. */
      readonly success: true;
      /** The error, or `null` for success. */
      readonly error: null;
    }
  | {
      /** `true` if `init` succeeded. */
      readonly success: false;
      /** The error, or `null` for success. */
      readonly error: {
        /** The vendor's name for every error of `init`. */
        readonly name: 'VALIDATION_ERROR';
        /** A sentence that says what is wrong. */
        readonly message: string;
        /** The code of the error. */
        readonly code: string;
        /** Milliseconds since 1970. */
        readonly timestamp: number;
      };
    };

/** The callbacks of a login listener. All four are optional. */
export interface LoginListener {
  /**
   * A login succeeded. Called once, before the promises of the login resolve, even if several equal calls shared the login. Also called
   * once when another tab logs in or switches to another user. Not called when a page load restores a stored session.
   */
  onLoginSuccess?: (user: User) => void;
  /** A login failed. Called before its promise rejects. */
  onLoginFailure?: (error: CometChatException) => void;
  /** The session ended: by a logout, or because the token was revoked. Not called for a switch to another user. */
  onLogoutSuccess?: () => void;
  /** A logout failed. Called before its promise rejects. */
  onLogoutFailure?: (error: CometChatException) => void;
}

const FACADE = 'calls';

/** The Auth Key from `init` for `login(uid)`, with the App ID of its app. */
let known: { readonly appId: string; readonly authKey: string } | undefined;

/**
 * Initialises the app, for both facades. Resolves with `{ success: false, error }` on bad settings.
 *
 * @example
 * const { success, error } = await CometChatCalls.init({ appId: 'APP_ID', region: 'us' });
 */
export async function init(settings: CallSettings | CallAppSettings): Promise<InitResult> {
  return start(() => ({ ...settings }) as CallSettings);
}

async function start(read: () => CallSettings): Promise<InitResult> {
  let settings: Partial<CallSettings> = {};
  try {
    await initialize(() => {
      settings = read();
      return settings;
    });
    const { appId = '', authKey } = settings;
    known = authKey ? { appId, authKey } : undefined;
    return { success: true, error: null };
  } catch (cause) {
    const { message, code } = cause as CometChatException;
    return { success: false, error: { name: 'VALIDATION_ERROR', message, code, timestamp: Date.now() } };
  }
}

/** Initialises the app with the vendor's shared settings file. Otherwise it works as `init`. */
export async function initFromSettings(settings: CometChatSettings): Promise<InitResult> {
  return start(() => settingsIn(settings) as CallSettings);
}

/**
 * Logs in with an auth token from your server. As in the vendor's v5, an argument that does not look like a token counts as a uid. A
 * uid needs the Auth Key that you gave to `init`. `loginWithAuthToken` accepts any token.
 *
 * Rejects with the same codes as `CometChat.login`. `errorCode` has the vendor's v5 code, such as `ERROR_BLANK_AUTHTOKEN`.
 *
 * @example
 * const user = await CometChatCalls.login(authToken);
 */
export async function login(authTokenOrUid: string, options?: CallOptions): Promise<User>;
/** Logs in by uid with an Auth Key. For development only: a person with the key can log in as any user. */
export async function login(uid: string, authKey: string, options?: CallOptions): Promise<User>;
export async function login(...args: unknown[]): Promise<User> {
  const [first, ...rest] = args;
  const isUidAlone = typeof first === 'string' && typeof rest[0] !== 'string' && !hasTokenForm(first);
  if (!isUidAlone) return send(args);
  const authKey = known?.appId === currentAppId() ? known?.authKey : undefined;
  if (authKey) return send([first, authKey, ...rest.filter(Boolean)]);
  // A token of an unknown form may have only letters of a uid. It is too long for a uid, so the length decides.
  return uidIssues(first).length === 0 ? reportLoginFailure(missingAuthKey) : send(args);
}

/** Logs in with an auth token. It never takes the argument for a uid. */
export async function loginWithAuthToken(authToken: string, options?: CallOptions): Promise<User> {
  return send(options ? [authToken, options] : [authToken]);
}

/**
 * Signs out here at once. Then asks the service to revoke the token and waits for the response: 5 s, or `timeout`. Rejects with
 * `USER_NOT_LOGED_IN` (`ERROR_NO_USER_LOGGED_IN`), and with `{ strict: true }` also if the token could not be revoked.
 */
export async function logout(options?: LogoutOptions): Promise<string> {
  await reportLogoutFailure(async () => defaultClient().logout(options));
  return 'Logged out.';
}

/** Returns the signed-in user, or `null`. The user may have logged in through either facade. You may change the user: it is a copy. */
export function getLoggedInUser(): User | null {
  const state = findClient()?.session.getSnapshot();
  return state?.status === 'signedIn' ? state.user.clone() : null;
}

/** Returns the auth token of the signed-in user, or `null`. */
export function getUserAuthToken(): string | null {
  return getLoggedInUser()?.authToken ?? null;
}

/** Whether a user is signed in. */
export function isUserLoggedIn(): boolean {
  return findClient()?.session.getSnapshot().status === 'signedIn';
}

/** Adds a listener for logins and logouts. It replaces a listener with the same id. */
export function addLoginListener(id: string, listener: LoginListener): void {
  addListener(FACADE, id, {
    loginSuccess: (user) => listener?.onLoginSuccess?.(user),
    loginFailure: (error) => listener?.onLoginFailure?.(error),
    logoutSuccess: () => listener?.onLogoutSuccess?.(),
    logoutFailure: (error) => listener?.onLogoutFailure?.(error),
  });
}

/** Removes the listener with this id. */
export function removeLoginListener(id: string): void {
  removeListener(FACADE, id);
}

/**
 * Gets a token to join a call session, for the vendor's call UI. Rejects with `INVALID_SESSION_ID`, `USER_NOT_LOGED_IN`.
 *
 * @example
 * const { token } = await CometChatCalls.generateToken('standup');
 */
export async function generateToken(
  sessionId: string,
  authToken?: string,
): Promise<{
  /** The call token, for the vendor's call UI. */
  token: string;
}> {
  return defaultClient().generateCallToken(sessionId, { authToken });
}

async function missingAuthKey(): Promise<User> {
  // Throws if init was not called. This check comes before all others.
  defaultClient();
  const message =
    'The Auth Key is missing: give it to init() or as the second argument. loginWithAuthToken() accepts any auth token.';
  throw amend(problem('authKey', 'INVALID_AUTH_KEY', message), { operation: 'login' });
}

function send(args: unknown[]): Promise<User> {
  return reportLoginFailure(async () => {
    try {
      return await (defaultClient().login as (...args: unknown[]) => Promise<User>)(...args);
    } catch (error) {
      throw withSpace(error, args[0]);
    }
  });
}

/** Sets the code of the vendor's v5 for a uid with a space, which differs from the code for other invalid uids. */
function withSpace(error: unknown, uid: unknown): unknown {
  return isCometChatException(error) && error.code === 'INVALID_UID' && typeof uid === 'string' && /\s/.test(uid)
    ? amend(error, { errorCode: 'ERROR_UID_WITH_SPACE' })
    : error;
}
