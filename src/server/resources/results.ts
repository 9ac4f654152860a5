import type { Checked, Endpoint } from '../../transport/endpoint.js';
import type { OddField } from '../../user/field-readers.js';
import { parseUser } from '../../user/response.js';
import { User } from '../../user/user.js';
import type { Outcome, UidOutcome } from '../page-types.js';

type Json = { readonly [field: string]: unknown };

/** The rows of a page, and what is said of it. */
export interface Rows<T> {
  readonly items: T[];
  readonly pagination?: { readonly [name in 'total' | 'per_page' | 'total_pages']?: number };
  readonly cursor?: { readonly updatedAt: number; readonly affix?: string };
}

/** An endpoint that one public method of the admin sends to. */
export interface AdminEndpoint<T> extends Endpoint<T> {
  /** The method, as errors and hooks name it. */
  readonly name: string;
}

/** Reads a value from `data`. */
export type Reader<T> = Endpoint<T>['result'];

/** What is the same in every operation of a server. */
export const ADMIN = { host: 'admin', auth: 'apikey' } as const;

/** A page of rows, each read by `row`. The cursor is beside `meta` or within it: the vendor's pages have both. */
export function rows<T>(row: (data: unknown) => Checked<T>): Reader<Rows<T>> {
  return (data, answer = {}) => {
    if (!Array.isArray(data)) return { problem: 'data' };
    const items: T[] = [];
    const allOdd: OddField[] = [];
    for (const [index, item] of data.entries()) {
      const { value, odd = [], problem } = row(item);
      // A page without this row would say that the user is gone.
      if (problem !== undefined) return { problem: `data[${index}].${problem}` };
      items.push(value as T);
      allOdd.push(...odd);
    }
    const meta = record(answer.meta);
    const cursor = record(answer.cursor ?? meta?.cursor);
    return {
      odd: allOdd,
      value: {
        items,
        pagination: numbers(record(meta?.pagination) ?? {}),
        ...(typeof cursor?.updatedAt === 'number' && { cursor: { updatedAt: cursor.updatedAt, ...affixOf(cursor) } }),
      },
    };
  };
}

/** A user. */
export function user(data: unknown): Checked<User> {
  const { user: found, odd, problem } = parseUser(data);
  return problem === undefined ? { value: User.fromService(found), odd } : { problem };
}

/** `{ success, message }`, of which nothing is left to say. */
export function done(data: unknown): Checked<undefined> {
  return record(data)?.success === false ? { problem: 'success' } : { value: undefined };
}

/** A list of texts under a name. */
export function textsUnder(name: string): Reader<string[]> {
  return (data) => {
    const found = record(data)?.[name];
    return Array.isArray(found) && found.every((item) => typeof item === 'string')
      ? { value: found }
      : { problem: name };
  };
}

/** The outcome of each of many, by its key. `code` is the service's, where it failed and the service gives one. */
export type Outcomes = (Outcome & { key: string; code: unknown })[];

/** `{ <key>: { success, message } }`, as a list: a key may be called anything. */
export function outcomes(data: unknown): Checked<Outcomes> {
  const entries = Object.entries(record(data) ?? {}).map(([key, value]) => [key, record(value)] as const);
  if (!record(data)) return { problem: 'data' };
  const wrong = entries.find(([, value]) => typeof value?.success !== 'boolean');
  if (wrong) return { problem: `${wrong[0]}.success` };
  return {
    value: entries.map(([key, value]) => ({
      key,
      success: value?.success === true,
      message: typeof value?.message === 'string' ? value.message : '',
      code: record(value?.error)?.code,
    })),
  };
}

/** The outcome of each uid. */
export function toUidOutcomes(outcomes: Outcomes): UidOutcome[] {
  return outcomes.map(({ key: uid, success, message }) => ({ uid, success, message }));
}

/** An object, and nothing else. */
export function record(value: unknown): Json | undefined {
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
