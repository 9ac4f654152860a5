import type { JsonObject } from './json-object.js';
import type { EmulatorFaults } from './middleware/faults/types.js';
import type { ListenOptions } from './option-types.js';

/** A user as the emulator stores it, with private metadata. Times are Unix seconds. */
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
  /** `available` while a client is logged in with a valid auth token of the user. */
  readonly status: 'available' | 'offline';
  /** When the user was created. */
  readonly createdAt: number;
  /** When the user was last changed. */
  readonly updatedAt?: number;
  /** When the user last logged in or out. */
  readonly lastActiveAt?: number;
  /** When the user was deactivated. Absent while the user is active. */
  readonly deactivatedAt?: number;
}

/** Reads the users of the default app. Every method returns copies. */
export interface EmulatorUsers {
  /**
   * Finds a user, active or deactivated. The letter case of the uid does not matter. `undefined` when no user has this
   * uid.
   */
  get(uid: string): EmulatorUser | undefined;
  /** Every user, active or deactivated, oldest first. */
  list(): EmulatorUser[];
  /** The valid auth tokens of a user, oldest first. Empty for an unknown user. */
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
  /** The parsed body if it is JSON, else its text. `undefined` when the body is absent or could not be read. */
  readonly body: unknown;
  /** The HTTP status of the response; 0 before the response is sent. */
  readonly status: number;
}

/** A local CometChat without a network: the emulator in a browser. */
export interface BrowserEmulator {
  /**
   * Handles a request to any of CometChat's hosts. Takes what the global `fetch` takes, and works without `this`. Rejects
   * with a `TypeError` where a fault drops the connection, and for an address that is not a whole URL.
   *
   * @example
   * const response = await emulator.fetch('http://localhost/v3/users', { headers: { apikey: emulator.apiKey } });
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** The app of requests that do not name an app. */
  readonly appId: string;
  /**
   * An `authOnly` key of every app: creates users and auth tokens. 40 hex digits, the same in every emulator unless an
   * option or the data folder sets it.
   */
  readonly authKey: string;
  /** A `fullAccess` key of every app. 40 hex digits, the same in every emulator unless an option or the data folder sets it. */
  readonly apiKey: string;
  /** Reads the users of the default app. */
  readonly users: EmulatorUsers;
  /** The simulated faults: add, list and remove them. */
  readonly faults: EmulatorFaults;
  /** The newest requests, oldest first. One live array: it grows as requests arrive, and `reset` empties it. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Restores the start: users, tokens, roles, blocked users, friends, API keys, rate limits, faults and `requests`. With a
   * data folder, it throws an `Error` when the change could not be stored.
   */
  reset(): void;
  /**
   * Closes the servers that `listen` started, and ends the delays of faults. The open requests of `fetch` get their
   * answers; after 300 ms the remaining ones reject with a `TypeError`. May be called again.
   */
  close(): Promise<void>;
}

/** The address of a listening emulator. */
export interface Listening {
  /** The base URL, such as `http://127.0.0.1:7700`. */
  readonly url: string;
  /** The certificate of the server, in PEM, for clients that must trust it. Absent without `tls`. */
  readonly certificate?: string;
}

/** A local emulator of CometChat. */
export interface Emulator extends BrowserEmulator {
  /**
   * Serves over HTTP or HTTPS until `close`. Rejects when the emulator already listens, or when the port is not
   * available; with a `TypeError` for an unknown option.
   */
  listen(options?: ListenOptions): Promise<Listening>;
  /** The base URL, such as `http://127.0.0.1:7700`. Throws while the emulator does not listen. */
  readonly url: string;
}
