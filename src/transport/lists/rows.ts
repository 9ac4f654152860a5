import type { OddField } from '../../user/field-readers.js';
import { parseUser } from '../../user/response.js';
import { User } from '../../user/user.js';
import type { Checked, Endpoint } from '../endpoint.js';
import { asObject, type JsonObject } from '../json.js';

/** The rows of a page, and its place in the list. */
export interface Rows<T> {
  readonly items: T[];
  readonly pagination?: { readonly [name in 'total' | 'per_page' | 'total_pages']?: number };
  readonly cursor?: { readonly updatedAt: number; readonly affix?: string };
}

/** Reads a page of rows with `row`. The vendor's pages show the cursor beside `meta` and inside it, so both are read. */
export function rows<T>(row: (data: unknown) => Checked<T>): Endpoint<Rows<T>>['result'] {
  return (data, body = {}) => {
    if (!Array.isArray(data)) return { badField: 'data' };
    const items: T[] = [];
    const allOdd: OddField[] = [];
    for (const [index, item] of data.entries()) {
      const { value, odd = [], badField } = row(item);
      // Do not leave out this row: the caller would think that the user does not exist.
      if (badField !== undefined) return { badField: `data[${index}].${badField}` };
      items.push(value as T);
      allOdd.push(...odd);
    }
    const meta = asObject(body.meta);
    const cursor = asObject(body.cursor ?? meta?.cursor);
    return {
      odd: allOdd,
      value: {
        items,
        pagination: numbers(asObject(meta?.pagination) ?? {}),
        ...(typeof cursor?.updatedAt === 'number' && { cursor: { updatedAt: cursor.updatedAt, ...affixOf(cursor) } }),
      },
    };
  };
}

/** Reads a user. */
export function user(data: unknown): Checked<User> {
  const { user: found, odd, badField } = parseUser(data);
  return badField === undefined ? { value: User.fromService(found), odd } : { badField };
}

function numbers(fields: JsonObject): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, number] => Number.isInteger(entry[1])),
  );
}

function affixOf({ affix }: JsonObject): { affix?: string } {
  return typeof affix === 'string' ? { affix } : {};
}
