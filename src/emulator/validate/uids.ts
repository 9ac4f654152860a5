import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { readFields } from './fields.js';

/** Reads the list of uids that a body has under `name`. */
export function readUids(body: JsonObject, name: string): string[] {
  return readFields(body, { [name]: check.listOf(check.string) }, [name])[name] as string[];
}
