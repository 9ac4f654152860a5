import { type Issue, refuse } from '../../errors/issue.js';
import { findUnknownOption } from '../../errors/option-names.js';
import { BOOLEAN, isBoolean, isObject, reading } from '../../transport/call-options.js';
import { CommaList, type QueryValue } from '../../transport/lists/query.js';
import { ROLE_PATTERN, TAG_MAX_LENGTH } from '../../user/limits.js';
import { codePoints, hasLoneSurrogate } from '../../user/text.js';
import { normalizeUid } from '../../user/uid.js';
import { uidListIssues, wrongParameter } from '../uids.js';
import type { ListBlockedUsersFilter, ListUsersFilter } from './types.js';

/** Users per page. Source: the vendor's typings (`setLimit`). The UI kit asks for 30. */
const PER_PAGE = { max: 100, usual: 30 };

/** Entries of a list in a filter. Source for uids: the vendor's page on retrieving users. An app has at most 25 roles, a user 25 tags. */
const LIST_MAX_COUNT = 25;

/** Characters of a search text. Longer than any uid or name. */
const SEARCH_MAX_LENGTH = 1000;

/** The largest page number. A larger one could not be sent exactly. */
const PAGE_MAX = 1_000_000;

type Query = Readonly<Record<string, QueryValue | CommaList>>;

/** A checked filter: the page to begin with, the page length, and the other parameters of the query. */
export interface CheckedFilter {
  readonly page: number;
  readonly perPage: number;
  readonly query: Query;
}

/** Returns the issues of one field. It is not called for `undefined`. */
type FieldCheck = (value: unknown, field: string) => Issue[];

type FieldChecks<Filter> = { readonly [Field in keyof Filter]-?: FieldCheck };

const PAGING = { page: wholeNumber(PAGE_MAX), perPage: wholeNumber(PER_PAGE.max) };
const flag = check(isBoolean, BOOLEAN);
const searchText = check(isSearchText, `text of at most ${SEARCH_MAX_LENGTH} characters`);

const USER_CHECKS: FieldChecks<ListUsersFilter> = {
  searchKey: searchText,
  searchIn: listOf(oneOf('uid', 'name')),
  status: oneOf('online', 'offline'),
  roles: listOf(check(isRole, 'a role id: 1 to 100 letters, digits, underscores and hyphens')),
  tags: listOf(check(isTag, `text of 1 to ${TAG_MAX_LENGTH} characters without a comma, which separates tags`)),
  uids: (value, field) => (isEmptyList(value) ? [] : uidListIssues(value, field)),
  friendsOnly: flag,
  hideBlockedUsers: flag,
  withTags: flag,
  sortBy: oneOf('name', 'status'),
  sortOrder: oneOf('asc', 'desc'),
  ...PAGING,
};

const BLOCKED_CHECKS: FieldChecks<ListBlockedUsersFilter> = {
  direction: oneOf('both', 'blockedByMe', 'hasBlockedMe'),
  searchKey: searchText,
  ...PAGING,
};

/** Checks the filter of `listUsers` and turns it into a query with the vendor's parameter names. Throws with every issue. */
export function checkUserFilter(given: unknown): CheckedFilter {
  const filter = checkFilter<ListUsersFilter>('listUsers', given, USER_CHECKS);
  const { page, perPage, searchKey, searchIn, status, roles, tags, uids, sortBy, sortOrder, ...flags } = filter;
  return checked(page, perPage, {
    searchKey: searchTextOf(searchKey),
    searchIn: commaList(searchIn),
    // The REST pages say `available`, the vendor's SDKs say `online`.
    status: status === 'online' ? 'available' : status,
    roles: commaList(roles),
    tags: commaList(tags),
    uids: commaList(uids?.map(normalizeUid)),
    ...Object.fromEntries(Object.entries(flags).map(([name, isOn]) => [name, isOn ? 1 : undefined])),
    sortBy,
    sortOrder,
  });
}

/** Checks the filter of `listBlockedUsers` and turns it into a query. Throws with every issue. */
export function checkBlockedFilter(given: unknown): CheckedFilter {
  const filter = checkFilter<ListBlockedUsersFilter>('listBlockedUsers', given, BLOCKED_CHECKS);
  const { page, perPage, searchKey, direction } = filter;
  return checked(page, perPage, { direction, searchKey: searchTextOf(searchKey) });
}

function checked(page = 1, perPage = PER_PAGE.usual, query: Query): CheckedFilter {
  return { page, perPage, query };
}

/** Checks each field. Returns a copy: the caller may change the filter before the first request. */
function checkFilter<Filter>(owner: string, given: unknown, checks: FieldChecks<Filter>): Filter {
  return reading('The filter', () => {
    const filter = given ?? {};
    if (!isObject(filter) || Array.isArray(filter)) refuse([wrongParameter('filter', 'an object')]);
    const unknown = findUnknownOption(filter, checks, owner, 'filter');
    const issues: Issue[] = unknown ? [{ ...unknown, code: 'INVALID_PARAMETER' }] : [];
    const copy: Record<string, unknown> = {};
    for (const [field, check] of Object.entries<FieldCheck>(checks)) {
      // Read each field once: a getter may return another value the next time.
      const value: unknown = Reflect.get(filter as object, field);
      if (value === undefined) continue;
      if (Array.isArray(value) && value.length > LIST_MAX_COUNT) {
        // Do not copy it: it may be very long.
        issues.push(wrongParameter(field, `a list of at most ${LIST_MAX_COUNT} entries`));
        continue;
      }
      copy[field] = Array.isArray(value) ? [...value] : value;
      issues.push(...check(copy[field], field));
    }
    refuse(issues);
    return copy as Filter;
  });
}

function check(isValid: (value: unknown) => boolean, must: string): FieldCheck {
  return (value, field) => (isValid(value) ? [] : [wrongParameter(field, must)]);
}

function oneOf(...choices: readonly string[]): FieldCheck {
  return check((value) => choices.includes(value as string), `one of ${choices.join(', ')}`);
}

function wholeNumber(max: number): FieldCheck {
  const isValid = (value: unknown) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max;
  return check(isValid, `a whole number from 1 to ${max}`);
}

function listOf(item: FieldCheck): FieldCheck {
  return (value, field) =>
    Array.isArray(value)
      ? value.flatMap((entry, index) => item(entry, `${field}[${index}]`))
      : [wrongParameter(field, 'an array')];
}

function isSearchText(value: unknown): boolean {
  return typeof value === 'string' && codePoints(value) <= SEARCH_MAX_LENGTH && !hasLoneSurrogate(value);
}

function isRole(value: unknown): boolean {
  return typeof value === 'string' && ROLE_PATTERN.test(value);
}

function isTag(value: unknown): boolean {
  if (typeof value !== 'string' || value.includes(',') || hasLoneSurrogate(value)) return false;
  return value.trim() !== '' && codePoints(value) <= TAG_MAX_LENGTH;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The search text to send. A blank one is no condition, so that an empty search box lists every user. */
function searchTextOf(text = ''): string | undefined {
  return text.trim() === '' ? undefined : text;
}

function commaList(items: readonly string[] | undefined): CommaList | undefined {
  return items && new CommaList(items);
}
