import { CometChatException } from '../errors/exception.js';
import { CLEARABLE_FIELDS, type EditableField } from './fields.js';
import { normalizeUid } from './uid.js';

/**
 * The key of a user's base: the values that the service has, which an update need not send, and `null` for each field to clear.
 * The base is a property and not a `#private` field, because Vue calls methods on a proxy of the user.
 */
export const BASE = Symbol.for('cometchat-users.base');

/** The key of a mark on users that were read from a response or from JSON. A user from `new User` does not have it. */
export const WAS_READ = Symbol.for('cometchat-users.wasRead');

/** For each field: the value that the service has, `null` for a field to clear, or nothing. */
export type Base = { [K in EditableField]?: unknown };

/** Sets a field. `undefined` removes it. `null` clears it, if the field can be cleared: the base then holds `null`. */
export function put<U extends { readonly [BASE]: Base }>(user: U, field: string, value: unknown): U {
  const fields = writable(user) as { [field: string]: unknown };
  const base = user[BASE] as { [field: string]: unknown };
  const clears = value === null && (CLEARABLE_FIELDS as readonly string[]).includes(field);
  if (clears) base[field] = null;
  else delete base[field];
  if (clears || value === undefined) delete fields[field];
  else fields[field] = field === 'uid' && typeof value === 'string' ? normalizeUid(value) : value;
  return user;
}

/** Returns the user. Throws `READ_ONLY_USER` if it is frozen, as in a snapshot of the session. */
export function writable<U extends object>(user: U): U {
  if (Object.isFrozen(user)) throw new CometChatException({ code: 'READ_ONLY_USER' });
  return user;
}

/** Sets a property that a spread, JSON or a log does not show. */
export function hide<T extends object>(target: T, key: PropertyKey, value: unknown): T {
  return Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false });
}
