import { parseUser } from '../user/response.js';
import { misfit, type Shape, token } from '../user/shapes.js';
import { User } from '../user/user.js';

/** A session as it is kept between page loads. */
export interface StoredSession {
  readonly user: User;
  readonly authToken: string;
}

/** The form below. A value of another one, older or newer, counts as absent and is left alone until a login. */
const VERSION = 1;

const envelope: Shape = {
  v: (value) => value === VERSION,
  authToken: token,
};

/** A session as text. */
export function encode({ user, authToken }: StoredSession): string {
  return JSON.stringify({ v: VERSION, authToken, user });
}

/** Reads a session back; `undefined` for whatever is not one. */
export function decode(stored: unknown): StoredSession | undefined {
  const json = parseJson(stored);
  if (misfit(envelope, json) !== undefined) return undefined;
  const { authToken, user } = json as { authToken: string; user: unknown };
  return toStored(user, authToken);
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
