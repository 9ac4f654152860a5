/** Returns whether a value is valid. */
export type Check = (value: unknown) => boolean;

/** The checks of the fields of an object. Other fields are not checked. */
export type Shape = Readonly<Record<string, Check>>;

/** A value that is valid in a header: visible ASCII. `fetch` refuses other values and repeats them in its error. */
export const HEADER_VALUE = /^[\x21-\x7e]+$/;

/** A string that is not empty. */
export const filledText: Check = (value) => typeof value === 'string' && value !== '';

/** A token that is valid in a header. */
export const token: Check = (value) => typeof value === 'string' && HEADER_VALUE.test(value);

/** A value of a type, or an absent value. */
export const maybe =
  (type: 'string' | 'number' | 'boolean'): Check =>
  (value) =>
    isAbsent(value) || typeof value === type;

/** The name of the first field that is not valid. `''` if the value is not an object; `undefined` if all fields are valid. */
export function misfit(shape: Shape, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const fields = value as { readonly [field: string]: unknown };
  return Object.keys(shape).find((field) => !shape[field]?.(fields[field]));
}

/** Whether a value is absent. The service sends `null` for some absent values. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
