import * as z from 'zod/mini';
import type { Call } from '../exchange.js';
import type { PageQuery } from '../paginate.js';
import * as check from './checks.js';
import { readValue } from './fields.js';

const DEFAULT_PER_PAGE = 100;

const FLAG = z.pipe(
  z.enum(['true', '1', 'false', '0'], check.must('must be true or false')),
  z.transform((text) => text === 'true' || text === '1'),
);

/** An integer from 1, in a text. */
function integer(max: number): check.Check<number> {
  const problem = `must be an integer from 1 to ${max}`;
  return z
    .pipe(z.string().check(z.regex(/^\d{1,16}$/, { error: problem, abort: true })), z.transform(Number))
    .check(z.gte(1, problem), z.lte(max, problem));
}

/** Reads `page` and the page size: `perPage` on the vendor's pages, `per_page` in its SDKs. */
export function readPage({ req }: Call, perPageMax: number): PageQuery {
  const name = req.query('per_page') === undefined ? 'perPage' : 'per_page';
  const [page, perPage] = [req.query('page'), req.query(name)];
  return {
    page: page === undefined ? 1 : readValue('page', page, integer(Number.MAX_SAFE_INTEGER)),
    perPage:
      perPage === undefined ? Math.min(DEFAULT_PER_PAGE, perPageMax) : readValue(name, perPage, integer(perPageMax)),
  };
}

/** One of `choices`; `undefined` when it is absent. */
export function readChoice<T extends string>(call: Call, name: string, choices: readonly T[]): T | undefined {
  return readChoices(call, name, choices)[0];
}

/** The text to search for, in lower case. */
export function readSearchKey({ req }: Call): string {
  return (req.query('searchKey') ?? '').toLowerCase();
}

/** A flag. An absent one is false. */
export function readFlag({ req }: Call, name: string): boolean {
  return readValue(name, req.query(name) ?? 'false', FLAG);
}

/** A list in both spellings in use: `tags=a&tags=b` and `tags=a,b`. An absent one is empty. */
export function readList({ req }: Call, name: string): string[] {
  const values = req.queries(name) ?? [];
  return values.flatMap((value) => value.split(',')).filter((value) => value !== '');
}

/** A list in which every entry is one of `choices`. */
export function readChoices<T extends string>(call: Call, name: string, choices: readonly T[]): T[] {
  const list = readList(call, name);
  return list.length === 0 ? [] : readValue(name, list, z.array(check.oneOf(choices)));
}
