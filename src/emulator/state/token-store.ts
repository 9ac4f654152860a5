import { randomHex } from '../random.js';

/** On what a token is used, as the client told it. */
export interface Device {
  readonly platform?: string;
  readonly userAgent?: string;
  /** JSON text: the service takes an object and lists a string. */
  readonly appInfo?: string;
}

/** A valid auth token. */
export interface TokenRecord {
  readonly uid: string;
  readonly authToken: string;
  /** Unix seconds. */
  readonly createdAt: number;
  device: Device;
  /** Whether a client logged in with it and has not logged out. */
  inUse: boolean;
}

/** The auth tokens of one app. A revoked token leaves no trace. */
export class TokenStore {
  readonly #byToken = new Map<string, TokenRecord>();
  readonly #byUid = new Map<string, Set<TokenRecord>>();
  readonly #limit: number;
  readonly #now: () => number;

  constructor(limit: number, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  find(authToken: string): TokenRecord | undefined {
    return this.#byToken.get(authToken);
  }

  /** Tokens of a user, oldest first. */
  of(uid: string): TokenRecord[] {
    return [...(this.#byUid.get(uid) ?? [])];
  }

  /** Whether some client is logged in as this user. */
  isInUse(uid: string): boolean {
    for (const token of this.#byUid.get(uid) ?? []) if (token.inUse) return true;
    return false;
  }

  /** A new token: uid, `_`, the Unix second in ten digits, thirty random hex digits. The oldest makes room for it. */
  issue(uid: string, device: Device = {}): TokenRecord {
    const createdAt = this.#now();
    const authToken = `${uid}_${String(createdAt).padStart(10, '0')}${randomHex(15)}`;
    const token: TokenRecord = { uid, authToken, createdAt, device, inUse: false };
    const tokens = this.#byUid.get(uid) ?? new Set();
    this.#byUid.set(uid, tokens.add(token));
    this.#byToken.set(authToken, token);
    for (const oldest of tokens) {
      if (tokens.size <= this.#limit) break;
      this.revoke(oldest);
    }
    return token;
  }

  enter(token: TokenRecord, device: Device): void {
    token.inUse = true;
    this.describe(token, device);
  }

  describe(token: TokenRecord, device: Device): void {
    token.device = { ...token.device, ...device };
  }

  revoke(token: TokenRecord): void {
    this.#byToken.delete(token.authToken);
    const tokens = this.#byUid.get(token.uid);
    tokens?.delete(token);
    if (tokens?.size === 0) this.#byUid.delete(token.uid);
  }

  revokeAll(uid: string): void {
    for (const token of this.of(uid)) this.revoke(token);
  }
}
