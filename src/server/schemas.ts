import * as z from 'zod/mini';
import { isFunction } from '../transport/call-options.js';
import { toUid } from '../user/input.js';
import { HEADER_VALUE } from '../user/json-checks.js';
import { BODY_MAX_BYTES, ROLE_PATTERN } from '../user/limits.js';
import { metadataMessage } from '../user/metadata.js';
import { codePoints, hasLoneSurrogate, utf8Bytes } from '../user/text.js';
import { normalizeUid, uidIssues } from '../user/uid.js';
import type { FORMATS } from './wording.js';

// The schemas that several methods use. wording.ts has the sentence for each of their issues.

type Format = keyof typeof FORMATS;

/** Makes a check for a rule that zod does not have. */
export function rule<T>(format: Format, isValid: (value: T) => boolean) {
  return z.check<T>(({ value, issues }) => {
    if (!isValid(value)) issues.push({ code: 'invalid_format', format, input: value as string });
  });
}

/** Text of at most `max` characters; it may be empty. Characters are code points, because the service counts these. */
export function textOrEmpty(max: number) {
  return z.string().check(
    rule('unicode', (text) => !hasLoneSurrogate(text)),
    ({ value, issues }) => {
      if (codePoints(value) > max) issues.push({ code: 'too_big', origin: 'string', maximum: max, input: value });
    },
  );
}

/** Text of at most `max` characters that is not blank. */
export function text(max = 1000) {
  return textOrEmpty(max).check(rule('notBlank', (value) => value.trim() !== ''));
}

/** Text that follows a rule, such as a role id. */
export function textOf(format: Format, isValid: (text: string) => boolean) {
  return z.string().check(rule(format, isValid));
}

/** A token, a key or another id. It must fit into a path and a header. The service has no longer ids. */
export const Id = textOf('id', (id) => HEADER_VALUE.test(id) && !/^\.+$/.test(id) && id.length <= 1000);

export const RoleId = textOf('roleId', (id) => ROLE_PATTERN.test(id));

export const Flag = z.optional(z.boolean());

/** The first page of a list, and the length of a page. Source: the REST page on listing users. */
export const PAGING = {
  page: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
  perPage: z.optional(z.int().check(z.gte(1), z.lte(1000))),
};

export const Paging = z.strictObject(PAGING);

/** A uid, or a user that has one. Its output is the uid in the spelling of the service. */
export const Uid = z.pipe(
  z.unknown().check(({ value, issues }) => {
    for (const { code, message } of uidIssues(toUid(value)))
      issues.push({ code: 'custom', input: value, params: { code, predicate: message.replace(/^uid/, '') } });
  }),
  z.transform((value) => normalizeUid(toUid(value) as string)),
);

/** An argument that is one uid or a list of uids. Its output is a list without repetitions. */
export function uidsArgument(given: unknown, max = Number.POSITIVE_INFINITY) {
  const isOne = !Array.isArray(given) && given !== undefined && given !== null;
  const schema: z.ZodMiniType<string[]> = isOne
    ? z.pipe(
        Uid,
        z.transform((uid) => [uid]),
      )
    : z.pipe(
        z.array(Uid).check(z.minLength(1)),
        z.pipe(
          z.transform((list: string[]) => [...new Set(list)]),
          z.array(z.string()).check(z.maxLength(max), fitsRequest),
        ),
      );
  return [schema, given] as const;
}

/** A JSON object of at most 5 KB, which is the service's limit for the metadata of a user. */
export const JsonObject = z.custom<Readonly<Record<string, unknown>>>().check(({ value, issues }) => {
  const message = metadataMessage(value);
  if (message === undefined) return;
  const params = { code: 'INVALID_PARAMETER', predicate: message.replace(/^metadata/, '') };
  issues.push({ code: 'custom', input: value, params });
});

/** Requires at least one field that is not `undefined`. */
export const notEmpty = rule<object>('notEmpty', (fields) =>
  Object.values(fields).some((value) => value !== undefined),
);

/** Limits the size of a request: valid fields can be too large together. */
export const fitsRequest = z.check<object>(({ value, issues }) => {
  const bytes = utf8Bytes(JSON.stringify(value));
  if (bytes > BODY_MAX_BYTES)
    issues.push({ code: 'too_big', origin: 'json' as 'string', maximum: BODY_MAX_BYTES, input: value as never });
});

/** A value that `isValid` accepts, such as a function. Its output is the same value. */
export function custom<T>(format: Format, isValid: (value: T) => boolean) {
  return z.custom<T>().check(rule(format, isValid));
}

/** An option that is a function, such as `onError`. */
export const Callback = z.optional(custom<(argument: unknown) => unknown>('function', isFunction));
