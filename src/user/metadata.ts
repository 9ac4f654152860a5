import { METADATA_MAX_BYTES } from './limits.js';
import { hasLoneSurrogate, utf8Bytes } from './text.js';

/** The most levels of objects and arrays. It is low enough for a recursive function. */
const MAX_DEPTH = 500;

/** A sentence that says why a value is not valid metadata; `undefined` for a valid value. */
export function metadataProblem(value: unknown): string | undefined {
  try {
    if (!isPlainObject(value)) return 'metadata must be a plain object.';
    return jsonProblem(value, 'metadata', [], { left: METADATA_MAX_BYTES }) ?? sizeProblem(JSON.stringify(value));
  } catch {
    return 'metadata cannot be read: one of its getters throws.';
  }
}

function sizeProblem(json: string): string | undefined {
  const bytes = utf8Bytes(json);
  return bytes > METADATA_MAX_BYTES
    ? `metadata is ${bytes} bytes as JSON; at most ${METADATA_MAX_BYTES} are allowed.`
    : undefined;
}

/**
 * The number of values that may still follow. Each value takes at least one byte, so more values are too large. The limit also ends the
 * check of objects that contain the same object many times.
 */
interface Budget {
  left: number;
}

/** Checks a value recursively. Returns a sentence about the first part that JSON cannot hold unchanged. */
function jsonProblem(value: unknown, path: string, above: readonly object[], budget: Budget): string | undefined {
  if (--budget.left < 0) return `metadata is more than ${METADATA_MAX_BYTES} bytes as JSON.`;
  switch (typeof value) {
    case 'boolean':
    case 'undefined':
      return undefined;
    case 'string':
      return hasLoneSurrogate(value) ? `${path} contains half a surrogate pair.` : undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : `${path} is ${value}, which JSON cannot hold.`;
    case 'object':
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? `${path} is an invalid date.` : undefined;
      return value === null ? undefined : containerProblem(value, path, above, budget);
    default:
      return `${path} is a ${typeof value}, which JSON cannot hold.`;
  }
}

function containerProblem(value: object, path: string, above: readonly object[], budget: Budget): string | undefined {
  if (above.includes(value)) return `${path} refers back to an object that contains it.`;
  if (above.length >= MAX_DEPTH) return `metadata has more than ${MAX_DEPTH} levels.`;
  if (!Array.isArray(value) && !isPlainObject(value)) return `${path} is not a plain object.`;
  // `Object.entries` would skip the holes of an array, which JSON fills with null.
  for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const place = `${path}.${key}`;
    if (inner === undefined && Array.isArray(value))
      return `${place} is undefined, which an array in JSON cannot hold.`;
    if (key === '__proto__') return `${place} is not allowed as a key.`;
    if (hasLoneSurrogate(`${key}`)) return `${path} has a key with half a surrogate pair.`;
    const problem = jsonProblem(inner, place, [...above, value], budget);
    if (problem) return problem;
  }
  return undefined;
}

/** Whether a value is a plain object, of this realm or another one. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm (an iframe, a vm) has that realm's Object.prototype, whose own prototype is null.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
