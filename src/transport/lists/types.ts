/** Selects a part of a list. */
export interface Paging {
  /** The page to begin with, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Entries per page, 1 to 1000. Default 100. Source: the REST page on listing users. */
  readonly perPage?: number | undefined;
}

/**
 * One page of a list. `for await` gives the items of this page, then those of the following pages. Each following page is
 * one request, sent when the loop reaches it, with the options of the list and the same errors. Each new iteration sends
 * the requests for the following pages again.
 *
 * @example
 * const page = await admin.users.list({ perPage: 50 });
 * console.log(page.items.length, page.total); // this page
 * for await (const user of page) console.log(user.uid); // this page and all that follow
 */
export interface Page<T> extends AsyncIterable<T> {
  /** The entries of this page. */
  readonly items: readonly T[];
  /** The number of this page, from 1. */
  readonly page: number;
  /** The maximum number of entries on a page. */
  readonly perPage: number;
  /** The number of entries on all pages, if the service reports it. */
  readonly total?: number;
  /** The number of pages, if the service reports it. */
  readonly totalPages?: number;
  /** Whether another page follows. */
  readonly hasMore: boolean;
  /** The position of this page in time, if the service reports it. */
  readonly cursor?: {
    /** The time of the newest change on this page, Unix seconds. */
    readonly updatedAt: number;
    /** Whether the cursor is before or after this page. */
    readonly affix?: string;
  };
}

/**
 * A list that is read page by page. Creating it sends nothing: `await` reads the first page, `for await` gives every
 * entry of all pages, and `pages()` gives every page. Each page has a timeout of its own. Invalid arguments reject when
 * the list is used, before a request is sent.
 *
 * An `async` function that returns a list resolves with the first page, because a list can be awaited. You can iterate
 * that page like the list.
 *
 * @example
 * async function guides() {
 *   return admin.users.list({ role: 'guide' });
 * }
 * for await (const user of await guides()) console.log(user.uid);
 */
export interface PageList<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
  /**
   * Every page from the first one on. Calls of `next()` wait for one another. If a page fails, the next call of `next()` reads that page again.
   */
  pages(): AsyncIterableIterator<Page<T>>;
  /** Reads the first page, and calls `onRejected` if that fails, as `catch` of a promise does. */
  catch<R = never>(onRejected?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<Page<T> | R>;
  /** Reads the first page, and calls `onFinally` afterwards, as `finally` of a promise does. */
  finally(onFinally?: (() => void) | null): Promise<Page<T>>;
}
