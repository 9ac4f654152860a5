import type { UserInput } from './fields.js';
import { BASE } from './record.js';
import { User } from './user.js';

/** Makes a user of an argument. An argument that is not an object becomes a user without a uid, which validation refuses. */
export function toUser(input: unknown): User {
  if (typeof input !== 'object' || input === null) return new User(undefined as unknown as string);
  // A user, also one of another copy of this package or a proxy of one, remembers which fields were touched.
  return BASE in input ? (input as User) : new User(input as UserInput);
}

/** The uid of a uid or of whatever has one. */
export function toUid(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? (input as { uid?: unknown }).uid : input;
}
