import * as z from 'zod/mini';
import { misfit, type Shape, token } from '../user/shapes.js';
import { User } from '../user/user.js';
import { parseUser } from '../user/wire.js';

/** A session as it is kept between page loads. */
export interface StoredSession {
  readonly user: User;
  readonly authToken: string;
  /** Counts the writes, so that of two the newer can be told. */
  readonly revision: number;
}

/** The form below. A value of another one, older or newer, counts as absent and is left alone until a login. */
const VERSION = 1;

const envelope: Shape = {
  v: z.custom((value) => value === VERSION),
  revision: z.custom(Number.isSafeInteger),
  authToken: token,
};

/** A session as text. */
export function encode({ user, authToken, revision }: StoredSession): string {
  return JSON.stringify({ v: VERSION, revision, authToken, user });
}

/** Reads a session back; `undefined` for whatever is not one. */
export function decode(stored: unknown): StoredSession | undefined {
  const json = parseJson(stored);
  if (misfit(envelope, json) !== undefined) return undefined;
  const { authToken, revision, user: kept } = json as { authToken: string; revision: number; user: unknown };
  const { user } = parseUser(kept);
  if (!user) return undefined;
  return { user: User.fromService({ ...user, authToken }), authToken, revision };
}

/** Some storages parse what they hold. */
function parseJson(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return undefined;
  }
}
