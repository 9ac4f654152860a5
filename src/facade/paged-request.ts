import type { PageList } from '../transport/lists/types.js';
import type { User } from '../user/user.js';
import { copyValues, createPageFetcher, type PageFetcher } from './fetch-pages.js';

/** The values that every builder of a request has. They may be anything: `fetchNext` checks them. */
export interface PagedValues {
  limit?: number;
  searchKeyword?: string;
  page?: number;
}

/** The setters of every builder of a request. */
export abstract class PagedRequestBuilder<Values extends PagedValues> {
  /** @internal */
  readonly values: Values = {} as Values;

  /** Sets the number of users per page, 1 to 100. Default 30. */
  setLimit(limit: number): this {
    return this.set({ limit } as Values);
  }
  /** Selects users whose uid or name begins with this text, up to 1000 characters. A blank text is no condition. */
  setSearchKeyword(searchKeyword: string): this {
    return this.set({ searchKeyword } as Values);
  }
  /** Sets the page to begin with. As in the vendor's SDK, 0 is the first page. */
  setPage(page: number): this {
    return this.set({ page } as Values);
  }

  /** @internal */
  protected set(values: Values): this {
    Object.assign(this.values, values);
    return this;
  }
}

/** A request for users, page after page. It belongs to the user who began to read it. */
export abstract class PagedRequest<Values extends PagedValues> {
  /** @internal */
  protected readonly values: Values;
  private readonly pages: PageFetcher;

  /** @internal `list` is called with a copy of the values when the first page is read. */
  protected constructor(builder: { readonly values: Values }, list: (values: Values) => PageList<User>) {
    this.values = copyValues(builder);
    this.pages = createPageFetcher(() => list(this.values));
  }

  /**
   * Reads the next page; an empty array after the last one, without a request. Calls at the same time get one page each, in order.
   * After a failure, the next call reads the same page again.
   *
   * Rejects with `COMETCHAT_INITIALIZATION_NOT_DONE`, `USER_NOT_LOGED_IN`; with `INVALID_PARAMETER` or `INVALID_UID` for a wrong value
   * of a setter; and with `SESSION_ENDED` after the user who began to read has signed out, and `CLIENT_DISPOSED` after an `init`
   * that made another client: build the request again.
   */
  fetchNext(): Promise<User[]> {
    return this.pages.next();
  }
  /** The number of users per page. */
  getLimit(): number {
    return this.values.limit ?? 30;
  }
  /** The search text; `''` if none was set. */
  getSearchKeyword(): string {
    return this.values.searchKeyword ?? '';
  }
  /** The number of the page that was read last, from 1; 0 before the first one. */
  getPage(): number {
    return this.pages.page();
  }
}
