import { METADATA_MAX_BYTES } from './limits.js';
import { hasLoneSurrogate, utf8Bytes } from './text.js';

/** What would be lost or changed if this value were sent as metadata, or `undefined`. */
export function metadataProblem(value: unknown): string | undefined {
  if (!isPlainObject(value)) return 'metadata must be a plain object.';
  try {
    return jsonProblem(value, 'metadata', []) ?? sizeProblem(JSON.stringify(value));
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

/** Walks a value and names the first place that JSON cannot carry as it is. */
function jsonProblem(value: unknown, path: string, above: readonly object[]): string | undefined {
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
      return value === null ? undefined : containerProblem(value, path, above);
    default:
      return `${path} is a ${typeof value}, which JSON cannot hold.`;
  }
}

function containerProblem(value: object, path: string, above: readonly object[]): string | undefined {
  if (above.includes(value)) return `${path} refers back to an object it is in.`;
  // Every level takes two bytes, so what is deeper cannot fit; this also bounds the recursion.
  if (above.length > METADATA_MAX_BYTES / 2) return `metadata is nested too deeply to fit ${METADATA_MAX_BYTES} bytes.`;
  if (!Array.isArray(value) && !isPlainObject(value)) return `${path} is not a plain object.`;
  for (const [key, inner] of Object.entries(value)) {
    const place = `${path}.${key}`;
    if (inner === undefined && Array.isArray(value))
      return `${place} is undefined, which an array in JSON cannot hold.`;
    if (key === '__proto__') return `${place} is not allowed as a key.`;
    if (hasLoneSurrogate(key)) return `${path} has a key with half a surrogate pair.`;
    const problem = jsonProblem(inner, place, [...above, value]);
    if (problem) return problem;
  }
  return undefined;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm (an iframe, a vm) has that realm's Object.prototype, above which there is nothing.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
