import type { Checked, Endpoint } from '../../transport/endpoint.js';
import type { OddField } from '../../user/field-readers.js';
import { parseUser } from '../../user/response.js';
import { User } from '../../user/user.js';
import type { Outcome, UidOutcome } from '../page-types.js';

type Json = { readonly [field: string]: unknown };

/** The rows of a page, and its place in the list. */
export interface Rows<T> {
  readonly items: T[];
  readonly pagination?: { readonly [name in 'total' | 'per_page' | 'total_pages']?: number };
  readonly cursor?: { readonly updatedAt: number; readonly affix?: string };
}

/** An endpoint that belongs to one public method of the admin. */
export interface AdminEndpoint<T> extends Endpoint<T> {
  /** The name of the method in errors and hooks. */
  readonly name: string;
}

/** Reads a value from the `data` of a response. */
export type Reader<T> = Endpoint<T>['result'];

/** The fields that all endpoints of the admin share. */
export const ADMIN = { host: 'admin', auth: 'apikey' } as const;

/** Reads a page of rows with `row`. The vendor's pages show the cursor beside `meta` and inside it, so both are read. */
export function rows<T>(row: (data: unknown) => Checked<T>): Reader<Rows<T>> {
  return (data, body = {}) => {
    if (!Array.isArray(data)) return { problem: 'data' };
    const items: T[] = [];
    const allOdd: OddField[] = [];
    for (const [index, item] of data.entries()) {
      const { value, odd = [], problem } = row(item);
      // Do not leave out this row: the caller would think that the user does not exist.
      if (problem !== undefined) return { problem: `data[${index}].${problem}` };
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
  const { user: found, odd, problem } = parseUser(data);
  return problem === undefined ? { value: User.fromService(found), odd } : { problem };
}

/** Reads `{ success, message }`, which has no further information. */
export function done(data: unknown): Checked<undefined> {
  return asObject(data)?.success === false ? { problem: 'success' } : { value: undefined };
}

/** Reads a list of texts from the field `name`. */
export function textsUnder(name: string): Reader<string[]> {
  return (data) => {
    const found = asObject(data)?.[name];
    return Array.isArray(found) && found.every((item) => typeof item === 'string')
      ? { value: found }
      : { problem: name };
  };
}

/** The outcome for each key, such as a uid. `code` is the error code of the service, if it reports one. */
export type Outcomes = (Outcome & { key: string; code: unknown })[];

/** Reads `{ <key>: { success, message } }` as a list. A list is safe for any key, such as `__proto__`. */
export function outcomes(data: unknown): Checked<Outcomes> {
  const entries = Object.entries(asObject(data) ?? {}).map(([key, value]) => [key, asObject(value)] as const);
  if (!asObject(data)) return { problem: 'data' };
  const wrong = entries.find(([, value]) => typeof value?.success !== 'boolean');
  if (wrong) return { problem: `${wrong[0]}.success` };
  return {
    value: entries.map(([key, value]) => ({
      key,
      success: value?.success === true,
      message: typeof value?.message === 'string' ? value.message : '',
      code: asObject(value?.error)?.code,
    })),
  };
}

/** Turns outcomes into the public form for uids. */
export function toUidOutcomes(outcomes: Outcomes): UidOutcome[] {
  return outcomes.map(({ key: uid, success, message }) => ({ uid, success, message }));
}

/** Returns the value if it is an object, else `undefined`. An array is not an object here. */
export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function numbers(fields: Json): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, number] => Number.isInteger(entry[1])),
  );
}

function affixOf({ affix }: Json): { affix?: string } {
  return typeof affix === 'string' ? { affix } : {};
}
