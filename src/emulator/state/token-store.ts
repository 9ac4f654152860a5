import { randomHex } from '../random.js';
import { type ReportChange, Table } from './table.js';

/** The device that uses a token, as its client describes it. */
export interface Device {
  readonly platform?: string;
  readonly userAgent?: string;
  /** JSON text: the service accepts an object and returns a string. */
  readonly appInfo?: string;
}

const UNKNOWN: Device = {};

/** A valid auth token. */
export interface StoredToken {
  readonly uid: string;
  readonly authToken: string;
  /** Unix seconds. */
  readonly createdAt: number;
  device: Device;
  /** Whether a client has logged in with it and has not logged out. */
  inUse: boolean;
}

/** The auth tokens of one app. A revoked token is removed completely. */
export class TokenStore {
  readonly table: Table<StoredToken>;
  /** Oldest first. An array is enough: most users have one token. */
  readonly #byUid = new Map<string, readonly StoredToken[]>();
  readonly #limit: number;
  readonly #now: () => number;

  constructor(limit: number, now: () => number, report: ReportChange) {
    this.table = new Table('tokens', report, (before, after) => this.#reindex(before, after));
    this.#limit = limit;
    this.#now = now;
  }

  find(authToken: string): StoredToken | undefined {
    return this.table.get(authToken);
  }

  /** The tokens of a user, oldest first. */
  of(uid: string): StoredToken[] {
    return [...(this.#byUid.get(uid) ?? [])];
  }

  /** Whether a client is logged in as this user. */
  isInUse(uid: string): boolean {
    return this.#byUid.get(uid)?.some((token) => token.inUse) ?? false;
  }

  /**
   * Creates a token: uid, `_`, the Unix second in ten digits, thirty random hex digits. At the limit it revokes the
   * oldest one.
   */
  issue(uid: string, device: Device = UNKNOWN): StoredToken {
    const createdAt = this.#now();
    const authToken = [uid, '_', String(createdAt).padStart(10, '0'), randomHex(15)].join('');
    const token: StoredToken = { uid, authToken, createdAt, device, inUse: false };
    this.table.put(authToken, token);
    const tokens = this.#byUid.get(uid) ?? [];
    if (tokens.length > this.#limit)
      for (const oldest of tokens.slice(0, tokens.length - this.#limit)) this.revoke(oldest);
    return token;
  }

  enter(token: StoredToken, device: Device): void {
    token.inUse = true;
    this.describe(token, device);
  }

  describe(token: StoredToken, device: Device): void {
    token.device = { ...token.device, ...device };
    this.table.put(token.authToken, token);
  }

  revoke(token: StoredToken): void {
    this.table.remove(token.authToken);
  }

  revokeAll(uid: string): void {
    for (const token of this.of(uid)) this.revoke(token);
  }

  #reindex(before: StoredToken | undefined, after: StoredToken | undefined): void {
    if (before === after) return;
    if (before) {
      const left = this.#byUid.get(before.uid)?.filter((token) => token !== before) ?? [];
      if (left.length > 0) this.#byUid.set(before.uid, left);
      else this.#byUid.delete(before.uid);
    }
    if (after) this.#byUid.set(after.uid, [...(this.#byUid.get(after.uid) ?? []), after]);
  }
}
