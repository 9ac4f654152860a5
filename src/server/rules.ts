import { ROLE_PATTERN } from '../user/limits.js';
import { metadataProblem } from '../user/metadata.js';
import { codePoints, hasLoneSurrogate } from '../user/text.js';

/** What a value must be, or `undefined` where it is that. */
export type Rule = (value: unknown) => string | undefined;

/** Text of a length that has something in it. */
export const text =
  (max = 1000): Rule =>
  (value) =>
    isText(value, max) && value.trim() !== '' ? undefined : `a string of 1 to ${max} characters`;

/** Text of a length, which may be empty. */
export const textOrEmpty =
  (max: number): Rule =>
  (value) =>
    isText(value, max) ? undefined : `a string of at most ${max} characters`;

export const flag: Rule = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

export const wholeNumber =
  (min: number, max: number): Rule =>
  (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? undefined
      : `a whole number from ${min} to ${max}`;

export const oneOf =
  (...choices: string[]): Rule =>
  (value) =>
    choices.includes(value as string) ? undefined : `one of ${choices.join(', ')}`;

export const listOf =
  (rule: Rule): Rule =>
  (value) => {
    if (!Array.isArray(value)) return 'an array';
    const must = Array.from(value, rule).find((found) => found !== undefined);
    return must && `an array, each of it ${must}`;
  };

/** Also `null`, which clears. */
export const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null ? undefined : rule(value);

/** An object that JSON can carry, of 5 KB at most: what the service allows a user. */
export const json: Rule = (value) =>
  metadataProblem(value) === undefined ? undefined : 'a plain JSON object up to 5 KB';

export const roleId: Rule = (value) =>
  typeof value === 'string' && ROLE_PATTERN.test(value)
    ? undefined
    : 'a role id: 1 to 100 letters, digits, underscores and hyphens';

function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && codePoints(value) <= max && !hasLoneSurrogate(value);
}

/** `page` and `perPage`. Source: the REST page on listing users. */
export const PAGING = { page: wholeNumber(1, 1_000_000), perPage: wholeNumber(1, 1000) };
