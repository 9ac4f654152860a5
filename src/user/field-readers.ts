import { FIELD_MAX_DEPTH, isDeeperThan } from './depth.js';
import { token as isToken } from './json-checks.js';
import { isPlainObject } from './plain-object.js';

/** The result of a reader for a value that it cannot convert with certainty. */
export const ODD = Symbol('odd');

/** Reads the value of one field, never `null` or `undefined`. Returns the value, `undefined` if it counts as absent, or `ODD`. */
export type FieldReader = (value: unknown) => unknown;

/** A field that was left out, with the type of its value. */
export interface OddField {
  readonly field: string;
  readonly type: string;
}

/** Reads a text. A number becomes its digits. */
export const text: FieldReader = (value) =>
  typeof value === 'string' ? value : Number.isFinite(value) ? String(value) : ODD;

/** Reads a number, such as a time. A text of digits becomes a number; an empty text counts as absent. */
export const number: FieldReader = (value) => {
  if (Number.isFinite(value)) return value;
  if (typeof value !== 'string') return ODD;
  if (value.trim() === '') return undefined;
  return /^\s*-?\d{1,15}(?:\.\d+)?\s*$/.test(value) ? Number(value) : ODD;
};

/** Reads a boolean. 0, 1 and the texts of booleans are converted; an empty text counts as absent. */
export const flag: FieldReader = (value) => {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : undefined;
  if (word === '') return undefined;
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : ODD;
};

/** Reads a list of texts. Numbers in it become their digits. An empty text or object counts as absent. */
export const texts: FieldReader = (value) => {
  if (!Array.isArray(value)) return isEmpty(value) ? undefined : ODD;
  const list: unknown[] = [];
  // Stop at the first odd item: a sparse array may have many holes.
  for (const item of value) {
    const read = text(item);
    if (read === ODD) return ODD;
    list.push(read);
  }
  return list;
};

/** Reads a JSON object. An empty array or text counts as absent: PHP encodes `{}` as `[]`. */
export const object: FieldReader = (value) => {
  if (isPlainObject(value)) return any(value);
  return isEmpty(value) ? undefined : ODD;
};

/** Reads a token. It must be valid in a header. An empty text counts as absent. */
export const token: FieldReader = (value) => (value === '' ? undefined : isToken(value) ? value : ODD);

/** Reads any JSON that is not nested too deeply. */
export const any: FieldReader = (value) => (isDeeperThan(FIELD_MAX_DEPTH, value) ? ODD : value);

/** Whether a value is an empty text, array or object. */
export function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** Reads the fields of an object, each with its reader or with `other`. Odd fields are left out and listed in `odd`. */
export function readFields(
  json: object,
  readers: Readonly<Record<string, FieldReader>>,
  other: FieldReader,
): { fields: { [field: string]: unknown }; odd: OddField[] } {
  const fields: { [field: string]: unknown } = {};
  const odd: OddField[] = [];
  for (const [field, value] of Object.entries(json)) {
    // Assigning `__proto__` would set the prototype.
    if (value === null || value === undefined || field === '__proto__') continue;
    const reader = Object.keys(readers).includes(field) ? readers[field] : undefined;
    const read = (reader ?? other)(value);
    if (read === ODD) odd.push({ field, type: Array.isArray(value) ? 'array' : typeof value });
    else if (read !== undefined) fields[field] = read;
  }
  return { fields, odd };
}
