import { parseUser } from '../user/response.js';
import { misfit, type Shape, token } from '../user/shapes.js';
import { User } from '../user/user.js';

/** A session as it is kept between page loads. */
export interface StoredSession {
  readonly user: User;
  readonly authToken: string;
  /** The session's random id; versions before 0.3 and the vendor's SDK stored none. */
  readonly id?: string | undefined;
}

/** The form below. A value of another version counts as absent and is left alone until a login. */
const VERSION = 1;

const envelope: Shape = {
  v: (value) => value === VERSION,
  authToken: token,
};

/** A session as text. */
export function encode({ user, authToken, id }: StoredSession): string {
  return JSON.stringify({ v: VERSION, id, authToken, user });
}

/** A tombstone that stands in the place of a session which had ended and was written back. */
export function encodeEnded(id: string): string {
  return JSON.stringify({ v: VERSION, ended: id });
}

/** Reads a session back; `undefined` for anything else. */
export function decode(stored: unknown): StoredSession | undefined {
  const json = parseJson(stored);
  if (misfit(envelope, json) !== undefined) return undefined;
  const { authToken, user, id } = json as { authToken: string; user: unknown; id?: unknown };
  const session = toStored(user, authToken);
  return session && { ...session, id: asId(id) };
}

/** The id in a tombstone; `undefined` for anything else. */
export function endedIn(stored: unknown): string | undefined {
  const json = parseJson(stored);
  return typeof json === 'object' && json !== null ? asId((json as { ended?: unknown }).ended) : undefined;
}

/** Whether this session is the one that is stored. Versions before 0.3 stored no id: there the token tells. */
export function isStoredAs({ id, authToken }: StoredSession, stored: unknown): boolean {
  const session = decode(stored);
  if (!session) return false;
  return session.id === undefined ? session.authToken === authToken : session.id === id;
}

/** The id of a session that was stored without one: the same in all tabs. It is a hash of 32 bits (FNV-1a), from which nobody gets the token. */
export function idFromToken(authToken: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < authToken.length; index++) {
    hash = Math.imul(hash ^ authToken.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** A session of a user as JSON; `undefined` for what is not a user. */
export function toStored(json: unknown, authToken: string): StoredSession | undefined {
  const { user } = parseUser(json);
  return user && { user: User.fromService({ ...user, authToken }), authToken };
}

/** Some storages parse what they hold. It is written as text and read again: then no getter of it can throw later. */
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
