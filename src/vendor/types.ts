/**
 * The parts of the vendor's Chat SDK (`CometChat` of `@cometchat/chat-sdk-javascript`) that `attachVendor` uses. Typed by structure:
 * this package does not depend on the vendor's.
 */
export interface VendorChat {
  /** Initialises the vendor's SDK. It then restores its stored session. */
  init(...args: never[]): Promise<unknown>;
  /** Logs in with a token, or with a uid and an Auth Key. */
  login(...args: never[]): Promise<unknown>;
  /** Logs out and revokes the token. */
  logout(): Promise<unknown>;
  /** Changes the profile of the signed-in user. Without a field it reads the profile anew. */
  updateCurrentUserDetails(user: never): Promise<unknown>;
  /** Whether `init` is done. */
  isInitialized(): boolean;
  /** The App ID that `init` was given; `undefined` before. */
  getAppId(): string | undefined;
  /** The instance of an app. Its token is the one that requests carry. */
  getInstance(appId: string): VendorInstance;
  /** Closes the socket. */
  disconnect(): void;
  /** Opens the socket. */
  connect(): void;
  /** Adds a listener for logins and logouts. */
  addLoginListener(id: string, listener: never): void;
  /** Removes a listener for logins and logouts. */
  removeLoginListener(id: string): void;
  /** The class of a user. */
  readonly User: new (
    uid: string,
  ) => object;
  /** The class of a listener for logins and logouts. */
  readonly LoginListener: new (
    callbacks: object,
  ) => object;
}

/** The instance of the vendor's Chat SDK for one app. */
export interface VendorInstance {
  /** The token that requests carry; `null` if no user is logged in. */
  getAuthToken(): string | null;
  /** Logs out without a request. */
  internalLogout(): Promise<unknown>;
}

/** The part of the vendor's UI kit (`CometChatUIKit` of `@cometchat/chat-uikit-react`) that `attachVendor` uses. */
export interface VendorUiKit {
  /** The user that the kit's components take for the signed-in one: a copy that the kit keeps. */
  getLoggedInUser(): unknown;
  /** Logs in with a token. If the vendor's SDK has this token already, it sends nothing, and the kit gets the user. */
  loginWithAuthToken(authToken: string): Promise<unknown>;
}

/** Options of `attachVendor`. */
export interface AttachOptions {
  /** `CometChat` of the vendor's Chat SDK. */
  readonly chat: VendorChat;
  /** `CometChatUIKit` of the vendor's UI kit. Leave it out if the app does not use the kit. */
  readonly uiKit?: VendorUiKit | undefined;
}

/**
 * How an attachment began. `inStep`: both sides have the same session. `otherApp`: the vendor's SDK was initialised with another App ID; it
 * is not touched. `notInitialized`: one of both sides was not initialised within 10 s. `failed`: both sides could not be
 * brought into step; `hooks.onWarning` has the reason. `detached`: `detach()` came first.
 */
export type AttachResult = 'inStep' | 'otherApp' | 'notInitialized' | 'failed' | 'detached';

/** The vendor's SDK beside a client. */
export interface VendorAttachment {
  /**
   * Resolves when both sides have the same session for the first time, or when that is not possible, within 30 s. It never rejects. The
   * attachment goes on in either case: what failed is tried again at the next sign. Do not await it before you initialise the
   * vendor's SDK.
   */
  readonly ready: Promise<AttachResult>;
  /**
   * Returns the uid as which the vendor's SDK and kit work now. `undefined` while no user is signed in, and while the vendor's side
   * is not yet our session's user. Use it as the `key` of the vendor's components, so that no list of one user is shown to another.
   */
  getSnapshot(): string | undefined;
  /** Always `undefined`: for server rendering and hydration. */
  getServerSnapshot(): undefined;
  /** Calls `listener` after each change of the snapshot. Returns a function that removes the listener. For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  /** Restores the functions of the vendor's SDK that were wrapped, and stops. Both sides keep their sessions. */
  detach(): void;
}
