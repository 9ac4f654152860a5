import { ROLE_PATTERN, TAG_MAX_LENGTH, TAGS_MAX_COUNT, UID_PATTERN, URL_MAX_LENGTH } from '../../user/limits.js';
import { normalizeUid } from '../state/stored-user.js';

/** Checks a value. Returns its problem, as the end of a sentence that starts with the field's name, or `undefined`. */
export type Check = (value: unknown) => string | undefined;

export const string: Check = (value) => (typeof value === 'string' ? undefined : 'must be a string');

export const boolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');

export const object: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'must be an object';

export const uid: Check = (value) =>
  typeof value === 'string' && UID_PATTERN.test(normalizeUid(value))
    ? undefined
    : 'must be 1 to 100 letters, digits, underscores and hyphens';

/** A text, possibly empty. */
export function textOrEmpty(maxLength: number): Check {
  return (value) => {
    if (typeof value !== 'string') return 'must be a string';
    return isLonger(value, maxLength) ? `must be at most ${maxLength} characters` : undefined;
  };
}

/** A text with a visible character. */
export function text(maxLength: number): Check {
  return (value) => {
    if (typeof value !== 'string' || value.trim() === '') return 'must have a value that is a string';
    return isLonger(value, maxLength) ? `must be at most ${maxLength} characters` : undefined;
  };
}

export const url: Check = (value) => {
  if (typeof value !== 'string' || value === '') return 'must have a value that is a string';
  if (isLonger(value, URL_MAX_LENGTH)) return `must be at most ${URL_MAX_LENGTH} characters`;
  return /^https?:\/\//i.test(value) && URL.canParse(value) ? undefined : 'must be a valid URL';
};

export function oneOf(values: ReadonlySet<unknown>): Check {
  return (value) => (values.has(value) ? undefined : `must be one of ${[...values].join(', ')}`);
}

/** Tells whether a role exists. */
export interface Roles {
  has(role: string): boolean;
}

/** The id of an existing role. */
export function role(roles: Roles): Check {
  return (value) => {
    if (typeof value !== 'string' || !ROLE_PATTERN.test(value)) return 'must be a role id';
    return roles.has(value) ? undefined : `${value} does not exist`;
  };
}

export const tags: Check = (value) => {
  if (!Array.isArray(value)) return 'must be an array of strings';
  if (value.length > TAGS_MAX_COUNT) return `must have at most ${TAGS_MAX_COUNT} entries`;
  const tag = text(TAG_MAX_LENGTH);
  const problem = value.map(tag).find((found) => found !== undefined);
  return problem === undefined ? undefined : `entries ${problem}`;
};

/** An object whose UTF-8 JSON fits the limit. */
export function metadata(maxBytes: number): Check {
  return (value) => {
    const bytes = (json: string) => new TextEncoder().encode(json).byteLength;
    return object(value) ?? (bytes(JSON.stringify(value)) > maxBytes ? `must be at most ${maxBytes} bytes` : undefined);
  };
}

/** Seconds since 1970, as a number or as text: the vendor's own samples have text. */
export const seconds: Check = (value) =>
  /^\d{1,10}$/.test(typeof value === 'number' || typeof value === 'string' ? String(value) : '')
    ? undefined
    : 'must be a UNIX timestamp of at most 10 digits';

/** An array in which every entry passes. */
export function listOf(entry: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return 'must be an array';
    const problem = value.map((item) => entry(item)).find((found) => found !== undefined);
    return problem === undefined ? undefined : `entries ${problem}`;
  };
}

/**
 * Whether a text has more than `maxLength` Unicode code points. It never has more code points than UTF-16 code units.
 */
function isLonger(value: string, maxLength: number): boolean {
  return value.length > maxLength && [...value].length > maxLength;
}
