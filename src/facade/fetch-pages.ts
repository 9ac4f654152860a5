import { amend, asException, type CometChatException } from '../errors/exception.js';
import type { Page, PageList } from '../transport/lists/types.js';
import type { User } from '../user/user.js';

/** A list of texts. The vendor's TypeScript samples declare such lists as `Array<String>`. */
// biome-ignore lint/complexity/noBannedTypes: a `string[]` is a `String[]`, but not the other way round
export type Texts = readonly String[];

/** Reads a list page by page, as the requests of the vendor's SDK do. */
export interface PageFetcher {
  /** Resolves with the users of the next page; with an empty array after the last page. */
  next(): Promise<User[]>;
  /** The number of the page that was read last, from 1; 0 before the first one. */
  page(): number;
}

/** The setters of the builders, by the fields of a filter, for messages. The others have the name of their field. */
const SETTERS: Readonly<Record<string, string>> = {
  perPage: 'setLimit',
  page: 'setPage',
  searchKey: 'setSearchKeyword',
  status: 'setStatus',
  roles: 'setRoles',
  tags: 'setTags',
  uids: 'setUIDs',
  sortOrder: 'sortByOrder',
  direction: 'setDirection',
};

/** Creates a fetcher. `begin` runs at the first call of `next`: builders work before `init`. */
export function createPageFetcher(begin: () => PageList<User>): PageFetcher {
  let pages: AsyncIterableIterator<Page<User>> | undefined;
  let page = 0;
  return {
    async next() {
      try {
        pages ??= begin().pages();
        const { done, value } = await pages.next();
        if (done) return [];
        page = value.page;
        return [...value.items];
      } catch (error) {
        throw namingSetters(asException(error));
      }
    },
    page: () => page,
  };
}

/** Names the setters in an error, in place of the fields of the filter: the caller has not written those. */
function namingSetters(error: CometChatException): CometChatException {
  if (error.kind !== 'validation' || error.status !== undefined) return error;
  const rename = (text: string) => text.replace(/^\w+/, (field) => SETTERS[field] ?? field);
  const details = Object.fromEntries(
    Object.entries(error.details ?? {}).map(([field, messages]) => [
      rename(field),
      Array.isArray(messages) ? messages.map(rename) : messages,
    ]),
  );
  return amend(error, { message: Object.values(details).flat().join(' ') || error.message, details });
}

/** A copy of the values of a builder. Later calls of its setters do not change the copy. */
export function copyValues<Values extends object>(builder: { readonly values: Values } | undefined): Values {
  try {
    return { ...builder?.values } as Values;
  } catch (error) {
    throw asException(error);
  }
}

/** A copy of a list that a setter got; empty if it got something else. */
export function copyList(list: Texts | undefined): string[] {
  return Array.isArray(list) ? [...list] : [];
}

/** The page of a filter. `setPage` counts from 0; a negative number is the first page, as in the vendor's SDK. */
export function pageNumber(page: number | undefined): number | undefined {
  return typeof page === 'number' ? Math.max(page, 0) + 1 : page;
}
