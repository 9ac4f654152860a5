import { isPlainObject } from './plain-object.js';

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
