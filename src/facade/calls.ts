import { hasTokenForm } from '../client/arguments.js';
import type { LogoutOptions } from '../client/logout.js';
import type { CallOptions, Region } from '../client/options.js';
import { amend, type CometChatException, isCometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { uidIssues } from '../user/uid.js';
import type { User } from '../user/user.js';
import type { CallAppSettings } from './call-app-settings.js';
import { currentAppId, defaultClient, initialize, peekClient } from './default-client.js';
import { addListener, removeListener, tellLogin, tellLogout } from './login-listeners.js';
import type { CometChatSettings } from './settings-file.js';

export { CometChatException } from '../errors/exception.js';
export { User } from '../user/user.js';
export { CallAppSettings, CallAppSettingsBuilder } from './call-app-settings.js';
export type { CometChatSettings } from './settings-file.js';

/** What `init` takes: the vendor's v5 form, and an emulator's URL. */
export interface CallSettings {
  /** The App ID of the dashboard. */
  readonly appId: string;
  /** `us`, `eu` or `in`, in either letter case. */
  readonly region: Region;
  /** Lets `login(uid)` do without a key. For development only: whoever has it can log in as anybody. */
  readonly authKey?: string;
  /** The REST host of a dedicated deployment: `host[/path]`, or a URL. */
  readonly adminHost?: string;
  /** The client host of a dedicated deployment. */
  readonly clientHost?: string;
  /** The calls host of a dedicated deployment. */
  readonly host?: string;
  /** Base URL of an emulator: everything goes there. */
  readonly emulator?: string;
}

/** How `init` ended. It does not reject, as in the vendor's v5. */
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

/** Is told of logins and logouts; all four callbacks are optional. */
export interface LoginListener {
  /**
   * A login succeeded: told once, before its promises resolve, also if several equal calls shared it. Also told once when
   * another tab logs in or switches to another user. Not told when a stored session is found on a page load.
   */
  onLoginSuccess?: (user: User) => void;
  /** A login call failed; told before its promise rejects. */
  onLoginFailure?: (error: CometChatException) => void;
  /** A user's session ended, by a logout or because the token was revoked; not by a switch to another user. */
  onLogoutSuccess?: () => void;
  /** A logout call failed. */
  onLogoutFailure?: (error: CometChatException) => void;
}

const FACADE = 'calls';

/** The Auth Key that `init` was given for `login(uid)`, and the app that it belongs to. */
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

/** Initialises the app from the vendor's shared settings file; otherwise as `init`. */
export async function initFromSettings(settings: CometChatSettings): Promise<InitResult> {
  return start(() => ({ ...settings, ...settings?.credentials, ...settings?.callsSDK }) as CallSettings);
}

/**
 * Logs in with an auth token that your server got. An argument that does not look like a token is taken for a uid, as in the
 * vendor's v5; it needs the Auth Key that `init` was given. `loginWithAuthToken` takes any token.
 *
 * Rejects as `CometChat.login` does; `errorCode` has the vendor's v5 code, such as `ERROR_BLANK_AUTHTOKEN`.
 *
 * @example
 * const user = await CometChatCalls.login(authToken);
 */
export async function login(authTokenOrUid: string, options?: CallOptions): Promise<User>;
/** Logs in by uid with an Auth Key, which lets everybody be anybody: for development only. */
export async function login(uid: string, authKey: string, options?: CallOptions): Promise<User>;
export async function login(...args: unknown[]): Promise<User> {
  const [first, ...rest] = args;
  const isUidAlone = typeof first === 'string' && typeof rest[0] !== 'string' && !hasTokenForm(first);
  if (!isUidAlone) return send(args);
  const authKey = known?.appId === currentAppId() ? known?.authKey : undefined;
  if (authKey) return send([first, authKey, ...rest.filter(Boolean)]);
  // A token in a form that is not known here cannot be told from a uid by its letters, but by its length.
  return uidIssues(first).length === 0 ? tellLogin(missingAuthKey) : send(args);
}

/** Logs in with an auth token, whatever `init` was given. */
export async function loginWithAuthToken(authToken: string, options?: CallOptions): Promise<User> {
  return send(options ? [authToken, options] : [authToken]);
}

/**
 * Logs out here at once, then asks the service to revoke the token and waits 5 s for it at most. Rejects with
 * `USER_NOT_LOGED_IN` (`ERROR_NO_USER_LOGGED_IN`), and with `{ strict: true }` also if the token could not be revoked.
 */
export async function logout(options?: LogoutOptions): Promise<string> {
  await tellLogout(async () => defaultClient().logout(options));
  return 'Logged out.';
}

/** The logged-in user, or `null`; right at once after a login through either facade. A copy that you may change. */
export function getLoggedInUser(): User | null {
  const state = peekClient()?.session.getSnapshot();
  return state?.status === 'signedIn' ? state.user.clone() : null;
}

/** The logged-in user's auth token, or `null`. */
export function getUserAuthToken(): string | null {
  return getLoggedInUser()?.authToken ?? null;
}

/** Whether somebody is logged in. */
export function isUserLoggedIn(): boolean {
  return peekClient()?.session.getSnapshot().status === 'signedIn';
}

/** Tells a listener of logins and logouts. The same id again takes the place of the former listener. */
export function addLoginListener(id: string, listener: LoginListener): void {
  addListener(FACADE, id, {
    loginSuccess: (user) => listener?.onLoginSuccess?.(user),
    loginFailure: (error) => listener?.onLoginFailure?.(error),
    logoutSuccess: () => listener?.onLogoutSuccess?.(),
    logoutFailure: (error) => listener?.onLogoutFailure?.(error),
  });
}

/** Stops telling a listener. */
export function removeLoginListener(id: string): void {
  removeListener(FACADE, id);
}

/**
 * A token to join a call session with, for the vendor's call UI. Rejects with `INVALID_SESSION_ID`, `USER_NOT_LOGED_IN`.
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
  // Throws where init was not called: that comes before any other check.
  defaultClient();
  const message =
    'The Auth Key is missing: give it to init() or as the second argument. Any auth token can be given to loginWithAuthToken().';
  throw amend(problem('authKey', 'INVALID_AUTH_KEY', message), { operation: 'login' });
}

function send(args: unknown[]): Promise<User> {
  return tellLogin(async () => {
    try {
      return await (defaultClient().login as (...args: unknown[]) => Promise<User>)(...args);
    } catch (error) {
      throw withSpace(error, args[0]);
    }
  });
}

/** The vendor's v5 tells a uid with a space from other bad ones. */
function withSpace(error: unknown, uid: unknown): unknown {
  return isCometChatException(error) && error.code === 'INVALID_UID' && typeof uid === 'string' && /\s/.test(uid)
    ? amend(error, { errorCode: 'ERROR_UID_WITH_SPACE' })
    : error;
}
