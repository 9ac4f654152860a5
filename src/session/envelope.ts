import { misfit, type Shape, token } from '../user/json-checks.js';
import { parseUser } from '../user/response.js';
import { User } from '../user/user.js';

/** A session as it is stored between page loads. */
export interface StoredSession {
  readonly user: User;
  readonly authToken: string;
  /** The session's random id; versions before 0.3 and the vendor's SDK stored none. */
  readonly id?: string | undefined;
  /** A short hash of the token that `attachVendor` last saw on both sides; `''` for nobody. Absent if it never saw them agree. */
  readonly agreed?: string | undefined;
}

/** The version of the stored format. A value of another version counts as absent; it stays in storage until a login. */
const VERSION = 1;

const envelope: Shape = {
  v: (value) => value === VERSION,
  authToken: token,
};

/** Converts a session to text. */
export function encode({ user, authToken, id, agreed }: StoredSession): string {
  return JSON.stringify({ v: VERSION, id, authToken, user, agreed });
}

/** Makes a tombstone. It says that a session has ended, so that no tab and no page takes it, or the vendor's copy of it, over again. */
export function encodeEnded(id: string | undefined, agreed?: string): string {
  return JSON.stringify({ v: VERSION, ended: id, agreed });
}

/** Reads a session from text. Returns `undefined` for anything else. */
export function decode(stored: unknown): StoredSession | undefined {
  const json = parseJson(stored);
  if (misfit(envelope, json) !== undefined) return undefined;
  const { authToken, user, id } = json as { authToken: string; user: unknown; id?: unknown };
  const session = toStored(user, authToken);
  return session && { ...session, id: asId(id) };
}

/** Reads the id from a tombstone. Returns `undefined` for anything else. */
export function endedIn(stored: unknown): string | undefined {
  const json = parseJson(stored);
  return typeof json === 'object' && json !== null ? asId((json as { ended?: unknown }).ended) : undefined;
}

/** Reads what both sides last agreed on, from a session or a tombstone. `undefined` if they never did. */
export function agreedIn(stored: unknown): string | undefined {
  const { agreed } = Object(parseJson(stored)) as { readonly agreed?: unknown };
  return typeof agreed === 'string' ? agreed : undefined;
}

/** Whether a session is the stored one. Versions before 0.3 stored no id, so then the tokens are compared. */
export function isStoredAs({ id, authToken }: StoredSession, stored: unknown): boolean {
  const session = decode(stored);
  if (!session) return false;
  return session.id === undefined ? session.authToken === authToken : session.id === id;
}

/** The id of a session that was stored without one. All tabs get the same id: a 32-bit hash (FNV-1a) that does not reveal the token. */
export function idFromToken(authToken: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < authToken.length; index++) {
    hash = Math.imul(hash ^ authToken.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Makes a session from the JSON of a user. Returns `undefined` if the JSON is not a user. */
export function toStored(json: unknown, authToken: string): StoredSession | undefined {
  const { user } = parseUser(json);
  return user && { user: User.fromService({ ...user, authToken }), authToken };
}

/** Parses a stored value. Some storages return parsed objects: these become text and are parsed again, so no getter can throw later. */
export function parseJson(stored: unknown): unknown {
  try {
    return JSON.parse(typeof stored === 'string' ? stored : JSON.stringify(stored));
  } catch {
    return undefined;
  }
}

function asId(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
