import { FIELD_MAX_DEPTH, isDeeperThan } from './depth.js';
import { isPlainObject } from './metadata.js';
import { token as isToken } from './shapes.js';

/** The result for a value whose meaning is not certain. */
export const ODD = Symbol('odd');

/** Reads the value of one field: gives the value, `undefined` where it says nothing, or `ODD`. It never gets `null` or `undefined`. */
export type FieldReader = (value: unknown) => unknown;

/** A field that was left out, and the type of the value that was found. */
export interface OddField {
  readonly field: string;
  readonly type: string;
}

/** A text. A number is taken as its digits. */
export const text: FieldReader = (value) =>
  typeof value === 'string' ? value : Number.isFinite(value) ? String(value) : ODD;

/** A number, such as a time. Digits in a text are taken as a number; an empty text says nothing. */
export const number: FieldReader = (value) => {
  if (Number.isFinite(value)) return value;
  if (typeof value !== 'string') return ODD;
  if (value.trim() === '') return undefined;
  return /^\s*-?\d{1,15}(?:\.\d+)?\s*$/.test(value) ? Number(value) : ODD;
};

/** A flag. 0, 1 and their texts are taken as flags; an empty text says nothing. */
export const flag: FieldReader = (value) => {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : undefined;
  if (word === '') return undefined;
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : ODD;
};

/** A list of texts, with numbers among them taken as their digits. An empty text or object says nothing. */
export const texts: FieldReader = (value) => {
  if (!Array.isArray(value)) return isEmpty(value) ? undefined : ODD;
  const list: unknown[] = [];
  // Not `map`: it visits every hole of a sparse array.
  for (const item of value) {
    const read = text(item);
    if (read === ODD) return ODD;
    list.push(read);
  }
  return list;
};

/** A JSON object. An empty array says nothing: PHP makes `[]` of `{}`. So does an empty text. */
export const object: FieldReader = (value) => {
  if (isPlainObject(value)) return any(value);
  return isEmpty(value) ? undefined : ODD;
};

/** A token, which goes into a header sooner or later. An empty text says nothing. */
export const token: FieldReader = (value) => (value === '' ? undefined : isToken(value) ? value : ODD);

/** Any JSON that is not nested too deeply. */
export const any: FieldReader = (value) => (isDeeperThan(FIELD_MAX_DEPTH, value) ? ODD : value);

/** Whether a value is an empty text, array or object. */
export function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** Reads the fields of an object, each by its reader or else by `other`. Odd ones are left out and named. */
export function readFields(
  json: object,
  readers: Readonly<Record<string, FieldReader>>,
  other: FieldReader,
): { fields: { [field: string]: unknown }; odd: OddField[] } {
  const fields: { [field: string]: unknown } = {};
  const odd: OddField[] = [];
  for (const [field, value] of Object.entries(json)) {
    // `__proto__` would become a prototype.
    if (value === null || value === undefined || field === '__proto__') continue;
    const reader = Object.keys(readers).includes(field) ? readers[field] : undefined;
    const read = (reader ?? other)(value);
    if (read === ODD) odd.push({ field, type: Array.isArray(value) ? 'array' : typeof value });
    else if (read !== undefined) fields[field] = read;
  }
  return { fields, odd };
}
