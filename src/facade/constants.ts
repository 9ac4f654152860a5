/** The values of `user.getStatus()`, and of `setStatus` of a `UsersRequestBuilder`. */
export const USER_STATUS = {
  /** The user is online. */
  ONLINE: 'online',
  /** The user is offline. */
  OFFLINE: 'offline',
} as const;

/** The values of `sortBy` of a list of users. */
export const SORT_BY = {
  /** By name. */
  NAME: 'name',
  /** By status. */
  STATUS: 'status',
} as const;

/** The values of `sortByOrder` of a list of users. */
export const SORT_ORDER = {
  /** The smallest first. */
  ASCENDING: 'asc',
  /** The largest first. */
  DESCENDING: 'desc',
} as const;
