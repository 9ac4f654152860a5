import type { CallOptions } from '../transport/call-options.js';
import { type Arguments, type CheckedArguments, checkArguments } from './arguments.js';
import type { AdminContext } from './context.js';
import type { Page, PageList } from './page-types.js';
import { type CommaList, type QueryValue, toQuery } from './query.js';
import type { AdminEndpoint, Rows } from './resources/results.js';

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

/** Creates a list. It checks the arguments at once, and rejects with their issues when it is used. */
export function createPageList<T, Given extends Arguments>(
  { perform, send }: AdminContext,
  { endpoint, options, arguments: given, request }: ListRun<T, Given>,
): PageList<T> {
  const prepared = capture(() => request(checkArguments(given())));
  let first: Promise<Page<T>> | undefined;

  function load(number?: number): Promise<Page<T>> {
    return perform(endpoint.name, options, async (deadline) => {
      const { params, uid, query } = prepared();
      const { page = number, ...rest } = { ...query, ...(number !== undefined && { page: number }) };
      const values = { ...rest, page } as Record<string, QueryValue | CommaList>;
      const rows = await send(endpoint, { params, uid, query: toQuery(values), deadline });
      const loaded = toPage(rows, (page as number | undefined) ?? 1, query.perPage as number | undefined);
      return withItems(loaded, itemsFrom);
    });
  }

  /** The first page. Every caller shares its request; after a failure the next caller sends another one. */
  function firstPage(): Promise<Page<T>> {
    if (first) return first;
    const page = load();
    first = page;
    page.catch(() => {
      if (first === page) first = undefined;
    });
    return page;
  }

  // A generator queues calls of next(), so that they share one request for each page.
  async function* pagesFrom(first: Page<T>): AsyncGenerator<Page<T>, undefined> {
    for (let page = first; ; page = await load(page.page + 1)) {
      yield page;
      if (!page.hasMore) return;
    }
  }

  async function* itemsFrom(first: Page<T>): AsyncGenerator<T, undefined> {
    for await (const page of pagesFrom(first)) yield* page.items;
  }

  async function* pages(): AsyncGenerator<Page<T>, undefined> {
    yield* pagesFrom(await firstPage());
  }

  async function* items(): AsyncGenerator<T, undefined> {
    yield* itemsFrom(await firstPage());
  }

  return {
    // biome-ignore lint/suspicious/noThenProperty: awaiting a list reads its first page
    then: (onFulfilled, onRejected) => firstPage().then(onFulfilled, onRejected),
    catch: (onRejected) => firstPage().catch(onRejected),
    finally: (onFinally) => firstPage().finally(onFinally),
    pages,
    [Symbol.asyncIterator]: items,
  };
}

/** A page without its iterator. */
type PlainPage<T> = Omit<Page<T>, typeof Symbol.asyncIterator>;

/** Makes a page iterable. The iterator is not enumerable, so that a spread or printed page shows its fields only. */
function withItems<T>(page: PlainPage<T>, itemsFrom: (first: Page<T>) => AsyncGenerator<T, undefined>): Page<T> {
  const whole = { ...page } as Page<T>;
  Object.defineProperty(whole, Symbol.asyncIterator, { value: () => itemsFrom(whole) });
  return Object.freeze(whole);
}

function toPage<T>({ items, pagination, cursor }: Rows<T>, page: number, requested?: number): PlainPage<T> {
  const perPage = pagination?.per_page || requested || DEFAULT_PER_PAGE;
  const { total, total_pages: totalPages } = pagination ?? {};
  const seen = (page - 1) * perPage + items.length;
  // Totals in the vendor's samples do not always add up. Ignore such totals: another page then follows each full page.
  const hasTotals = total !== undefined && totalPages !== undefined && total >= seen && totalPages >= page;
  const hasMore = items.length > 0 && (hasTotals ? page < totalPages : items.length >= perPage);
  return {
    items: Object.freeze(items),
    page,
    perPage,
    ...(hasTotals && { total, totalPages }),
    hasMore,
    ...(cursor && { cursor }),
  };
}

/** Runs `work` at once. The returned function returns the result or throws the error of that run. */
function capture<T>(work: () => T): () => T {
  try {
    const value = work();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
