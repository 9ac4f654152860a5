import type { CometChatException } from '../errors/exception.js';
import type { User } from '../user/user.js';

/** The session of the signed-in user, inside of this package. */
export interface Current {
  readonly user: User;
  readonly authToken: string;
  /** A random id that each login gets. It is not a secret: tabs send it to say which session has ended. */
  readonly id: string;
}

/** Why no user is signed in. `none`: no session was stored when the client started. */
export type SignedOutReason = 'none' | 'logout' | 'switched' | 'tokenRevoked' | 'userGone' | 'otherTab';

/** Where the signed-in user comes from. */
export type SessionSource = 'login' | 'storage' | 'otherTab';

/**
 * Where a change of the signed-in user comes from. `client`: a method of this client, or its check of a restored session.
 * `otherTab`: another tab, whose change was read from storage. `vendor`: the vendor's SDK or UI kit, through `attachVendor`.
 */
export type ChangeSource = 'client' | 'otherTab' | 'vendor';

/** The state of the session: a frozen value, the same reference until something changes. */
export type SessionState =
  | {
      /** `unknown` until storage was read; then `signedOut` or `signedIn`. */
      readonly status: 'unknown';
    }
  | {
      /** `unknown` until storage was read; then `signedOut` or `signedIn`. */
      readonly status: 'signedOut';
      /** Why no user is signed in. */
      readonly reason: SignedOutReason;
    }
  | {
      /** `unknown` until storage was read; then `signedOut` or `signedIn`. */
      readonly status: 'signedIn';
      /** The signed-in user. It is frozen: change a `clone()`. */
      readonly user: User;
      /** Where the session comes from: a login here, storage, or another tab. */
      readonly source: SessionSource;
    };

/** The events of the session with their payloads. No payload has a token. */
export interface SessionEvents {
  /** The first read of storage ended. */
  ready: SessionState;
  /** Another user is signed in: after a login or a switch, not after a reload. */
  signedIn: {
    /** The user who is signed in now. */
    readonly user: User;
    /** The uid of the user who was signed in before, if there was one. */
    readonly previousUid?: string;
  };
  /** The signed-in user's profile has changed. */
  userUpdated: {
    /** The user with the new profile. */
    readonly user: User;
    /** The names of the fields that changed. */
    readonly changed: readonly string[];
    /** Where the change comes from. */
    readonly source: ChangeSource;
  };
  /** The signed-in user's token has changed. */
  tokenChanged: {
    /** The uid of the signed-in user. */
    readonly uid: string;
    /** Where the change comes from. */
    readonly source: ChangeSource;
  };
  /** A user's session ended. */
  signedOut: {
    /** The uid of the user whose session ended. */
    readonly uid: string;
    /** Why the session ended. */
    readonly reason: Exclude<SignedOutReason, 'none'>;
  };
  /** A `login()` failed. */
  loginFailed: {
    /** The error that `login()` rejects with. */
    readonly error: CometChatException;
  };
  /** A `logout()` failed. */
  logoutFailed: {
    /** The error that `logout()` rejects with. */
    readonly error: CometChatException;
  };
  /** A listener threw, or its promise rejected. */
  listenerError: {
    /** The name of the event that the listener was called for. */
    readonly event: string;
    /** The value that the listener threw or rejected with. */
    readonly error: unknown;
  };
}

/** The name of an event. */
export type SessionEvent = keyof SessionEvents;
