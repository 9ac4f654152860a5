import { badRequest } from '../api-error.js';
import type { JsonObject } from '../types.js';
import type { Check } from './checks.js';

/** The fields of a body, each with its check. Other fields are ignored, as by the service. */
export type Fields = Readonly<Record<string, Check>>;

/**
 * The known fields that `body` has. Throws one error for all problems, keyed by field. This API has no `null`: an
 * explicit `null` fails its check.
 */
export function readFields(body: JsonObject, fields: Fields, required: readonly string[] = []): JsonObject {
  const read: JsonObject = {};
  let details: Record<string, string[]> | undefined;
  // Every request passes here, and most bodies are valid: allocate nothing for a valid one.
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
