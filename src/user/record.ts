import { CometChatException } from '../errors/exception.js';
import { CLEARABLE_FIELDS, type EditableField } from './fields.js';
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
  if (Object.isFrozen(user)) throw new CometChatException({ code: 'READ_ONLY_USER' });
  const fields = user as { [field: string]: unknown };
  const base = user[BASE] as { [field: string]: unknown };
  const clears = value === null && (CLEARABLE_FIELDS as readonly string[]).includes(field);
  if (clears) base[field] = null;
  else delete base[field];
  if (clears || value === undefined) delete fields[field];
  else fields[field] = field === 'uid' && typeof value === 'string' ? normalizeUid(value) : value;
  return user;
}

/** Sets what shows neither in a spread nor in JSON nor in a log. */
export function hide<T extends object>(target: T, key: PropertyKey, value: unknown): T {
  return Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false });
}

/** A copy of JSON data. What is no JSON, as a form may hold for a while, is given back as it is. */
export function copy<T>(value: T): T {
  try {
    return JSON.parse(JSON.stringify(value)) as T;
  } catch {
    return value;
  }
}
