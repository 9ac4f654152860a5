import type { Call } from '../http/context.js';
import type { App } from '../state/apps.js';
import type { UserRecord } from '../state/user-record.js';
import type { EmulatorUser } from '../types.js';
import { readChoices, readFlag, readList } from '../validate/query.js';
import { viewUser } from '../view.js';

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
  readonly deactivated: 'without' | 'with' | 'only';
}

/** Reads the filter from the query. */
export function readUserFilter(call: Call): UserFilter {
  const searchIn = readChoices(call, 'searchIn', ['uid', 'name'] as const);
  const [status] = readChoices(call, 'status', ['available', 'offline'] as const);
  const withDeactivated = readFlag(call, 'withDeactivated');
  return {
    searchKey: (call.req.query('searchKey') ?? '').toLowerCase(),
    searchIn: searchIn.length > 0 ? searchIn : ['uid', 'name'],
    status,
    roles: new Set([...readList(call, 'roles'), ...readList(call, 'role')]),
    tags: readList(call, 'tags'),
    deactivated: readFlag(call, 'onlyDeactivated') ? 'only' : withDeactivated ? 'with' : 'without',
  };
}

/** The users that pass, in the order of their creation, which no update disturbs while somebody pages. */
export function filterUsers(app: App, filter: UserFilter): UserRecord[] {
  return [...app.users.all()].filter((user) => passes(user, app, filter));
}

function passes(user: UserRecord, app: App, filter: UserFilter): boolean {
  const deactivated = user.deactivatedAt !== undefined;
  if (filter.deactivated !== 'with' && deactivated !== (filter.deactivated === 'only')) return false;
  if (filter.roles.size > 0 && !filter.roles.has(user.role)) return false;
  if (filter.tags.length > 0 && !filter.tags.some((tag) => user.tags.includes(tag))) return false;
  if (filter.searchKey !== '' && !isFound(user, filter)) return false;
  return filter.status === undefined || viewUser(user, app, 'admin').status === filter.status;
}

function isFound(user: UserRecord, { searchIn, searchKey }: UserFilter): boolean {
  return searchIn.some((field) => user[field].toLowerCase().startsWith(searchKey));
}

/** A user as a row of the list, which has tags only when asked for. */
export function listRow(user: UserRecord, app: App, withTags: boolean): Partial<EmulatorUser> {
  const { tags, ...row } = viewUser(user, app, 'admin');
  return withTags ? { ...row, tags } : row;
}

/** The hint at the newest change of a page that goes beside `meta`, as in the sample of the vendor's page. */
export function cursorOf(users: readonly UserRecord[]): object {
  if (users.length === 0) return {};
  const updatedAt = users.reduce((newest, user) => Math.max(newest, user.updatedAt ?? user.createdAt), 0);
  return { cursor: { updatedAt, affix: 'prepend' } };
}
