import type * as z from 'zod/mini';
import { nearest } from '../errors/option-names.js';

/** An issue as zod passes it to an error map, with the input and the schema. A message may show only names from it. */
type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** The names that issues use for the parts of one argument, or of the options of a function. */
export interface Naming {
  /** The name of the field at a path. */
  readonly field: (path: readonly PropertyKey[]) => string;
  /** The name of a field that the schema does not have. */
  readonly unknownField: (path: readonly PropertyKey[]) => string;
  /** The word for a key in messages. */
  readonly keys: 'fields' | 'options';
  /** The argument or function that has the keys. */
  readonly owner: string;
}

/** The words for types in messages. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

/** The unit of a limit, by its `origin`. A number has no unit. */
const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'entries', json: 'bytes as JSON' };

/** The end of a sentence "… must be …", for rules that zod does not have. The schemas refer to these by name. */
export const FORMATS = {
  notBlank: 'text that is not blank',
  unicode: 'text without half of a surrogate pair',
  id: 'a string of at most 1000 ASCII letters, digits and signs',
  roleId: 'a role id: 1 to 100 letters, digits, underscores and hyphens',
  noComma: 'without a comma, which separates tags',
  path: 'a path below the version that begins with a slash, without "..", a query or a host',
  body: 'an object or array that JSON can carry',
  noBody: 'left out of a GET',
  iterable: 'an array, another iterable or a stream of users',
  journal: 'the path of a file, or an object with read, append and replace',
  user: 'a user with a uid',
  notEmpty: 'an object with at least one field',
  function: 'a function',
  maxRemoved: "a whole number of users from 0 on, or a part of all users from '0%' to '100%'",
  date: 'a valid Date',
  authenticate: 'a function that returns { uid } or null',
  profile: 'a function that returns a user',
  admin: 'an admin that createAdmin returned',
  verify: 'a function that returns true or false',
  map: 'a function that returns a change',
  storage: 'an object with getItem, setItem and removeItem',
  credential: 'the one of the webhook in the dashboard',
};

/** Messages shorten longer names to this length. */
const NAME_MAX_LENGTH = 50;

/**
 * Makes the sentence for an issue. It names the field and the limit. It never shows a value, which may be a secret.
 * A rule of the user model has its own sentence, without the name of the field.
 */
export function issueMessage(issue: RawIssue, naming: Naming): string {
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
      // The only minimum for a length is one.
      return issue.origin === 'array' ? `${field} must not be empty.` : `${field} must be at least ${issue.minimum}.`;
    case 'too_big':
      return `${field} must ${maximumText(issue.maximum, UNITS[issue.origin])}.`;
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKeyMessage(key, issue, naming)).join(' ');
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

/** The field of an issue. An issue about several unknown keys names the first one. */
export function fieldOf(issue: z.core.$ZodRawIssue | z.core.$ZodIssue, naming: Naming): string {
  const path = issue.path ?? [];
  return issue.code === 'unrecognized_keys'
    ? naming.unknownField([...path, shorten((issue.keys as string[])[0] ?? '')])
    : naming.field(path);
}

/** Whether an issue is about a missing value. */
export function isMissing({ code, input }: { readonly code?: string | undefined; readonly input?: unknown }): boolean {
  return code === 'invalid_type' && (input === undefined || input === null);
}

function typesOf({ _zod }: z.ZodMiniUnion): string[] {
  return _zod.def.options.flatMap((option) =>
    option._zod.def.type === 'union' ? typesOf(option as z.ZodMiniUnion) : [option._zod.def.type],
  );
}

function maximumText(maximum: number | bigint, unit: string | undefined): string {
  return unit ? `have at most ${maximum} ${unit}` : `be at most ${maximum}`;
}

function unknownKeyMessage(key: string, { path = [], inst }: RawIssue, naming: Naming): string {
  const keys = Object.keys((inst as z.ZodMiniObject)._zod.def.shape);
  const near = nearest(shorten(key), keys);
  const fullName = (name: string) => naming.unknownField([...path, name]);
  const advice =
    near === undefined ? `Its ${naming.keys} are ${keys.map(fullName).join(', ')}.` : `Did you mean ${fullName(near)}?`;
  const reason = naming.keys === 'fields' ? 'is not a field of' : 'is not an option of';
  return `${fullName(shorten(key))} ${reason} ${naming.owner}. ${advice}`;
}

function shorten(key: string): string {
  return key.slice(0, NAME_MAX_LENGTH);
}

/** A path in a sentence, such as `reuse.maxAgeMs` or `uids[2]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
