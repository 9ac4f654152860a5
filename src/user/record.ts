import { CometChatException } from '../errors/exception.js';
import { CLEARABLE_FIELDS, type EditableField } from './fields.js';
import { isPlainObject } from './metadata.js';
import { normalizeUid } from './uid.js';

/**
 * Where a user keeps what an update need not send: values as the service has them, and `null` for what it is to clear.
 * A property and not a `#private` field, because Vue calls methods on a proxy of the user.
 */
export const BASE = Symbol.for('cometchat-users.base');

/** Marks a user that was read from a response, of the service or as JSON; `new User` makes one without the mark. */
export const WAS_READ = Symbol.for('cometchat-users.wasRead');

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
  if (typeof value !== 'object' || value === null) return value;
  try {
    return copied(value, new Map()) as T;
  } catch {
    // It is nested too deeply, or one of its getters throws.
    return value;
  }
}

type Fields = { [field: string]: unknown };

/** Copies what an object shows into another one. */
export function copyFields(from: object, to: object): void {
  for (const field of Object.keys(from)) (to as Fields)[field] = copy((from as Fields)[field]);
}

/** What was copied is used again where it comes again: within itself, or in many places. */
function copied(value: unknown, known: Map<unknown, unknown>): unknown {
  if (known.has(value)) return known.get(value);
  if (value instanceof Date) return new Date(value);
  if (!Array.isArray(value) && !isPlainObject(value)) return value;
  const target: Record<string, unknown> = Array.isArray(value) ? (Array(value.length) as never) : {};
  known.set(value, target);
  for (const [key, inner] of Object.entries(value)) {
    // By definition and not by assignment, which would make a prototype of `__proto__`.
    Object.defineProperty(target, key, {
      value: copied(inner, known),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return target;
}
