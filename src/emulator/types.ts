/** A JSON object. */
export type JsonObject = Record<string, unknown>;

/** A user to start with. The same rules hold as for `POST /users`. */
export interface EmulatorUserInput {
  uid: string;
  name: string;
  avatar?: string;
  link?: string;
  /** `default`, or one of the `roles` given to {@link EmulatorOptions}. */
  role?: string;
  metadata?: JsonObject;
  tags?: readonly string[];
  statusMessage?: string;
}

/** A user as the emulator has it, private metadata included. Times are Unix seconds. */
export interface EmulatorUser {
  readonly uid: string;
  readonly name: string;
  readonly avatar?: string;
  readonly link?: string;
  readonly role: string;
  readonly metadata?: JsonObject;
  readonly tags: readonly string[];
  readonly statusMessage?: string;
  readonly status: 'available' | 'offline';
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly lastActiveAt?: number;
  /** There while the user is deactivated. */
  readonly deactivatedAt?: number;
}

/** Looks at the users of the default app. What it gives are copies. */
export interface EmulatorUsers {
  /** A user in any letter case of its uid, deactivated or not; `undefined` when there is none. */
  get(uid: string): EmulatorUser | undefined;
  /** Every user, deactivated ones too, oldest first. */
  list(): EmulatorUser[];
  /** The auth tokens of a user that are valid, oldest first. */
  authTokens(uid: string): string[];
}

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Header names are lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, else the text; `undefined` when there was none, or none that could be read. */
  readonly body: unknown;
  /** The status of the answer; 0 until there is one. */
  readonly status: number;
}

/** Limits to test against. Each is a positive whole number. */
export interface EmulatorLimits {
  /** Auth tokens of one user that stay valid; a newer one pushes out the oldest. Default 100. */
  authTokens: number;
  /** Bytes of a POST or PUT body. Default 10,240. */
  bodyBytes: number;
  /** Bytes of `metadata` as UTF-8 JSON. Default 5,120. */
  metadataBytes: number;
  /** The largest `perPage` of a list. Default 1,000. */
  perPageMax: number;
  /** How many of the newest requests `requests` keeps. Default 1,000. */
  requests: number;
}

/** What {@link createEmulator} accepts; everything is optional. */
export interface EmulatorOptions {
  /** The app of requests that name none. Default `emulator-app`. */
  appId?: string;
  /** Users that every app starts with, beside the five sample users; one with a sample's uid replaces it. */
  users?: readonly EmulatorUserInput[];
  /** Role ids that users may have, beside `default`. */
  roles?: readonly string[];
  limits?: Partial<EmulatorLimits>;
  /** Lets the auth key read users, which the vendor's pages leave open. Default `false`: `AUTH_ERR_NO_ACCESS`. */
  authKeyMayRead?: boolean;
  /** Milliseconds since 1970; every timestamp comes from it. Default `Date.now`. */
  clock?: () => number;
}

/** A CometChat without a network: what the emulator is in a browser. */
export interface BrowserEmulator {
  /** Answers a request to any of CometChat's hosts. Needs no `this`, and never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The app of requests that name none. */
  readonly appId: string;
  /** An `authOnly` key of every app: creates users and auth tokens. 40 hex digits, the same in every emulator. */
  readonly authKey: string;
  /** A `fullAccess` key of every app. 40 hex digits, the same in every emulator. */
  readonly apiKey: string;
  readonly users: EmulatorUsers;
  /** The newest requests, oldest first. One live array: it grows as requests arrive and is emptied by `reset`. */
  readonly requests: readonly RecordedRequest[];
  /** Back to the start: users, tokens and `requests`. The keys stay. */
  reset(): void;
  /** Ends what `listen` started; may be called again. In a browser there is nothing to end. */
  close(): Promise<void>;
}

/** Where to listen. */
export interface ListenOptions {
  /** Default 7700; 0 takes a free port. */
  port?: number;
  /** Default `127.0.0.1`, which no other machine reaches. */
  host?: string;
}

/** A CometChat on your own machine. */
export interface Emulator extends BrowserEmulator {
  /** Serves over HTTP until `close`. Rejects when it listens already, or when the port is not to be had. */
  listen(options?: ListenOptions): Promise<{ url: string }>;
  /** Where it listens, as `http://127.0.0.1:7700`. Throws while it does not. */
  readonly url: string;
}
