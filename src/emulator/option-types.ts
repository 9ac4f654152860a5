import type { JsonObject } from './json-object.js';
import type { Fault } from './middleware/faults/types.js';

/** A user to start with. The rules of `POST /users` apply. */
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

/** Limits to test against. Each is a positive integer. */
export interface EmulatorLimits {
  /** The most auth tokens of one user. One more revokes the oldest. Default 100. */
  authTokens: number;
  /** The longest body of a POST or PUT request, in bytes. Default 10,240. */
  bodyBytes: number;
  /** The longest `metadata`, in bytes of its UTF-8 JSON. Default 5,120. */
  metadataBytes: number;
  /** The largest `perPage` of a list. Default 1,000. */
  perPageMax: number;
  /** The most requests in the `requests` array. A newer request removes the oldest. Default 1,000. */
  requests: number;
  /** The most friends of one user. Default 1,000. */
  friends: number;
  /** The most roles of one app, including the default one. Default 25. */
  roles: number;
  /** The most API keys of one app, including the two that it starts with. Default 25. */
  apiKeys: number;
  /** The most requests of one app per minute that log in, or create or delete a user. Default 10,000. */
  corePerMinute: number;
  /** The most other requests of one app per minute. Default 20,000. */
  standardPerMinute: number;
  /** The most data imports of one app per minute. Default 60. */
  importPerMinute: number;
}

/** The options of {@link createEmulator}. All are optional. */
export interface EmulatorOptions {
  /** The app of requests that do not name an app. Default `emulator-app`. */
  appId?: string;
  /**
   * The Auth Key of every app: 40 hex digits in lower case. Default: the same constant key in every emulator, or the key
   * with which the {@link NodeEmulatorOptions.data} folder began. An earlier key of the folder stays valid, too.
   */
  authKey?: string;
  /** The REST API key of every app, with the same form, default and rule as `authKey`. */
  apiKey?: string;
  /** Users that every app starts with, besides the five sample users. A user with the uid of a sample replaces it. */
  users?: readonly EmulatorUserInput[];
  /** Role ids that users may have, besides `default`. */
  roles?: readonly string[];
  /** Limits that replace the published ones. */
  limits?: Partial<EmulatorLimits>;
  /**
   * Lets the auth key read users; the vendor's pages do not say whether it may. Default `false`: such a request fails
   * with `AUTH_ERR_NO_ACCESS`.
   */
  authKeyMayRead?: boolean;
  /**
   * Lets the auth key create and update users, as the vendor's SDK does. Another of the vendor's pages says that the
   * auth key only creates auth tokens. Default `true`.
   */
  authKeyMayWrite?: boolean;
  /**
   * Responds with 401 `AUTH_ERR_EMPTY_APPID` when neither the host nor the `appid` header names an app. The vendor's
   * error guide says so, but the samples on another of its pages name no app. Default `false`: such a
   * request uses {@link EmulatorOptions.appId}.
   */
  requireAppId?: boolean;
  /**
   * Counts requests per app and minute, responds with 429 `ERR_TOO_MANY_REQUESTS` beyond the limits, and sends the
   * remaining count in headers. Default `true`.
   */
  rateLimits?: boolean;
  /**
   * The names of the rate-limit headers: two of the vendor's pages spell them differently. `x-rate-limit` is
   * `X-Rate-Limit` and `X-Rate-Limit-Remaining`; `x-ratelimit` is `X-RateLimit-Limit` and `X-RateLimit-Remaining`.
   * Default `both`.
   */
  rateLimitHeaders?: 'both' | 'x-rate-limit' | 'x-ratelimit';
  /**
   * An update adds its `metadata` keys and its `tags` to the existing ones. The vendor's pages do not say whether it
   * does. Default `false`: an update replaces them.
   */
  metadataMerge?: boolean;
  /**
   * Without `force`, a request for an auth token returns the newest valid one, if the user has any; the name `force`
   * suggests that. Default `false`: every request creates a new token, as one of the vendor's pages says.
   */
  reuseAuthTokens?: boolean;
  /**
   * A data import updates users that already exist, also deactivated ones. The vendor's pages do not say whether it
   * does. Default `false`: each existing user fails with `ERR_UID_ALREADY_EXISTS`.
   */
  importUpdates?: boolean;
  /** Faults to simulate, and the requests they apply to. A `reset` starts them again. */
  faults?: readonly Fault[];
  /** Returns the current time in milliseconds since 1970; every timestamp uses it. Default `Date.now`. */
  clock?: () => number;
  /**
   * Called with a one-line message when an app uses a part of CometChat that the emulator does not have, such as
   * sending a message (each once). In Node also for each refused origin and host (the first 20, each once), and for
   * problems with the `data` folder that fail no request. Default: problems with the folder go to
   * `process.emitWarning`, and the others are not reported.
   *
   * @example
   * createEmulator({ notice: (line) => console.warn(line) });
   */
  notice?: (message: string) => void;
}

/** The options of {@link createEmulator} in Node. */
export interface NodeEmulatorOptions extends EmulatorOptions {
  /**
   * A folder in which the emulator stores all data. The emulator creates the folder if it does not exist. Every change
   * is stored before its response is sent, and survives a restart, also after `kill -9`. The options that an app starts
   * with apply at the first start only. The emulator locks the folder until `close`; a second emulator with the same
   * folder throws. After `close`, `fetch` rejects with a `TypeError` and `reset` throws an `Error`, until `listen` opens
   * the folder again. Default: memory only.
   */
  data?: string;
  /**
   * Origins of web pages that may use the emulator over the network, such as `https://staging.example` (`scheme://host`
   * or `scheme://host:port`). Pages on this machine (`localhost`, `*.localhost`, `127.x.x.x`, `[::1]`, any port) and on
   * the emulator's own host always may. Every other page gets 403 without CORS headers, and no socket. `fetch` of the
   * emulator object does not check origins.
   *
   * @example
   * createEmulator({ allowOrigins: ['https://staging.example'] });
   */
  allowOrigins?: readonly string[];
  /**
   * More host names of the emulator, without scheme and port: for example a name in your hosts file, or of a container.
   * Loopback, every IP address, the host of `listen` and CometChat's own names always work. While the emulator listens
   * on all addresses, names without a dot and `*.internal` work too. A request to any other host gets 403.
   *
   * @example
   * createEmulator({ hosts: ['cometchat.test'] });
   */
  hosts?: readonly string[];
}

/** The options of `listen`. */
export interface ListenOptions {
  /** The port. 0 takes a free port. Default 7700. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`, which other machines cannot reach. */
  host?: string;
  /**
   * Serves over HTTPS, which the vendor's SDKs need. `true` uses a self-signed certificate for this machine and for
   * CometChat's host names. An object supplies your own key and certificate. Default `false`.
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
