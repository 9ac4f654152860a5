import type { EmulatorFaults, Fault } from './http/faults-types.js';

export type { ActiveFault, EmulatorFaults, Fault } from './http/faults-types.js';

/** A JSON object. */
export type JsonObject = Record<string, unknown>;

/** A user to start with. The same rules hold as for `POST /users`. */
export interface EmulatorUserInput {
  /** 1–100 letters, digits, `_` and `-`. */
  uid: string;
  /** Display name, 1–100 characters. */
  name: string;
  /** http(s) URL of a picture. */
  avatar?: string;
  /** http(s) URL of the profile in your app. */
  link?: string;
  /** `default`, or one of the `roles` given to {@link EmulatorOptions}. */
  role?: string;
  /** Any JSON object, private part included. */
  metadata?: JsonObject;
  /** Up to 25 tags. */
  tags?: readonly string[];
  /** Custom status text. */
  statusMessage?: string;
}

/** A user as the emulator has it, private metadata included. Times are Unix seconds. */
export interface EmulatorUser {
  /** The uid, in lower case. */
  readonly uid: string;
  /** Display name, 1–100 characters. */
  readonly name: string;
  /** http(s) URL of a picture. */
  readonly avatar?: string;
  /** http(s) URL of the profile in your app. */
  readonly link?: string;
  /** The id of the role. */
  readonly role: string;
  /** Any JSON object, private part included. */
  readonly metadata?: JsonObject;
  /** Up to 25 tags. */
  readonly tags: readonly string[];
  /** Custom status text. */
  readonly statusMessage?: string;
  /** `available` while a token that logged in is valid. */
  readonly status: 'available' | 'offline';
  /** When the user was created. */
  readonly createdAt: number;
  /** When the user was last changed. */
  readonly updatedAt?: number;
  /** When the user last logged in or out. */
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
  /** The HTTP method, such as `PUT`. */
  readonly method: string;
  /** The whole URL. */
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
  /** Friends of one user. Default 1,000. */
  friends: number;
  /** Roles of one app, the default one included. Default 25. */
  roles: number;
  /** API keys of one app, the two that it starts with included. Default 25. */
  apiKeys: number;
  /** Requests of one app in a minute that log in, or create or delete a user. Default 10,000. */
  corePerMinute: number;
  /** Any other requests of one app in a minute. Default 20,000. */
  standardPerMinute: number;
  /** Data imports of one app in a minute. Default 60. */
  importPerMinute: number;
}

/** What {@link createEmulator} accepts; everything is optional. */
export interface EmulatorOptions {
  /** The app of requests that name none. Default `emulator-app`. */
  appId?: string;
  /** Users that every app starts with, beside the five sample users; one with a sample's uid replaces it. */
  users?: readonly EmulatorUserInput[];
  /** Role ids that users may have, beside `default`. */
  roles?: readonly string[];
  /** Limits other than the published ones. */
  limits?: Partial<EmulatorLimits>;
  /** Lets the auth key read users, which the vendor's pages leave open. Default `false`: `AUTH_ERR_NO_ACCESS`. */
  authKeyMayRead?: boolean;
  /**
   * Lets the auth key create and update users, as the vendor's SDK does with it; another of the vendor's pages says that it makes
   * auth tokens only. Default `true`.
   */
  authKeyMayWrite?: boolean;
  /**
   * Answers 401 `AUTH_ERR_EMPTY_APPID` where neither the host nor the `appid` header names an app, as the vendor's error guide
   * says; the samples of another of its pages have neither. Default `false`: see {@link EmulatorOptions.appId}.
   */
  requireAppId?: boolean;
  /**
   * Counts requests by app and minute, answers 429 `ERR_TOO_MANY_REQUESTS` beyond the limits, and says in headers what is
   * left. Default `true`.
   */
  rateLimits?: boolean;
  /**
   * Which headers say so: two of the vendor's pages spell them differently. `x-rate-limit` is `X-Rate-Limit` and
   * `X-Rate-Limit-Remaining`; `x-ratelimit` is `X-RateLimit-Limit` and `X-RateLimit-Remaining`. Default `both`.
   */
  rateLimitHeaders?: 'both' | 'x-rate-limit' | 'x-ratelimit';
  /**
   * An update adds the keys of `metadata`, and the `tags`, to those that are there. The vendor's pages leave it open.
   * Default `false`: an update replaces them.
   */
  metadataMerge?: boolean;
  /**
   * Without `force`, asking for an auth token answers the newest valid one where there is one, as the name of that
   * parameter suggests. Default `false`: every call makes a new one, as one of the vendor's pages says.
   */
  reuseAuthTokens?: boolean;
  /**
   * A data import updates users who exist already, deactivated ones too. The vendor's pages leave it open. Default
   * `false`: each of them fails with `ERR_UID_ALREADY_EXISTS`.
   */
  importUpdates?: boolean;
  /** What goes wrong, and for which requests; after a `reset` it begins anew. */
  faults?: readonly Fault[];
  /** Milliseconds since 1970; every timestamp comes from it. Default `Date.now`. */
  clock?: () => number;
}

/** What {@link createEmulator} accepts in Node besides. */
export interface NodeEmulatorOptions extends EmulatorOptions {
  /**
   * A folder in which everything is kept, made when it is not there: whatever a request was answered for is there at the
   * next start, also after `kill -9`. What an app starts with is then of use at the first start only. One emulator at a time
   * has the folder, until `close`; another throws. Default: memory only.
   */
  data?: string;
  /**
   * Origins of web pages that may use the emulator over the network, as `https://staging.example` or `scheme://host:port`. Pages
   * on this machine (`localhost`, `*.localhost`, `127.x.x.x`, `[::1]`, any port) and on the emulator's own host may use it in any
   * case. Every other page gets 403 without CORS headers, and no socket. `fetch` of the emulator object checks nothing.
   *
   * @example
   * createEmulator({ allowOrigins: ['https://staging.example'] });
   */
  allowOrigins?: readonly string[];
  /**
   * More host names under which the emulator is reached, without scheme and port: a name in your hosts file, or of a container.
   * Loopback, every IP address, the host of `listen` and CometChat's own names work without it; while the emulator listens on all
   * addresses, so do names without a dot and `*.internal`. A request to any other host gets 403.
   *
   * @example
   * createEmulator({ hosts: ['cometchat.test'] });
   */
  hosts?: readonly string[];
  /**
   * Is called with one line for each origin and host that was refused (the first 20, each once), and for trouble with the `data`
   * folder that fails no request. Default: trouble with the folder goes to `process.emitWarning`, refusals are not told.
   */
  notice?: (message: string) => void;
}

/** A CometChat without a network: what the emulator is in a browser. */
export interface BrowserEmulator {
  /** Answers a request to any of CometChat's hosts. Needs no `this`, and rejects only where a fault drops the connection. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The app of requests that name none. */
  readonly appId: string;
  /** An `authOnly` key of every app: creates users and auth tokens. 40 hex digits, the same in every emulator. */
  readonly authKey: string;
  /** A `fullAccess` key of every app. 40 hex digits, the same in every emulator. */
  readonly apiKey: string;
  /** The users of the default app, to look at. */
  readonly users: EmulatorUsers;
  /** What goes wrong on purpose, to add to and to end. */
  readonly faults: EmulatorFaults;
  /** The newest requests, oldest first. One live array: it grows as requests arrive and is emptied by `reset`. */
  readonly requests: readonly RecordedRequest[];
  /** Back to the start: users, tokens, roles, blocked users, friends, API keys, rate limits and `requests`. */
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
  /**
   * Serves over HTTPS, as the vendor's SDKs want it: with a certificate of its own making for this machine and for CometChat's host
   * names, or with yours, in PEM. Default `false`.
   */
  tls?:
    | boolean
    | {
        /** The private key, in PEM. */
        readonly key: string;
        /** The certificate, in PEM. */
        readonly cert: string;
      };
}

/** Where the emulator listens. */
export interface Listening {
  /** As `http://127.0.0.1:7700`. */
  readonly url: string;
  /** The certificate that it serves with, in PEM, for clients that are to trust it; absent without `tls`. */
  readonly certificate?: string;
}

/** A CometChat on your own machine. */
export interface Emulator extends BrowserEmulator {
  /** Serves over HTTP or HTTPS until `close`. Rejects when it listens already, or when the port is not to be had. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Where it listens, as `http://127.0.0.1:7700`. Throws while it does not. */
  readonly url: string;
}
