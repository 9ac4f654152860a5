import type { CallOptions } from '../transport/call-options.js';
import type { AdminContext } from './context.js';
import type { AdminEndpoint, Rows } from './operations/results.js';
import type { Page, PageList } from './page-types.js';
import { type CommaList, type QueryValue, toQuery } from './query.js';

/** What a list asks for. */
export interface Listing {
  readonly params?: Readonly<Record<string, string>>;
  /** The uid that every row must be about. */
  readonly uid?: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** What the service says where it is not asked. Source: the REST page on listing users. */
const USUAL_PER_PAGE = 100;

/** Makes a list of an operation. `prepare` checks the arguments at once, and what it throws rejects when the list is used. */
export function createPageList<T>(
  { perform, send }: AdminContext,
  operation: AdminEndpoint<Rows<T>>,
  options: CallOptions | undefined,
  prepare: () => Listing,
): PageList<T> {
  const prepared = attempt(prepare);
  let first: Promise<Page<T>> | undefined;

  function load(number?: number): Promise<Page<T>> {
    return perform(operation.name, options, async (deadline) => {
      const { params, uid, query } = prepared();
      const { page = number, ...rest } = { ...query, ...(number !== undefined && { page: number }) };
      const asked = { ...rest, page } as Record<string, QueryValue | CommaList>;
      const rows = await send(operation, { params, uid, query: toQuery(asked), deadline });
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
