import type { CallOptions } from '../transport/call-options.js';
import { type Arguments, type CheckedArguments, checkArguments } from './arguments.js';
import type { AdminContext } from './context.js';
import type { Page, PageList } from './page-types.js';
import { type CommaList, type QueryValue, toQuery } from './query.js';
import type { AdminEndpoint, Rows } from './resources/results.js';

/** The parts of the request for a page. */
interface Listing {
  readonly params?: Readonly<Record<string, string>>;
  /** The uid that every row must be about. */
  readonly uid?: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** What the service says where it is not asked. Source: the REST page on listing users. */
const USUAL_PER_PAGE = 100;

/** A list: its endpoint, its arguments, and the request that is made of them. */
export interface ListRun<T, Given extends Arguments> {
  readonly endpoint: AdminEndpoint<Rows<T>>;
  readonly options: CallOptions | undefined;
  /** A function, because reading an argument may throw: then the list rejects. */
  readonly arguments: () => Given;
  /** Makes the request. It is asked only when all arguments are right. */
  readonly listing: (checked: CheckedArguments<Given>) => Listing;
}

/** Makes a list. The arguments are checked at once; their issues reject when the list is used. */
export function createPageList<T, Given extends Arguments>(
  { perform, send }: AdminContext,
  { endpoint, options, arguments: given, listing }: ListRun<T, Given>,
): PageList<T> {
  const prepared = attempt(() => listing(checkArguments(given())));
  let first: Promise<Page<T>> | undefined;

  function load(number?: number): Promise<Page<T>> {
    return perform(endpoint.name, options, async (deadline) => {
      const { params, uid, query } = prepared();
      const { page = number, ...rest } = { ...query, ...(number !== undefined && { page: number }) };
      const asked = { ...rest, page } as Record<string, QueryValue | CommaList>;
      const rows = await send(endpoint, { params, uid, query: toQuery(asked), deadline });
      const loaded = toPage(rows, (page as number | undefined) ?? 1, query.perPage as number | undefined);
      return withItems(loaded, itemsFrom);
    });
  }

  /** The first page. Every caller shares its request; after a failure the next caller sends another one. */
  function begin(): Promise<Page<T>> {
    if (first) return first;
    const page = load();
    first = page;
    page.catch(() => {
      if (first === page) first = undefined;
    });
    return page;
  }

  // Calls of next() queue up in a generator, so that any number of them share one request for a page.
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
    yield* pagesFrom(await begin());
  }

  async function* items(): AsyncGenerator<T, undefined> {
    yield* itemsFrom(await begin());
  }

  return {
    // biome-ignore lint/suspicious/noThenProperty: awaiting a list is asking for its first page
    then: (onFulfilled, onRejected) => begin().then(onFulfilled, onRejected),
    catch: (onRejected) => begin().catch(onRejected),
    finally: (onFinally) => begin().finally(onFinally),
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

function toPage<T>({ items, pagination, cursor }: Rows<T>, page: number, asked?: number): PlainPage<T> {
  const perPage = pagination?.per_page || asked || USUAL_PER_PAGE;
  const { total, total_pages: totalPages } = pagination ?? {};
  const seen = (page - 1) * perPage + items.length;
  // The vendor's samples have totals that do not add up; a full page then asks for another.
  const isTold = total !== undefined && totalPages !== undefined && total >= seen && totalPages >= page;
  const hasMore = items.length > 0 && (isTold ? page < totalPages : items.length >= perPage);
  return {
    items: Object.freeze(items),
    page,
    perPage,
    ...(isTold && { total, totalPages }),
    hasMore,
    ...(cursor && { cursor }),
  };
}

/** Does it now, and tells how it went when asked. */
function attempt<T>(work: () => T): () => T {
  try {
    const value = work();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
