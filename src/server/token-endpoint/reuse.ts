import { isCometChatException } from '../../errors/exception.js';
import { memoryStorage, type SessionStorage } from '../../storage/storage.js';
import type { Admin } from '../admin.js';
import { parseObject, readText } from '../request-body.js';
import { limitTime } from '../time-limit.js';
import type { Breaker } from './breaker.js';
import { createSingleFlight } from './single-flight.js';

/** Options of `reuse`: how long tokens are stored, and in which storage. */
export interface TokenReuse {
  /** How long a token is used again, in milliseconds: at most one day. Default one hour. */
  readonly maxAgeMs?: number | undefined;
  /**
   * The storage for tokens: three methods, sync or async. Default: the memory of this process. Several server instances should share one
   * storage, such as unstorage with Redis. It contains valid tokens, so protect it like the sessions of your app.
   */
  readonly storage?: SessionStorage | undefined;
}

/** The reason why a client requests a token. */
export type Reason = 'login' | 'tokenRevoked';

/** Returns the stored token of a user, or calls `createToken` for a new one. */
export type ReusingTokens = (uid: string, reason: Reason, createToken: () => Promise<string>) => Promise<string>;

const HOUR_MS = 3_600_000;
/** A client that reports its token as revoked gets a new one, but not more often than this. */
const RENEWAL_INTERVAL_MS = 10_000;
const STORAGE_TIMEOUT_MS = 2_000;
const REASON_MAX_BYTES = 4_096;

/** A token as the storage has it. */
interface StoredToken {
  readonly authToken: string;
  /** The time of its creation, in milliseconds. */
  readonly at: number;
}

/** Stores tokens for some time. If the storage fails, the user gets a new token, and `warn` gets the error. */
export function createTokenReuse(
  { appId, authTokens }: Pick<Admin, 'appId' | 'authTokens'>,
  { maxAgeMs = HOUR_MS, storage = memoryStorage() }: TokenReuse,
  throughBreaker: Breaker,
  warn: (error: unknown) => void,
): ReusingTokens {
  const keyOf = (uid: string) => `cometchat-users:token:v1:${appId}:${uid}`;
  const share = createSingleFlight<string>();

  async function read(uid: string): Promise<StoredToken | undefined> {
    const item = await accessStorage(() => storage.getItem(keyOf(uid)), warn);
    const { authToken, at } = (typeof item === 'string' ? parseObject(item) : Object(item)) ?? {};
    if (typeof authToken !== 'string' || typeof at !== 'number') return undefined;
    const age = Date.now() - at;
    return age >= 0 && age < maxAgeMs ? { authToken, at } : undefined;
  }

  async function getToken(uid: string, reason: Reason, createToken: () => Promise<string>): Promise<string> {
    const stored = await read(uid);
    const mustRenew = reason === 'tokenRevoked' && stored && Date.now() - stored.at >= RENEWAL_INTERVAL_MS;
    if (stored && !mustRenew && (await isValid(uid, stored.authToken))) return stored.authToken;
    const authToken = await createToken();
    await accessStorage(() => storage.setItem(keyOf(uid), JSON.stringify({ authToken, at: Date.now() })), warn);
    return authToken;
  }

  /** Whether the service still accepts a token. A logout revokes it, and so can the app. */
  async function isValid(uid: string, authToken: string): Promise<boolean> {
    try {
      await throughBreaker(() => authTokens.get(uid, authToken));
      return true;
    } catch (error) {
      if (isCometChatException(error) && error.kind === 'notFound') return false;
      throw error;
    }
  }

  // A client whose token was revoked must not join a request that may return the stored one.
  return (uid, reason, createToken) => share(`${reason} ${uid}`, () => getToken(uid, reason, createToken));
}

/** Reads from the body why the client requests a token. The reason decides only whether a stored token is enough. */
export async function readReason(request: Request): Promise<Reason> {
  const { text = '' } = (await readText(request, REASON_MAX_BYTES)) as { text?: string };
  return parseObject(text)?.reason === 'tokenRevoked' ? 'tokenRevoked' : 'login';
}

/** Waits for the storage, up to a timeout. A failure is passed to `warn`; the result is then `undefined`. */
async function accessStorage(work: () => unknown, warn: (error: unknown) => void): Promise<unknown> {
  try {
    return await limitTime(STORAGE_TIMEOUT_MS, 'The storage of tokens', work);
  } catch (error) {
    warn(error);
    return undefined;
  }
}
