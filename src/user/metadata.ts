import { FIELD_MAX_DEPTH } from './depth.js';
import { METADATA_MAX_BYTES } from './limits.js';
import { isPlainObject } from './plain-object.js';
import { hasLoneSurrogate, utf8Bytes } from './text.js';

/** A sentence that says why a value is not valid metadata; `undefined` for a valid value. */
export function metadataMessage(value: unknown): string | undefined {
  try {
    if (!isPlainObject(value)) return 'metadata must be a plain object.';
    return jsonMessage(value, 'metadata', [], { left: METADATA_MAX_BYTES }) ?? sizeMessage(JSON.stringify(value));
  } catch {
    return 'metadata cannot be read: one of its getters throws.';
  }
}

function sizeMessage(json: string): string | undefined {
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
function jsonMessage(value: unknown, path: string, above: readonly object[], budget: Budget): string | undefined {
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
      return value === null ? undefined : containerMessage(value, path, above, budget);
    default:
      return `${path} is a ${typeof value}, which JSON cannot hold.`;
  }
}

function containerMessage(value: object, path: string, above: readonly object[], budget: Budget): string | undefined {
  if (above.includes(value)) return `${path} refers back to an object that contains it.`;
  if (above.length >= FIELD_MAX_DEPTH) return `metadata has more than ${FIELD_MAX_DEPTH} levels.`;
  if (!Array.isArray(value) && !isPlainObject(value)) return `${path} is not a plain object.`;
  // `Object.entries` would skip the holes of an array, which JSON fills with null.
  for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const place = `${path}.${key}`;
    if (inner === undefined && Array.isArray(value))
      return `${place} is undefined, which an array in JSON cannot hold.`;
    if (key === '__proto__') return `${place} is not allowed as a key.`;
    if (hasLoneSurrogate(`${key}`)) return `${path} has a key with half a surrogate pair.`;
    const message = jsonMessage(inner, place, [...above, value], budget);
    if (message) return message;
  }
  return undefined;
}
