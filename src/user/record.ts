import { CometChatException } from '../errors/exception.js';
import { CLEARABLE_FIELDS, type EditableField } from './fields.js';
import { isPlainObject } from './metadata.js';
import { normalizeUid } from './uid.js';

/**
 * Where a user keeps what an update need not send: values as the service has them, and `null` for what it is to clear.
 * A property and not a `#private` field, because Vue calls methods on a proxy of the user.
 */
export const BASE = Symbol.for('cometchat-users.base');

/** Any value, `null` to clear, or nothing where the field was set here. */
export type Base = { [K in EditableField]?: unknown };

/** Records a value. `undefined` takes it away; `null`, where that clears, leaves a mark in the base. */
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

/** The user itself, unless it is frozen as a snapshot of the session. */
export function writable<U extends object>(user: U): U {
  if (Object.isFrozen(user)) throw new CometChatException({ code: 'READ_ONLY_USER' });
  return user;
}

/** Sets what shows neither in a spread nor in JSON nor in a log. */
export function hide<T extends object>(target: T, key: PropertyKey, value: unknown): T {
  return Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false });
}

/**
 * A copy of data, all the way down. What is no JSON, as a form may hold for a while, is given back as it is: a copy
 * must not turn it into something valid, as `JSON.stringify` does with `NaN` or a `Map`.
 */
export function copy<T>(value: T): T {
  try {
    return copied(value) as T;
  } catch {
    // It refers back to itself, is nested too deeply, or one of its getters throws.
    return value;
  }
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Date) return new Date(value);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]));
}
