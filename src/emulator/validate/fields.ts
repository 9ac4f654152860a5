import * as z from 'zod/mini';
import { badRequest } from '../api-error.js';
import type { JsonObject } from '../json-object.js';
import type { Check } from './checks.js';

/** The messages of the service for what a check does not say itself. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'must be a string',
  boolean: 'must be true or false',
  array: 'must be an array',
  object: 'must be an object',
};

/** Words a problem of zod as the service does: as the end of a sentence that starts with the name of the field. */
export const wording: z.core.$ZodErrorMap = (issue) => {
  // JSON has no `undefined`: the field is missing. There is no `null` in this API, so a `null` fails its check.
  if (issue.input === undefined) return 'is required';
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return (issue.code === 'invalid_type' && TYPES[issue.expected]) || 'is not valid';
};

/**
 * The fields of a body that the check knows. Others are ignored, as by the service. Throws one error for all problems,
 * keyed by field.
 */
export function readFields<T>(body: JsonObject, fields: Check<T>): T {
  const { data, error } = z.safeParse(fields, body, { error: wording });
  if (error === undefined) return data as T;
  const details: Record<string, string[]> = {};
  for (const { path, message } of error.issues) {
    const [name = 'body', ...entry] = path.map(String);
    details[name] ??= [`The ${name} ${ofEntry(entry, message)}.`];
  }
  throw badRequest(details);
}

/** One value that has a name, such as a parameter of the query. */
export function readValue<T>(name: string, value: unknown, check: Check<T>): T {
  const { data, error } = z.safeParse(check, value, { error: wording });
  if (error) throw badRequest({ [name]: [`The ${name} ${firstOf(error)}.`] });
  return data as T;
}

/** The first problem of a value; `undefined` if it is valid. */
export function problemOf(value: unknown, check: Check): string | undefined {
  const { error } = z.safeParse(check, value, { error: wording });
  return error && firstOf(error);
}

function firstOf({ issues: [issue] }: z.core.$ZodError): string {
  return ofEntry(issue?.path ?? [], issue?.message ?? 'is not valid');
}

/** The problem of a list or an object, if an entry of it has one. */
function ofEntry(path: readonly PropertyKey[], message: string): string {
  return path.length > 0 ? `entries ${message}` : message;
}
