import type { CometChatException } from '../errors/exception.js';
import type { User } from '../user/user.js';

/** The callbacks of a login listener. */
export interface LoginCallbacks {
  /**
   * A login succeeded, or another tab logged in or switched to another user. Called once, before the promises of the login resolve.
   */
  loginSuccess?: ((user: User) => void) | undefined;
  /** A login failed. Called before its promise rejects. */
  loginFailure?: ((error: CometChatException) => void) | undefined;
  /** The session ended: by a logout, or because the token was revoked. Not called for a switch to another user. */
  logoutSuccess?: (() => void) | undefined;
  /** A logout failed. Called before its promise rejects. */
  logoutFailure?: ((error: CometChatException) => void) | undefined;
}

/** A `LoginListener` of the vendor's SDK, as typed there. */
export interface VendorLoginListener {
  // biome-ignore-start lint/complexity/noBannedTypes: the vendor's type
  /** A login succeeded. */
  loginSuccess?: Function;
  /** A login failed. */
  loginFailure?: Function;
  /** The session ended. */
  logoutSuccess?: Function;
  /** A logout failed. */
  logoutFailure?: Function;
}

/**
 * The type itself if its callbacks have the type `Function`, as in the vendor's class; otherwise `never`. So a callback with wrong
 * parameters is still an error.
 */
export type Untyped<Given extends VendorLoginListener> = Function extends Given['loginSuccess'] ? Given : never;
// biome-ignore-end lint/complexity/noBannedTypes: the vendor's type

interface ListenerEntry {
  readonly facade: string;
  readonly id: unknown;
  callbacks: LoginCallbacks;
}

/** The listeners of both facades. The facades share one session, so the listeners of both are called. */
const listeners: ListenerEntry[] = [];

/** Finds a listener. It compares ids and does not convert them to text, which could throw. */
function indexOf(facade: string, id: unknown): number {
  return listeners.findIndex((entry) => entry.facade === facade && entry.id === id);
}

/** Adds a listener. It replaces a listener with the same id. */
export function addListener(facade: string, id: unknown, callbacks: LoginCallbacks): void {
  const before = listeners[indexOf(facade, id)];
  if (before) before.callbacks = callbacks;
  else listeners.push({ facade, id, callbacks });
}

/** Removes a listener. An unknown id changes nothing. */
export function removeListener(facade: string, id: unknown): void {
  const index = indexOf(facade, id);
  if (index >= 0) listeners.splice(index, 1);
}

/** Calls a callback of all listeners, in the order in which they were added. It ignores their errors. */
function notifyListeners<Name extends keyof LoginCallbacks>(
  name: Name,
  argsOf: () => Parameters<NonNullable<LoginCallbacks[Name]>>,
): void {
  for (const { callbacks } of [...listeners]) {
    try {
      const result: unknown = (callbacks[name] as ((...args: unknown[]) => unknown) | undefined)?.(...argsOf());
      Promise.resolve(result).catch(() => undefined);
    } catch {
      // The vendor's SDK does not report these errors either. Listeners of the session do: they have `listenerError`.
    }
  }
}

/** Calls `loginSuccess`. Each listener gets its own copy of the user, which it may change. */
export function notifyLoginSuccess(user: User): void {
  notifyListeners('loginSuccess', () => [user.clone()]);
}

/** Calls `logoutSuccess`. */
export function notifyLogoutSuccess(): void {
  notifyListeners('logoutSuccess', () => []);
}

/** Runs a login. Calls `loginFailure` if it fails. `loginSuccess` is called elsewhere: once for all calls that share a login. */
export async function reportLoginFailure(login: () => Promise<User>): Promise<User> {
  try {
    return await login();
  } catch (error) {
    notifyListeners('loginFailure', () => [error as CometChatException]);
    throw error;
  }
}

/** Runs a logout. Calls `logoutFailure` if it fails. `logoutSuccess` is called elsewhere: when the session ends. */
export async function reportLogoutFailure(logout: () => Promise<void>): Promise<void> {
  try {
    await logout();
  } catch (error) {
    notifyListeners('logoutFailure', () => [error as CometChatException]);
    throw error;
  }
}
