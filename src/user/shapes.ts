import * as z from 'zod/mini';

/** What an object is expected to hold, by field. What it holds besides is nobody's business. */
export type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** A string that has something in it. */
export const filledText = z.custom((value) => typeof value === 'string' && value !== '');

/** What a header can carry: visible ASCII. Anything else would be refused by `fetch`, which repeats it in its error. */
export const CREDENTIAL = /^[\x21-\x7e]+$/;

/** A token, which goes into a header sooner or later. */
export const token = z.custom(isToken);

/** The same, or none. */
export const maybeToken = z.custom((value) => value === undefined || value === null || value === '' || isToken(value));

function isToken(value: unknown): boolean {
  return typeof value === 'string' && CREDENTIAL.test(value);
}

/** A value of a type, or none: the service sends `null` as well as nothing. */
export const maybe = (type: 'string' | 'number' | 'boolean') =>
  z.custom((value) => value === undefined || value === null || typeof value === type);

/**
 * The first field of which the value does not fit; `''` if the whole is no object, `undefined` if all is well. Field by field,
 * because zod's own objects would add 1.4 KB (gzip) to every page.
 */
export function misfit(shape: Shape, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const fields = value as { readonly [field: string]: unknown };
  return Object.keys(shape).find((field) => !z.safeParse(shape[field] as z.ZodMiniType, fields[field]).success);
}
