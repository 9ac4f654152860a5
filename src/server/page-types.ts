/** Which part of a list. */
export interface Paging {
  /** The page to begin with, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Entries on a page, 1 to 1000. Default 100. Source: the REST page on listing users. */
  readonly perPage?: number | undefined;
}

/**
 * One page of a list. Iterating it with `for await` gives its own items, then those of the following pages, each of
 * which is one request when it is needed. The requests have the options of the list; they reject as the list does. Each
 * new iteration sends the requests for the following pages again.
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
  /** The most entries that a page has. */
  readonly perPage: number;
  /** Entries on all pages, where the service says so. */
  readonly total?: number;
  /** Pages in all, where the service says so. */
  readonly totalPages?: number;
  /** Whether another page follows. */
  readonly hasMore: boolean;
  /** The service's hint at the newest change on this page, Unix seconds, where it gives one. */
  readonly cursor?: {
    /** Time of the newest change, Unix seconds. */
    readonly updatedAt: number;
    /** Whether the cursor is before or after this page. */
    readonly affix?: string;
  };
}

/**
 * A list that is read page by page. Creating it sends nothing: `await` reads the first page, `for await` gives every
 * entry of all pages, `pages()` every page. Each page is a call with a timeout of its own. Wrong arguments reject
 * there, before a request.
 *
 * An `async` function that returns a list resolves with its first page, because a list can be awaited. That page can be
 * iterated as the list can.
 *
 * @example
 * async function guides() {
 *   return admin.users.list({ role: 'guide' });
 * }
 * for await (const user of await guides()) console.log(user.uid);
 */
export interface PageList<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
  /** Every page from the first one on. */
  pages(): AsyncIterableIterator<Page<T>>;
  /** Reads the first page, and calls `onRejected` if that fails, as `catch` of a promise does. */
  catch<R = never>(onRejected?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<Page<T> | R>;
  /** Reads the first page, and calls `onFinally` afterwards, as `finally` of a promise does. */
  finally(onFinally?: (() => void) | null): Promise<Page<T>>;
}

/** What became of one uid, or of one feature or permission, of a call for many. */
export interface Outcome {
  /** True if it worked. */
  readonly success: boolean;
  /** The service's own sentence. */
  readonly message: string;
}

/** What became of one uid of a call for many. */
export interface UidOutcome extends Outcome {
  /** The uid of the user. */
  readonly uid: string;
}
