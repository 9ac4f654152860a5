import type { UserStatus } from '../../user/fields.js';

/** Selects users of `listUsers`. A user must match every given field; an empty list or text is no condition. */
export interface ListUsersFilter {
  /** The start of the uid or of the name, up to 1000 characters. */
  readonly searchKey?: string | undefined;
  /** The fields to compare with `searchKey`. Default: both. */
  readonly searchIn?: readonly ('uid' | 'name')[] | undefined;
  /** Only users of this status. */
  readonly status?: UserStatus | undefined;
  /** Only users of any of these roles, up to 25. */
  readonly roles?: readonly string[] | undefined;
  /** Only users with any of these tags, up to 25. A tag must not contain a comma: the service uses it as the separator. */
  readonly tags?: readonly string[] | undefined;
  /** Only these users, up to 25 uids. */
  readonly uids?: readonly string[] | undefined;
  /** Only friends of the signed-in user. Default `false`. */
  readonly friendsOnly?: boolean | undefined;
  /** Leave out users whom the signed-in user has blocked, and those who have blocked the signed-in user. Default `false`. */
  readonly hideBlockedUsers?: boolean | undefined;
  /** Also read the tags of each user, which a list leaves out otherwise. Default `false`. */
  readonly withTags?: boolean | undefined;
  /** `status`: by status, then name, then uid. `name`: by name, then uid. Default `status`. */
  readonly sortBy?: 'name' | 'status' | undefined;
  /** The order of the sorting. Default `asc`. */
  readonly sortOrder?: 'asc' | 'desc' | undefined;
  /** The page to begin with, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Users per page, 1 to 100. Default 30. */
  readonly perPage?: number | undefined;
}

/** Selects users of `listBlockedUsers`. */
export interface ListBlockedUsersFilter {
  /**
   * `blockedByMe`: users whom the signed-in user has blocked. `hasBlockedMe`: users who have blocked the signed-in user. Default `both`.
   */
  readonly direction?: 'both' | 'blockedByMe' | 'hasBlockedMe' | undefined;
  /** The start of the uid or of the name, up to 1000 characters. An empty text is no condition. */
  readonly searchKey?: string | undefined;
  /** The page to begin with, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Users per page, 1 to 100. Default 30. */
  readonly perPage?: number | undefined;
}
