import type { Rows } from './rows.js';
import type { Page, PageList } from './types.js';

/** A page that was read: its rows, its number, and the page length of the request. */
export interface LoadedPage<T> {
  readonly rows: Rows<T>;
  readonly page: number;
  readonly perPage: number;
}

/** The parts of a list that differ between server and client. */
export interface PageSource<T> {
  /** Reads a page. Without a number it reads the page that the list begins with. */
  readonly load: (number?: number) => Promise<LoadedPage<T>>;
  /** Throws if the list has ended: it then gives no further entry, not even one that was read before. */
  readonly ensureOpen?: (() => void) | undefined;
}

/** Creates a list that reads its pages from `source`. Creating it sends nothing. */
export function createPageList<T>({ load: read, ensureOpen = () => undefined }: PageSource<T>): PageList<T> {
  let first: Promise<Page<T>> | undefined;

  async function load(number?: number): Promise<Page<T>> {
    return withItems(toPage(await read(number)), (page) => itemsFrom(async () => page));
  }

  /** The first page. Every caller shares its request; after a failure the next caller sends another one. */
  async function firstPage(): Promise<Page<T>> {
    ensureOpen();
    if (first) return first;
    const page = load();
    first = page;
    page.catch(() => {
      if (first === page) first = undefined;
    });
    return page;
  }

  /**
   * Iterates over the pages from the one that `begin` gives. Each call of next() waits for the earlier ones. If a page fails, the
   * iterator stays where it is: the following call reads that page again.
   */
  function pagesFrom(begin: () => Promise<Page<T>>): AsyncIterableIterator<Page<T>, undefined> {
    let page: Page<T> | undefined;
    let isDone = false;
    let queue: Promise<unknown> = Promise.resolve();

    async function step(): Promise<IteratorResult<Page<T>, undefined>> {
      ensureOpen();
      if (isDone || page?.hasMore === false) return { done: true, value: undefined };
      const next = await (page ? load(page.page + 1) : begin());
      ensureOpen();
      page = next;
      return { done: false, value: next };
    }

    return {
      next() {
        const result = queue.then(step);
        queue = result.catch(() => undefined);
        return result;
      },
      async return() {
        isDone = true;
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async function* itemsFrom(begin: () => Promise<Page<T>>): AsyncGenerator<T, undefined> {
    for await (const page of pagesFrom(begin)) {
      for (const item of page.items) {
        ensureOpen();
        yield item;
      }
    }
  }

  return {
    // biome-ignore lint/suspicious/noThenProperty: awaiting a list reads its first page
    then: (onFulfilled, onRejected) => firstPage().then(onFulfilled, onRejected),
    catch: (onRejected) => firstPage().catch(onRejected),
    finally: (onFinally) => firstPage().finally(onFinally),
    pages: () => pagesFrom(firstPage),
    [Symbol.asyncIterator]: () => itemsFrom(firstPage),
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

function toPage<T>({ rows, page, perPage: requested }: LoadedPage<T>): PlainPage<T> {
  const { items, pagination, cursor } = rows;
  const { per_page: reported = 0 } = pagination ?? {};
  const perPage = reported > 0 ? reported : requested;
  const { total, total_pages: totalPages } = pagination ?? {};
  const seen = (page - 1) * perPage + items.length;
  // Totals in the vendor's samples do not always add up. Ignore such totals: another page then follows each full page.
  const hasTotals =
    total !== undefined &&
    totalPages !== undefined &&
    total >= seen &&
    totalPages >= page &&
    total <= totalPages * perPage;
  const isFull = items.length >= Math.min(perPage, requested);
  const hasMore = items.length > 0 && (hasTotals ? page < totalPages : isFull);

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
export function capture<T>(work: () => T): () => T {
  try {
    const value = work();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
