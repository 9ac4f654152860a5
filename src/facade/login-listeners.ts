import type { CometChatException } from '../errors/exception.js';
import type { User } from '../user/user.js';

/** What a listener of either facade may be told. */
export interface LoginCallbacks {
  /** A login succeeded: told once, before its promises resolve. Or another tab logged in, or switched to another user. */
  loginSuccess?: ((user: User) => void) | undefined;
  /** A login call failed; told before its promise rejects. */
  loginFailure?: ((error: CometChatException) => void) | undefined;
  /** A user's session ended, by a logout or because the token was revoked; not by a switch to another user. */
  logoutSuccess?: (() => void) | undefined;
  /** A logout call failed. */
  logoutFailure?: ((error: CometChatException) => void) | undefined;
}

interface Listening {
  readonly facade: string;
  readonly id: unknown;
  callbacks: LoginCallbacks;
}

/** Both facades show one session, so what happens through one is told to the listeners of both. */
const listeners: Listening[] = [];

/** Ids are compared and never converted to text, which could throw. */
function indexOf(facade: string, id: unknown): number {
  return listeners.findIndex((listening) => listening.facade === facade && listening.id === id);
}

/** Adds a listener. It takes the place of a listener with the same id. */
export function addListener(facade: string, id: unknown, callbacks: LoginCallbacks): void {
  const before = listeners[indexOf(facade, id)];
  if (before) before.callbacks = callbacks;
  else listeners.push({ facade, id, callbacks });
}

/** Removes a listener. An unknown id removes none. */
export function removeListener(facade: string, id: unknown): void {
  const index = indexOf(facade, id);
  if (index >= 0) listeners.splice(index, 1);
}

/** Tells all listeners in the order in which they were added. One that fails stops no other and no call. */
function tellListeners<Name extends keyof LoginCallbacks>(
  name: Name,
  argsOf: () => Parameters<NonNullable<LoginCallbacks[Name]>>,
): void {
  for (const { callbacks } of [...listeners]) {
    try {
      const answer: unknown = (callbacks[name] as ((...args: unknown[]) => unknown) | undefined)?.(...argsOf());
      Promise.resolve(answer).catch(() => undefined);
    } catch {
      // The vendor's SDK says nothing either; the session's `listenerError` is for those who want to know.
    }
  }
}

/** Tells of a login. Each listener gets a user of its own, which it may change. */
export function tellLoginSuccess(user: User): void {
  tellListeners('loginSuccess', () => [user.clone()]);
}

/** Tells that a user's session has ended. */
export function tellLogoutSuccess(): void {
  tellListeners('logoutSuccess', () => []);
}

/** Tells that a login failed, before its promise rejects. Success is told once for all calls that share a login. */
export async function tellLogin(login: () => Promise<User>): Promise<User> {
  try {
    return await login();
  } catch (error) {
    tellListeners('loginFailure', () => [error as CometChatException]);
    throw error;
  }
}

/** Tells that a logout failed, before its promise does. That it succeeded is told when the session ends. */
export async function tellLogout(logout: () => Promise<void>): Promise<void> {
  try {
    await logout();
  } catch (error) {
    tellListeners('logoutFailure', () => [error as CometChatException]);
    throw error;
  }
}
