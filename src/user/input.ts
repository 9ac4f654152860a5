import { BASE } from './edits.js';
import type { UserInput } from './fields.js';
import { User } from './user.js';

/** Makes a user from an argument. An argument that is not an object becomes a user without a uid, which fails the validation. */
export function toUser(input: unknown): User {
  if (typeof input !== 'object' || input === null) return new User(undefined as unknown as string);
  // Keep a `User` as it is: it knows its touched fields. It may be a proxy, or come from another copy of this package.
  return BASE in input ? (input as User) : new User(input as UserInput);
}

/** The uid from a uid or from an object with a uid. */
export function toUid(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? (input as { uid?: unknown }).uid : input;
}
