import type { UserInput } from './fields.js';
import { BASE } from './record.js';
import { User } from './user.js';

/** A user of what was passed as one. What is no user at all becomes one without a uid, whose validation says so. */
export function toUser(input: unknown): User {
  if (typeof input !== 'object' || input === null) return new User(undefined as unknown as string);
  // A user of another copy of this package, or a proxy of one, remembers what was touched.
  return input instanceof User || BASE in input ? (input as User) : new User(input as UserInput);
}

/** The uid of a uid or of whatever has one. */
export function toUid(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? (input as { uid?: unknown }).uid : input;
}
