import { CometChatException } from '../errors/exception.js';
import { CLEARABLE_FIELDS, type EditableField } from './fields.js';
import { isPlainObject } from './metadata.js';
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

/**
 * Makes a deep copy of a value. Values that are not JSON stay as they are, because a form may hold them for a while: a copy must not
 * turn them into valid values, as `JSON.stringify` does with `NaN` or a `Map`.
 */
export function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  try {
    return copied(value, new Map()) as T;
  } catch {
    // The value is nested too deeply, or one of its getters throws.
    return value;
  }
}

type Fields = { [field: string]: unknown };

/** Copies the enumerable fields of an object into another one. */
export function copyFields(from: object, to: object): void {
  for (const field of Object.keys(from)) (to as Fields)[field] = copy((from as Fields)[field]);
}

/** Copies a value recursively. An object that occurs several times, or inside itself, is copied once. */
function copied(value: unknown, known: Map<unknown, unknown>): unknown {
  if (known.has(value)) return known.get(value);
  if (value instanceof Date) return new Date(value);
  if (!Array.isArray(value) && !isPlainObject(value)) return value;
  const target: Record<string, unknown> = Array.isArray(value) ? (Array(value.length) as never) : {};
  known.set(value, target);
  for (const [key, inner] of Object.entries(value)) {
    // Assigning `__proto__` would set the prototype, so define the property.
    Object.defineProperty(target, key, {
      value: copied(inner, known),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return target;
}
