/** Whether a value is as expected. */
export type Check = (value: unknown) => boolean;

/** What an object is expected to hold, by field. What it holds besides is nobody's business. */
export type Shape = Readonly<Record<string, Check>>;

/** What a header can carry: visible ASCII. Anything else would be refused by `fetch`, which repeats it in its error. */
export const CREDENTIAL = /^[\x21-\x7e]+$/;

/** A string that has something in it. */
export const filledText: Check = (value) => typeof value === 'string' && value !== '';

/** A token, which goes into a header sooner or later. */
export const token: Check = (value) => typeof value === 'string' && CREDENTIAL.test(value);

/** A value of a type, or none. */
export const maybe =
  (type: 'string' | 'number' | 'boolean'): Check =>
  (value) =>
    isAbsent(value) || typeof value === type;

/** The first field of which the value does not fit; `''` if the whole is no object, `undefined` if all is well. */
export function misfit(shape: Shape, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const fields = value as { readonly [field: string]: unknown };
  return Object.keys(shape).find((field) => !shape[field]?.(fields[field]));
}

/** The service sends `null` as well as nothing. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
