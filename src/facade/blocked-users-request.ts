import type { ListBlockedUsersFilter } from '../client/lists/types.js';
import { defaultClient } from './default-client.js';
import { pageNumber } from './fetch-pages.js';
import { PagedRequest, PagedRequestBuilder, type PagedValues } from './paged-request.js';

/** The values of a builder. They may be anything: `fetchNext` checks them. */
interface Values extends PagedValues {
  direction?: string;
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
export class BlockedUsersRequestBuilder extends PagedRequestBuilder<Values> {
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
  /** Returns a request. Later changes of the builder do not change it. */
  build(): BlockedUsersRequest {
    return new BlockedUsersRequest(this);
  }
}

/** A request for blocked users, page after page. A `BlockedUsersRequestBuilder` builds it. It belongs to the user who began to read it. */
export class BlockedUsersRequest extends PagedRequest<Values> {
  /** The values of `setDirection`. */
  static readonly directions = {
    /** Users of either direction. */
    BOTH: 'both',
    /** Users who have blocked the signed-in user. */
    HAS_BLOCKED_ME: 'hasBlockedMe',
    /** Users whom the signed-in user has blocked. */
    BLOCKED_BY_ME: 'blockedByMe',
  } as const;

  constructor(builder: BlockedUsersRequestBuilder = new BlockedUsersRequestBuilder()) {
    super(builder, (values) => defaultClient().listBlockedUsers(filterOf(values)));
  }

  /** The direction of the blocks; `''` if none was set. */
  getDirection(): string {
    return this.values.direction ?? '';
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
