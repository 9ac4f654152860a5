import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { readFields } from './fields.js';

/** Reads the list of uids in the field `name` of a body. */
export function readUids(body: JsonObject, name: string): string[] {
  return readFields(body, { [name]: check.listOf(check.string) }, [name])[name] as string[];
}
