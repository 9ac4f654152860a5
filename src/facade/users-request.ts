import type { ListUsersFilter } from '../client/lists/types.js';
import type { User } from '../user/user.js';
import { USER_STATUS } from './constants.js';
import { defaultClient } from './default-client.js';
import { copyList, copyValues, createPageFetcher, pageNumber, type Texts } from './fetch-pages.js';

/** The values of a builder. They may be anything: `fetchNext` checks them. */
interface Values {
  limit?: number;
  status?: string;
  searchKeyword?: string;
  hideBlockedUsers?: boolean;
  role?: string;
  roles?: Texts;
  friendsOnly?: boolean;
  tags?: Texts;
  withTags?: boolean;
  uids?: Texts;
  sortBy?: string;
  sortOrder?: string;
  searchIn?: Texts;
  page?: number;
}

/**
 * Builds a request for users, with the vendor's setters. All of them chain. Nothing is checked before `fetchNext`, which rejects
 * with the name of the setter.
 *
 * @example
 * const request = new CometChat.UsersRequestBuilder().setLimit(30).setSearchKeyword('an').build();
 * const users = await request.fetchNext(); // call it again for the next page
 */
export class UsersRequestBuilder {
  /** @internal */
  readonly values: Values = {};

  /** Sets the number of users per page, 1 to 100. Default 30. */
  setLimit(limit: number): this {
    return this.set({ limit });
  }
  /** Selects users of this status: `CometChat.UsersRequest.USER_STATUS.ONLINE` or `OFFLINE`. */
  setStatus(status: string): this {
    return this.set({ status });
  }
  /** Selects users whose uid or name begins with this text, up to 1000 characters. A blank text is no condition. */
  setSearchKeyword(searchKeyword: string): this {
    return this.set({ searchKeyword });
  }
  /** Leaves out users whom the signed-in user has blocked, and those who have blocked the signed-in user. */
  hideBlockedUsers(hideBlockedUsers: boolean): this {
    return this.set({ hideBlockedUsers });
  }
  /** Selects users of this role, in addition to those of `setRoles`. */
  setRole(role: string): this {
    return this.set({ role });
  }
  /** Selects users of any of these roles, up to 25. An empty list is no condition. */
  setRoles(roles: Texts): this {
    return this.set({ roles });
  }
  /** Selects friends of the signed-in user. */
  friendsOnly(friendsOnly: boolean): this {
    return this.set({ friendsOnly });
  }
  /** Selects users with any of these tags, up to 25. An empty list is no condition. */
  setTags(tags: Texts): this {
    return this.set({ tags });
  }
  /** Also reads the tags of each user, which a list leaves out otherwise. */
  withTags(withTags: boolean): this {
    return this.set({ withTags });
  }
  /** Selects these users, up to 25 uids. An empty list is no condition. */
  setUIDs(uids: Texts): this {
    return this.set({ uids });
  }
  /** Sorts by `status`, then name (the default), or by `name`. */
  sortBy(sortBy: string): this {
    return this.set({ sortBy });
  }
  /** Sorts `asc` (the default) or `desc`. */
  sortByOrder(sortOrder: string): this {
    return this.set({ sortOrder });
  }
  /** Sets the fields to compare with the search text: `uid`, `name` or both (the default). */
  searchIn(searchIn: Texts): this {
    return this.set({ searchIn });
  }
  /** Sets the page to begin with. As in the vendor's SDK, 0 is the first page. */
  setPage(page: number): this {
    return this.set({ page });
  }
  /** Returns a request. Later changes of the builder do not change it. */
  build(): UsersRequest {
    return new UsersRequest(this);
  }

  private set(values: Values): this {
    Object.assign(this.values, values);
    return this;
  }
}

/** A request for users, page after page. A `UsersRequestBuilder` builds it. It belongs to the user who began to read it. */
export class UsersRequest {
  /** The values of `setStatus`. */
  static readonly USER_STATUS: typeof USER_STATUS = USER_STATUS;

  private readonly values: Values;
  private readonly pages = createPageFetcher(() => defaultClient().listUsers(filterOf(this.values)));

  constructor(builder: UsersRequestBuilder = new UsersRequestBuilder()) {
    this.values = copyValues(builder);
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
  /** The status that was set; `''` if none was set. */
  getStatus(): string {
    return this.values.status ?? '';
  }
  /** The search text; `''` if none was set. */
  getSearchKeyword(): string {
    return this.values.searchKeyword ?? '';
  }
  /** Whether blocked users are left out. */
  isHideBlockedUsers(): boolean {
    return this.values.hideBlockedUsers ?? false;
  }
  /** The role of `setRole`; `''` if none was set. */
  getRole(): string {
    return this.values.role ?? '';
  }
  /** The roles of `setRoles` and `setRole`. */
  getRoles(): string[] {
    return copyList(rolesOf(this.values));
  }
  /** Whether the request is for friends only. */
  isFriendsOnly(): boolean {
    return this.values.friendsOnly ?? false;
  }
  /** The tags that were set. */
  getTags(): string[] {
    return copyList(this.values.tags);
  }
  /** Whether the tags of each user are read. */
  isWithTags(): boolean {
    return this.values.withTags ?? false;
  }
  /** The uids that were set. */
  getUIDs(): string[] {
    return copyList(this.values.uids);
  }
  /** The fields to compare with the search text; empty if none were set. */
  getSearchIn(): string[] {
    return copyList(this.values.searchIn);
  }
  /** The field to sort by; `''` if none was set. */
  getSortBy(): string {
    return this.values.sortBy ?? '';
  }
  /** The order of the sorting; `''` if none was set. */
  getSortOrder(): string {
    return this.values.sortOrder ?? '';
  }
  /** The number of the page that was read last, from 1; 0 before the first one. */
  getPage(): number {
    return this.pages.page();
  }
}

/** The filter of `listUsers`. */
function filterOf(values: Values): ListUsersFilter {
  const { limit, searchKeyword, status, role: _, page, ...rest } = values;
  return {
    ...rest,
    perPage: limit,
    searchKey: searchKeyword,
    // The vendor's SDK accepts the word of the wire too.
    status: (status === 'available' ? 'online' : status || undefined) as ListUsersFilter['status'],
    roles: rolesOf(values),
    page: pageNumber(page),
  } as ListUsersFilter;
}

/** The roles of both setters. The vendor's SDK sends them together. */
function rolesOf({ role, roles = [] }: Values): Texts {
  return role && Array.isArray(roles) ? roles.concat(role) : roles;
}
