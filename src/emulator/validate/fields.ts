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
  const details: Record<string, string[]> = {};
  for (const [name, check] of Object.entries(fields)) {
    if (Object.hasOwn(body, name)) {
      const problem = check(body[name]);
      if (problem === undefined) read[name] = body[name];
      else details[name] = [`The ${name} ${problem}.`];
    } else if (required.includes(name)) {
      details[name] = [`The ${name} is required.`];
    }
  }
  if (Object.keys(details).length > 0) throw badRequest(details);
  return read;
}
