import { badRequest } from '../api-error.js';
import type { Call } from '../exchange.js';
import type { PageQuery } from '../paginate.js';

const DEFAULT_PER_PAGE = 100;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Reads `page` and the page size: `perPage` on the vendor's pages, `per_page` in its SDKs. */
export function readPage(call: Call, perPageMax: number): PageQuery {
  const perPage = call.req.query('per_page') === undefined ? 'perPage' : 'per_page';
  return {
    page: readInteger(call, 'page', 1, Number.MAX_SAFE_INTEGER),
    perPage: readInteger(call, perPage, Math.min(DEFAULT_PER_PAGE, perPageMax), perPageMax),
  };
}

/** One of `choices`; `undefined` when it is absent. */
export function readChoice<T extends string>(call: Call, name: string, choices: readonly T[]): T | undefined {
  return readChoices(call, name, choices)[0];
}

/** The text to search for, in lower case. */
export function readSearchKey(call: Call): string {
  return (call.req.query('searchKey') ?? '').toLowerCase();
}

/** A flag. An absent one is false. */
export function readFlag(call: Call, name: string): boolean {
  const flag = BOOLEANS.get(call.req.query(name) ?? 'false');
  if (flag === undefined) throw badRequest({ [name]: [`The ${name} must be true or false.`] });
  return flag;
}

/** A list in both spellings in use: `tags=a&tags=b` and `tags=a,b`. An absent one is empty. */
export function readList(call: Call, name: string): string[] {
  const values = call.req.queries(name) ?? [];
  return values.flatMap((value) => value.split(',')).filter((value) => value !== '');
}

/** A list in which every entry is one of `choices`. */
export function readChoices<T extends string>(call: Call, name: string, choices: readonly T[]): T[] {
  return readList(call, name).map((value) => {
    const choice = choices.find((known) => known === value);
    if (choice === undefined) throw badRequest({ [name]: [`The ${name} must be one of ${choices.join(', ')}.`] });
    return choice;
  });
}

function readInteger(call: Call, name: string, missing: number, max: number): number {
  const text = call.req.query(name);
  if (text === undefined) return missing;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) throw badRequest({ [name]: [`The ${name} must be an integer from 1 to ${max}.`] });
  return value;
}
