import type { CometChatException } from '../errors/exception.js';
import type { User } from '../user/user.js';

/** Why nobody is signed in. `none`: nobody ever was. */
export type SignedOutReason = 'none' | 'logout' | 'switched' | 'tokenRevoked' | 'userGone' | 'otherTab';

/** Where the signed-in user comes from. */
export type SessionSource = 'login' | 'storage' | 'otherTab';

/** Who is logged in here: one frozen value, the same reference until something changes. */
export type SessionState =
  | { readonly status: 'unknown' }
  | { readonly status: 'signedOut'; readonly reason: SignedOutReason }
  | { readonly status: 'signedIn'; readonly user: User; readonly source: SessionSource };

/** The session's events, and what each carries. None of them carries a token. */
export interface SessionEvents {
  /** The first read of storage ended. */
  ready: SessionState;
  /** The uid changed to a user: a login or a switch, never a reload. */
  signedIn: { readonly user: User; readonly previousUid?: string };
  /** The same user, another profile. */
  userUpdated: { readonly user: User; readonly changed: readonly string[] };
  /** The same user, another token. */
  tokenChanged: { readonly uid: string };
  /** A user's session ended. */
  signedOut: { readonly uid: string; readonly reason: Exclude<SignedOutReason, 'none'> };
  /** A `login()` rejects with this. */
  loginFailed: { readonly error: CometChatException };
  /** A `logout()` rejects with this. */
  logoutFailed: { readonly error: CometChatException };
  /** A listener threw, or its promise rejected. */
  listenerError: { readonly event: string; readonly error: unknown };
}

/** The name of an event. */
export type SessionEvent = keyof SessionEvents;
