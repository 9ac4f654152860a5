import type * as z from 'zod/mini';
import { nearest } from '../errors/option-names.js';

/** An issue as zod gives it to an error map: with the input and the schema, of which only names may be shown. */
type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** How issues name the parts of one argument, or of the options of a function. */
export interface Naming {
  /** The field at a path. */
  readonly field: (path: readonly PropertyKey[]) => string;
  /** The field of a key that the schema does not know. */
  readonly unknownField: (path: readonly PropertyKey[]) => string;
  /** What a key is called, and of what: a field of an argument, an option of a function. */
  readonly keys: 'fields' | 'options';
  readonly owner: string;
}

/** How the value of a type is called. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

/** What is counted, by the `origin` of a limit. A number has no unit. */
const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'entries', json: 'bytes as JSON' };

/** What a value must be where zod has no code of its own for the rule. The schemas name these. */
export const FORMATS = {
  notBlank: 'text that is not blank',
  unicode: 'text without half of a surrogate pair',
  id: 'a string of at most 1000 ASCII letters, digits and signs',
  roleId: 'a role id: 1 to 100 letters, digits, underscores and hyphens',
  noComma: 'without a comma, which separates tags',
  path: 'a path below the version that begins with a slash, without "..", a query or a host',
  body: 'an object or array that JSON can carry',
  noBody: 'left out of a GET',
  iterable: 'an array or another iterable of users',
  notEmpty: 'an object with at least one field',
  function: 'a function',
  authenticate: 'a function that gives { uid } or null',
  profile: 'a function that gives a user',
  admin: 'what createAdmin gives',
  storage: 'an object with getItem, setItem and removeItem',
  credential: 'that of the webhook in the dashboard',
};

/** Longer names are cut in messages. */
const SHOWN_LENGTH = 50;

/**
 * The error map: one sentence that names the field, the limit and what to do. It never shows a value, which may be a secret.
 * A rule of the user model brings its own sentence, without the name of the field.
 */
export function wordIssue(issue: RawIssue, naming: Naming): string {
  const field = fieldOf(issue, naming);
  if (isMissing(issue)) return `${field} is missing.`;
  switch (issue.code) {
    case 'invalid_type':
      return `${field} must be ${TYPES[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `${field} must be one of ${issue.values.join(', ')}.`;
    case 'invalid_format':
      return `${field} must be ${FORMATS[issue.format as keyof typeof FORMATS]}.`;
    case 'too_small':
      // The only minimum of a length is one.
      return issue.origin === 'array' ? `${field} must not be empty.` : `${field} must be at least ${issue.minimum}.`;
    case 'too_big':
      return `${field} must ${wordMaximum(issue.maximum, UNITS[issue.origin])}.`;
    case 'unrecognized_keys':
      return issue.keys.map((key) => wordUnknown(key, issue, naming)).join(' ');
    case 'invalid_key':
      return `${field} is not a valid name.`;
    case 'invalid_union':
      return `${field} must be a valid ${typesOf(issue.inst as z.ZodMiniUnion).join(' or ')}.`;
    case 'custom':
      return field + issue.params?.predicate;
    default:
      return `${field} is not valid.`;
  }
}

/** The field that an issue is about. Of several unknown keys it is the first. */
export function fieldOf(issue: z.core.$ZodRawIssue | z.core.$ZodIssue, naming: Naming): string {
  const path = issue.path ?? [];
  return issue.code === 'unrecognized_keys'
    ? naming.unknownField([...path, shown((issue.keys as string[])[0] ?? '')])
    : naming.field(path);
}

/** Whether an issue is about a value that is not there. */
export function isMissing({ code, input }: { readonly code?: string | undefined; readonly input?: unknown }): boolean {
  return code === 'invalid_type' && (input === undefined || input === null);
}

function typesOf({ _zod }: z.ZodMiniUnion): string[] {
  return _zod.def.options.flatMap((option) =>
    option._zod.def.type === 'union' ? typesOf(option as z.ZodMiniUnion) : [option._zod.def.type],
  );
}

function wordMaximum(maximum: number | bigint, unit: string | undefined): string {
  return unit ? `have at most ${maximum} ${unit}` : `be at most ${maximum}`;
}

function wordUnknown(key: string, { path = [], inst }: RawIssue, naming: Naming): string {
  const keys = Object.keys((inst as z.ZodMiniObject)._zod.def.shape);
  const near = nearest(shown(key), keys);
  const name = (one: string) => naming.unknownField([...path, one]);
  const advice =
    near === undefined ? `Its ${naming.keys} are ${keys.map(name).join(', ')}.` : `Did you mean ${name(near)}?`;
  const refusal = naming.keys === 'fields' ? 'is not a field of' : 'is not an option of';
  return `${name(shown(key))} ${refusal} ${naming.owner}. ${advice}`;
}

function shown(key: string): string {
  return key.slice(0, SHOWN_LENGTH);
}

/** A path in a sentence, such as `reuse.maxAgeMs` or `uids[2]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
