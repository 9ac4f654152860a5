import { badRequest } from '../http/api-error.js';
import type { JsonObject } from '../types.js';
import type { Check } from './checks.js';

/** The fields that a body may have, each with its check. Fields beyond these are ignored, as the service does. */
export type Fields = Readonly<Record<string, Check>>;

/**
 * The fields of `body` that are known and there. Throws one error for everything that is wrong, keyed by field.
 * Nothing is `null` in this API: an explicit `null` fails its check.
 */
export function readFields(body: JsonObject, fields: Fields, required: readonly string[] = []): JsonObject {
  const read: JsonObject = {};
  let details: Record<string, string[]> | undefined;
  // Most bodies are right, and every request has one: no lists are made of what is not wrong.
  for (const name in fields) {
    const problem = problemOf(body, name, fields[name] as Check, required);
    if (problem !== undefined) details = { ...details, [name]: [`The ${name} ${problem}.`] };
    else if (Object.hasOwn(body, name)) read[name] = body[name];
  }
  if (details !== undefined) throw badRequest(details);
  return read;
}

function problemOf(body: JsonObject, name: string, check: Check, required: readonly string[]): string | undefined {
  if (Object.hasOwn(body, name)) return check(body[name]);
  return required.includes(name) ? 'is required' : undefined;
}
