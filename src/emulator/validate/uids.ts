import * as z from 'zod/mini';
import type { JsonObject } from '../json-object.js';
import * as check from './checks.js';
import { readValue } from './fields.js';

const UIDS = z.array(check.string);

/** Reads the list of uids in the field `name` of a body. */
export function readUids(body: JsonObject, name: string): string[] {
  return readValue(name, body[name], UIDS);
}
