import type { Call } from '../exchange.js';
import type { Rows } from '../paginate.js';
import type { App } from '../state/apps.js';
import { normalizeUid, type StoredUser } from '../state/stored-user.js';
import type { EmulatorUser } from '../types.js';
import { readChoice, readChoices, readFlag, readList, readSearchKey } from '../validate/query.js';
import { type Reader, viewUser } from '../view.js';
import type { Member } from './auth.js';
import { listable } from './permit.js';

/** Selects the users to list. Source: [list users](https://www.cometchat.com/docs/rest-api/users/list). */
export interface UserFilter {
  /** The start of a uid or a name, in lower case. */
  readonly searchKey: string;
  readonly searchIn: readonly ('uid' | 'name')[];
  readonly status: 'available' | 'offline' | undefined;
  /** The user has one of these roles. Empty matches every user. */
  readonly roles: ReadonlySet<string>;
  /** The user has one of these tags. Empty matches every user. */
  readonly tags: readonly string[];
  /** The user has one of these uids. Empty matches every user. */
  readonly uids: ReadonlySet<string>;
  readonly deactivated: 'without' | 'with' | 'only';
}

/** Reads the filter from the query. */
export function readUserFilter(call: Call): UserFilter {
  const searchIn = readChoices(call, 'searchIn', ['uid', 'name'] as const);
  const withDeactivated = readFlag(call, 'withDeactivated');
  return {
    searchKey: readSearchKey(call),
    searchIn: searchIn.length > 0 ? searchIn : ['uid', 'name'],
    status: readChoice(call, 'status', ['available', 'offline'] as const),
    roles: new Set([...readList(call, 'roles'), ...readList(call, 'role')]),
    tags: readList(call, 'tags'),
    uids: new Set(readList(call, 'uids').map(normalizeUid)),
    deactivated: readFlag(call, 'onlyDeactivated') ? 'only' : withDeactivated ? 'with' : 'without',
  };
}

/**
 * The matching users, oldest first: an update does not change this order while a client reads page after page. Read the
 * result before the next change.
 */
export function filterUsers(app: App, filter: UserFilter): Rows<StoredUser> {
  if (isEveryone(filter)) return { length: countOf(app, filter), [Symbol.iterator]: () => passing(app, filter) };
  return [...passing(app, filter)];
}

function* passing(app: App, filter: UserFilter): Generator<StoredUser> {
  for (const user of app.users.all()) if (passes(user, app, filter)) yield user;
}

/** Whether the filter has no condition except for deactivation. */
function isEveryone({ searchKey, status, roles, tags, uids }: UserFilter): boolean {
  return searchKey === '' && status === undefined && roles.size + tags.length + uids.size === 0;
}

function countOf({ users }: App, { deactivated }: UserFilter): number {
  if (deactivated === 'only') return users.deactivated;
  return deactivated === 'with' ? users.size : users.size - users.deactivated;
}

function passes(user: StoredUser, app: App, filter: UserFilter): boolean {
  const deactivated = user.deactivatedAt !== undefined;
  if (filter.deactivated !== 'with' && deactivated !== (filter.deactivated === 'only')) return false;
  if (filter.roles.size > 0 && !filter.roles.has(user.role)) return false;
  if (filter.tags.length > 0 && !filter.tags.some((tag) => user.tags.includes(tag))) return false;
  if (filter.uids.size > 0 && !filter.uids.has(user.uid)) return false;
  if (filter.searchKey !== '' && !isFound(user, filter.searchKey, filter.searchIn)) return false;
  return filter.status === undefined || statusOf(user, app) === filter.status;
}

/** Whether the uid or the name starts with the search text. */
export function isFound(
  user: StoredUser,
  searchKey: string,
  searchIn: readonly ('uid' | 'name')[] = ['uid', 'name'],
): boolean {
  return searchIn.some((field) => user[field].toLowerCase().startsWith(searchKey));
}

/**
 * The users that a member may list: not itself, and only those that its role permits. On request, also without blocked
 * users, or only friends. Members never see deactivated users. The query parameters have the names that the vendor's
 * Chat SDK sends.
 */
export function listAsMember(call: Call, member: Member): StoredUser[] {
  const { app, user: self } = member;
  const mayList = listable(member);
  const friendsOnly = readFlag(call, 'friendsOnly');
  const hideBlocked = readFlag(call, 'hideBlockedUsers');
  const users = [...filterUsers(app, { ...readUserFilter(call), deactivated: 'without' })].filter((user) => {
    if (user.uid === self.uid || !mayList(user)) return false;
    if (friendsOnly && !app.friends.has(user.uid, self.uid)) return false;
    return !(hideBlocked && (app.blocks.find(self.uid, user.uid) || app.blocks.find(user.uid, self.uid)));
  });
  return sortUsers(call, users, app);
}

/**
 * Sorts by status, then name, then uid; `sortBy=name` ignores the status. Source:
 * [retrieve users](https://www.cometchat.com/docs/sdk/javascript/retrieve-users).
 */
function sortUsers(call: Call, users: StoredUser[], app: App): StoredUser[] {
  const byName = readChoice(call, 'sortBy', ['status', 'name'] as const) === 'name';
  const down = readChoice(call, 'sortOrder', ['asc', 'desc'] as const) === 'desc';
  const rows = users.map((user) => ({
    user,
    keys: [byName ? '' : statusOf(user, app), user.name.toLowerCase(), user.uid],
  }));
  rows.sort((one, other) => compare(one.keys, other.keys));
  return (down ? rows.reverse() : rows).map(({ user }) => user);
}

function compare(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((key, index) => key !== other[index]);
  return at === -1 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}

function statusOf(user: StoredUser, app: App): EmulatorUser['status'] {
  return viewUser(user, app, 'admin').status;
}

/** One row of the list. It has tags only on request. */
export function listRow(user: StoredUser, app: App, reader: Reader, withTags: boolean): Partial<EmulatorUser> {
  const { tags, ...row } = viewUser(user, app, reader);
  return withTags ? { ...row, tags } : row;
}

/**
 * The cursor: the newest change of a page. It stands next to `meta` in a list of users, but within `meta` in lists of
 * friends and blocked users, as in the samples on the vendor's pages.
 */
export function cursorOf(users: readonly StoredUser[]): object {
  if (users.length === 0) return {};
  const updatedAt = users.reduce((newest, user) => Math.max(newest, user.updatedAt ?? user.createdAt), 0);
  return { cursor: { updatedAt, affix: 'prepend' } };
}
