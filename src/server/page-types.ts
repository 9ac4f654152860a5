/** Which part of a list. */
export interface Paging {
  /** The page to begin with, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Entries on a page, 1 to 1000. Default 100. Source: the REST page on listing users. */
  readonly perPage?: number | undefined;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The number of this page, from 1. */
  readonly page: number;
  readonly perPage: number;
  /** Entries on all pages, where the service says so. */
  readonly total?: number;
  /** Pages in all, where the service says so. */
  readonly totalPages?: number;
  /** Whether another page follows. */
  readonly hasMore: boolean;
  /** The service's hint at the newest change on this page, Unix seconds, where it gives one. */
  readonly cursor?: { readonly updatedAt: number; readonly affix?: string };
}

/**
 * A list that is asked for page by page, and of which nothing is sent until it is used: `await` gives the first page,
 * `for await` every entry of all pages, `pages()` every page. Each page is a call of its own, with its own time. What is wrong with the arguments rejects there, before a request.
 */
export interface PageList<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
  /** Every page from the first one on. */
  pages(): AsyncIterableIterator<Page<T>>;
  /** As of a promise of the first page. */
  catch<R = never>(onRejected?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<Page<T> | R>;
  /** As of a promise of the first page. */
  finally(onFinally?: (() => void) | null): Promise<Page<T>>;
}

/** What became of one uid, or of one feature or permission, of a call for many. */
export interface Outcome {
  readonly success: boolean;
  /** The service's own sentence. */
  readonly message: string;
}

/** What became of one uid of a call for many. */
export interface UidOutcome extends Outcome {
  readonly uid: string;
}
