import type { CallOptions } from '../transport/call-options.js';
import { capture, createPageList as createList } from '../transport/lists/pager.js';
import { type CommaList, type QueryValue, toQuery } from '../transport/lists/query.js';
import type { Rows } from '../transport/lists/rows.js';
import type { PageList } from '../transport/lists/types.js';
import { type Arguments, type CheckedArguments, checkArguments } from './arguments.js';
import type { AdminContext } from './context.js';
import type { AdminEndpoint } from './resources/results.js';

/** The parts of the request for a page. */
interface PageRequest {
  readonly params?: Readonly<Record<string, string>>;
  /** The uid that every row must have. */
  readonly uid?: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** The page length if the request names none. Source: the REST page on listing users. */
const DEFAULT_PER_PAGE = 100;

/** A list: its endpoint, its arguments, and the request that it sends. */
export interface ListRun<T, Given extends Arguments> {
  readonly endpoint: AdminEndpoint<Rows<T>>;
  readonly options: CallOptions | undefined;
  /** A function, because reading an argument may throw: the list must then reject. */
  readonly arguments: () => Given;
  /** Makes the request. It runs only if all arguments are valid. */
  readonly request: (checked: CheckedArguments<Given>) => PageRequest;
}

/** Creates a list of an admin. It checks the arguments at once, and rejects with their issues when it is used. */
export function createPageList<T, Given extends Arguments>(
  { perform, send }: AdminContext,
  { endpoint, options, arguments: given, request }: ListRun<T, Given>,
): PageList<T> {
  const prepared = capture(() => request(checkArguments(given())));
  return createList({
    load: (number) =>
      perform(endpoint.name, options, async (deadline) => {
        const { params, uid, query } = prepared();
        const { page = number, ...rest } = { ...query, ...(number !== undefined && { page: number }) };
        const values = { ...rest, page } as Record<string, QueryValue | CommaList>;
        const rows = await send(endpoint, { params, uid, query: toQuery(values), deadline });
        const perPage = (query.perPage as number | undefined) ?? DEFAULT_PER_PAGE;
        return { rows, page: (page as number | undefined) ?? 1, perPage };
      }),
  });
}
