import type { ListBlockedUsersFilter } from '../client/lists/types.js';
import type { User } from '../user/user.js';
import { defaultClient } from './default-client.js';
import { copyValues, createPageFetcher, pageNumber } from './fetch-pages.js';

/** The values of a builder. They may be anything: `fetchNext` checks them. */
interface Values {
  limit?: number;
  searchKeyword?: string;
  direction?: string;
  page?: number;
}

/**
 * Builds a request for blocked users, with the vendor's setters. All of them chain. Nothing is checked before `fetchNext`, which
 * rejects with the name of the setter.
 *
 * @example
 * const { BLOCKED_BY_ME } = CometChat.BlockedUsersRequest.directions;
 * const request = new CometChat.BlockedUsersRequestBuilder().setLimit(30).setDirection(BLOCKED_BY_ME).build();
 * const users = await request.fetchNext(); // call it again for the next page
 */
export class BlockedUsersRequestBuilder {
  /** @internal */
  readonly values: Values = {};

  /** Sets the number of users per page, 1 to 100. Default 30. */
  setLimit(limit: number): this {
    return this.set({ limit });
  }
  /** Selects users whose uid or name begins with this text, up to 1000 characters. A blank text is no condition. */
  setSearchKeyword(searchKeyword: string): this {
    return this.set({ searchKeyword });
  }
  /** Selects the direction of the blocks: one of `CometChat.BlockedUsersRequest.directions`. Default `BOTH`. */
  setDirection(direction: string): this {
    return this.set({ direction });
  }
  /** Selects the users whom the signed-in user has blocked. */
  blockedByMe(): this {
    return this.set({ direction: 'blockedByMe' });
  }
  /** Selects the users who have blocked the signed-in user. */
  hasBlockedMe(): this {
    return this.set({ direction: 'hasBlockedMe' });
  }
  /** Sets the page to begin with. As in the vendor's SDK, 0 is the first page. */
  setPage(page: number): this {
    return this.set({ page });
  }
  /** Returns a request. Later changes of the builder do not change it. */
  build(): BlockedUsersRequest {
    return new BlockedUsersRequest(this);
  }

  private set(values: Values): this {
    Object.assign(this.values, values);
    return this;
  }
}

/** A request for blocked users, page after page. A `BlockedUsersRequestBuilder` builds it. It belongs to the user who began to read it. */
export class BlockedUsersRequest {
  /** The values of `setDirection`. */
  static readonly directions = {
    /** Users of either direction. */
    BOTH: 'both',
    /** Users who have blocked the signed-in user. */
    HAS_BLOCKED_ME: 'hasBlockedMe',
    /** Users whom the signed-in user has blocked. */
    BLOCKED_BY_ME: 'blockedByMe',
  } as const;

  private readonly values: Values;
  private readonly pages = createPageFetcher(() => defaultClient().listBlockedUsers(filterOf(this.values)));

  constructor(builder: BlockedUsersRequestBuilder = new BlockedUsersRequestBuilder()) {
    this.values = copyValues(builder);
  }

  /**
   * Reads the next page; an empty array after the last one, without a request. Calls at the same time get one page each, in order.
   * After a failure, the next call reads the same page again.
   *
   * Rejects with `COMETCHAT_INITIALIZATION_NOT_DONE`, `USER_NOT_LOGED_IN`; with `INVALID_PARAMETER` for a wrong value of a setter; and
   * with `SESSION_ENDED` after the user who began to read has signed out, and `CLIENT_DISPOSED` after an `init`
   * that made another client: build the request again.
   */
  fetchNext(): Promise<User[]> {
    return this.pages.next();
  }
  /** The direction of the blocks; `''` if none was set. */
  getDirection(): string {
    return this.values.direction ?? '';
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

/** The filter of `listBlockedUsers`. */
function filterOf({ limit, searchKeyword, direction, page }: Values): ListBlockedUsersFilter {
  return {
    perPage: limit,
    searchKey: searchKeyword,
    direction: (direction || undefined) as ListBlockedUsersFilter['direction'],
    page: pageNumber(page),
  };
}
