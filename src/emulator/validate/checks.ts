import * as z from 'zod/mini';
import { ROLE_PATTERN, TAG_MAX_LENGTH, TAGS_MAX_COUNT, UID_PATTERN, URL_MAX_LENGTH } from '../../user/limits.js';
import type { JsonObject } from '../json-object.js';
import { normalizeUid } from '../state/stored-user.js';

/** Checks one value. A message is the end of a sentence that starts with the name of the value. */
export type Check<T = unknown> = z.ZodMiniType<T>;

/** One message for every value of a wrong type. A missing value is "required". */
export function must(problem: string) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? undefined : problem) };
}

export const string = z.string();

export const boolean = z.boolean();

export const object = z.custom<JsonObject>(isObject, must('must be an object'));

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const UID = 'must be 1 to 100 letters, digits, underscores and hyphens';

/** A uid, in the form in which it is stored. */
export const uid = z.string(must(UID)).check(z.overwrite(normalizeUid), z.regex(UID_PATTERN, UID));

/** A text, possibly empty. */
export function textOrEmpty(maxLength: number): Check<string> {
  return z.string().check(atMost(maxLength));
}

const TEXT = 'must have a value that is a string';

/** A text with a visible character. */
export function text(maxLength: number): Check<string> {
  return z.string(must(TEXT)).check(
    z.refine((value) => value.trim() !== '', TEXT),
    atMost(maxLength),
  );
}

export const url = z.string(must(TEXT)).check(
  z.minLength(1, TEXT),
  atMost(URL_MAX_LENGTH),
  z.refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'must be a valid URL'),
);

export function oneOf<const T extends string>(values: readonly T[]): Check<T> {
  return z.enum(values as readonly [T, ...T[]]);
}

/** Tells whether a role exists. */
export interface Roles {
  has(role: string): boolean;
}

/** The id of an existing role. */
export function role(roles: Roles): Check<string> {
  return z.string(must('must be a role id')).check(
    z.regex(ROLE_PATTERN, { error: 'must be a role id', abort: true }),
    z.refine((value) => roles.has(value), { error: ({ input }) => `${input} does not exist` }),
  );
}

export const tags = z
  .array(text(TAG_MAX_LENGTH), must('must be an array of strings'))
  .check(z.maxLength(TAGS_MAX_COUNT, `must have at most ${TAGS_MAX_COUNT} entries`));

/** An object whose UTF-8 JSON fits the limit. */
export function metadata(maxBytes: number): Check<JsonObject> {
  const bytesOf = (value: JsonObject) => new TextEncoder().encode(JSON.stringify(value)).byteLength;
  return object.check(z.refine((value) => bytesOf(value) <= maxBytes, `must be at most ${maxBytes} bytes`));
}

/** Seconds since 1970, as a number or as text: the vendor's own samples have text. */
export const seconds = z.pipe(
  z.custom<number | string>(
    (value) => (typeof value === 'number' || typeof value === 'string') && /^\d{1,10}$/.test(String(value)),
    must('must be a UNIX timestamp of at most 10 digits'),
  ),
  z.transform(Number),
);

/** At most so many Unicode code points. A text never has more of them than UTF-16 code units. */
function atMost(maxLength: number) {
  return z.refine<string>(
    (value) => value.length <= maxLength || [...value].length <= maxLength,
    `must be at most ${maxLength} characters`,
  );
}
