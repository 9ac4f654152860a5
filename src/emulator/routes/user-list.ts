import type { Member } from '../http/auth.js';
import type { Call } from '../http/call.js';
import { listable } from '../http/permit.js';
import type { Rows } from '../paginate.js';
import type { App } from '../state/apps.js';
import { normalizeUid, type UserRecord } from '../state/user-record.js';
import type { EmulatorUser } from '../types.js';
import { readChoice, readChoices, readFlag, readList, readSearchKey } from '../validate/query.js';
import { type Reader, viewUser } from '../view.js';

/** Which users to list. Source: [list users](https://www.cometchat.com/docs/rest-api/users/list). */
export interface UserFilter {
  /** Lower-case start of a uid or a name. */
  readonly searchKey: string;
  readonly searchIn: readonly ('uid' | 'name')[];
  readonly status: 'available' | 'offline' | undefined;
  /** Any of them; empty is every role. */
  readonly roles: ReadonlySet<string>;
  /** Any of them; empty is whatever tags. */
  readonly tags: readonly string[];
  /** Any of them; empty is every user. */
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
 * The users that pass, in the order of their creation, which no update disturbs while somebody pages. To be looked at
 * before anything changes.
 */
export function filterUsers(app: App, filter: UserFilter): Rows<UserRecord> {
  const { searchKey, searchIn } = filter;
  if (isEveryone(filter)) return { length: countOf(app, filter), [Symbol.iterator]: () => passing(app, filter) };
  const found = searchKey === '' ? undefined : app.users.startingWith(searchKey, searchIn);
  return found?.filter((user) => passes(user, app, filter)) ?? [...passing(app, filter)];
}

function* passing(app: App, filter: UserFilter): Generator<UserRecord> {
  for (const user of app.users.all()) if (passes(user, app, filter)) yield user;
}

/** Whether it asks for nothing, but for users who are deactivated or not. */
function isEveryone({ searchKey, status, roles, tags, uids }: UserFilter): boolean {
  return searchKey === '' && status === undefined && roles.size + tags.length + uids.size === 0;
}

function countOf({ users }: App, { deactivated }: UserFilter): number {
  if (deactivated === 'only') return users.deactivated;
  return deactivated === 'with' ? users.size : users.size - users.deactivated;
}

function passes(user: UserRecord, app: App, filter: UserFilter): boolean {
  const deactivated = user.deactivatedAt !== undefined;
  if (filter.deactivated !== 'with' && deactivated !== (filter.deactivated === 'only')) return false;
  if (filter.roles.size > 0 && !filter.roles.has(user.role)) return false;
  if (filter.tags.length > 0 && !filter.tags.some((tag) => user.tags.includes(tag))) return false;
  if (filter.uids.size > 0 && !filter.uids.has(user.uid)) return false;
  if (filter.searchKey !== '' && !isFound(user, filter.searchKey, filter.searchIn)) return false;
  return filter.status === undefined || statusOf(user, app) === filter.status;
}

/** Whether the uid or the name starts with what is looked for. */
export function isFound(
  user: UserRecord,
  searchKey: string,
  searchIn: readonly ('uid' | 'name')[] = ['uid', 'name'],
): boolean {
  return searchIn.some((field) => user[field].toLowerCase().startsWith(searchKey));
}

/**
 * The users that a member sees of a list: not itself, and those whom its role lets it list; without whom it blocked, or
 * without whom is no friend, where it asks for that. Deactivated users are not for members. The names of the query are
 * those that the vendor's Chat SDK sends.
 */
export function listAsMember(call: Call, member: Member): UserRecord[] {
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
 * By status, then name, then uid; `sortBy=name` leaves the status out. Source:
 * [retrieve users](https://www.cometchat.com/docs/sdk/javascript/retrieve-users).
 */
function sortUsers(call: Call, users: UserRecord[], app: App): UserRecord[] {
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

function statusOf(user: UserRecord, app: App): EmulatorUser['status'] {
  return viewUser(user, app, 'admin').status;
}

/** A user as a row of the list, which has tags only when asked for. */
export function listRow(user: UserRecord, app: App, reader: Reader, withTags: boolean): Partial<EmulatorUser> {
  const { tags, ...row } = viewUser(user, app, reader);
  return withTags ? { ...row, tags } : row;
}

/**
 * The hint at the newest change of a page: beside `meta` in a list of users, within it in lists of friends and blocked
 * users, as in the samples of the vendor's pages.
 */
export function cursorOf(users: readonly UserRecord[]): object {
  if (users.length === 0) return {};
  const updatedAt = users.reduce((newest, user) => Math.max(newest, user.updatedAt ?? user.createdAt), 0);
  return { cursor: { updatedAt, affix: 'prepend' } };
}
