import { isCometChatException } from '../../errors/exception.js';
import { memoryStorage, type SessionStorage } from '../../storage/storage.js';
import { Deadline } from '../../transport/deadline.js';
import type { Admin } from '../admin.js';
import { parseObject, readText } from '../request-body.js';

/** For how long, and where, tokens are kept. */
export interface TokenReuse {
  /** Milliseconds for which a token is given again, up to a day. Default one hour. */
  readonly maxAgeMs?: number | undefined;
  /**
   * Where tokens are kept: three methods, sync or async. Default: the memory of this process. For a fleet one for all of it,
   * such as unstorage with Redis; it holds tokens that are good, so guard it as you would the sessions of your app.
   */
  readonly storage?: SessionStorage | undefined;
}

/** Why a client asks for a token. */
export type Reason = 'login' | 'tokenRevoked';

/** Gives the token that is kept for a user, or has another made. */
export type ReusingTokens = (uid: string, reason: Reason, make: () => Promise<string>) => Promise<string>;

const HOUR_MS = 3_600_000;
/** A client that says "revoked" gets a new token, and no more of them than this. */
const FORCED_EVERY_MS = 10_000;
const STORAGE_PATIENCE_MS = 2_000;
const REASON_MAX_BYTES = 4_096;

/** A token as it is kept. */
interface Kept {
  readonly authToken: string;
  /** When it was made, milliseconds. */
  readonly at: number;
}

/** Keeps tokens for a time. A storage that fails costs a new token, and is told to `warn`. */
export function createTokenReuse(
  { appId, authTokens }: Pick<Admin, 'appId' | 'authTokens'>,
  { maxAgeMs = HOUR_MS, storage = memoryStorage() }: TokenReuse,
  warn: (error: unknown) => void,
): ReusingTokens {
  const keyOf = (uid: string) => `cometchat-users:token:v1:${appId}:${uid}`;
  const flights = new Map<string, Promise<string>>();

  async function read(uid: string): Promise<Kept | undefined> {
    const kept = await attempt(() => storage.getItem(keyOf(uid)), warn);
    const { authToken, at } = (typeof kept === 'string' ? parseObject(kept) : Object(kept)) ?? {};
    if (typeof authToken !== 'string' || typeof at !== 'number') return undefined;
    const age = Date.now() - at;
    return age >= 0 && age < maxAgeMs ? { authToken, at } : undefined;
  }

  async function give(uid: string, reason: Reason, make: () => Promise<string>): Promise<string> {
    const kept = await read(uid);
    const suspect = reason === 'tokenRevoked' && kept && Date.now() - kept.at >= FORCED_EVERY_MS;
    if (kept && !suspect && (await isGood(uid, kept.authToken))) return kept.authToken;
    const authToken = await make();
    await attempt(() => storage.setItem(keyOf(uid), JSON.stringify({ authToken, at: Date.now() })), warn);
    return authToken;
  }

  /** A logout revokes a token, and so may you: one that is gone is not given again. */
  async function isGood(uid: string, authToken: string): Promise<boolean> {
    try {
      await authTokens.get(uid, authToken);
      return true;
    } catch (error) {
      if (isCometChatException(error) && error.kind === 'notFound') return false;
      throw error;
    }
  }

  return (uid, reason, make) => {
    // Whoever asks at the same time gets the same: else each of them would make one.
    const key = `${reason} ${uid}`;
    const underWay = flights.get(key);
    if (underWay) return underWay;
    const flight = give(uid, reason, make).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}

/** What the body says of why a token is wanted. It decides whether a kept one will do, and nothing else. */
export async function readReason(request: Request): Promise<Reason> {
  const { text = '' } = (await readText(request, REASON_MAX_BYTES)) as { text?: string };
  return parseObject(text)?.reason === 'tokenRevoked' ? 'tokenRevoked' : 'login';
}

/** Asks the storage, for a time. */
async function attempt(work: () => unknown, warn: (error: unknown) => void): Promise<unknown> {
  const deadline = new Deadline(STORAGE_PATIENCE_MS, 'The storage of tokens');
  try {
    return await deadline.race(Promise.resolve(work()));
  } catch (error) {
    warn(error);
    return undefined;
  } finally {
    deadline.end();
  }
}
