import type { Deadline } from '../../../transport/deadline.js';
import { toQuery } from '../../../transport/lists/query.js';
import type { User } from '../../../user/user.js';
import type { AdminContext } from '../../context.js';
import { countUsers, listUsers } from '../../resources/users/endpoints.js';

/** The most users on a page. Source: the REST page on listing users. */
export const PAGE = 1000;

/** Every user counts, with the deactivated ones. */
const EVERYONE = { withDeactivated: true };

/** Runs one request with a deadline, and again after a failure if it wants. */
export type RunRequest = <T>(work: (deadline: Deadline) => Promise<T>) => Promise<T>;

/** The number of users of the app, and the time of the service. */
export interface UserCount {
  /** The number of users, with the deactivated ones. */
  readonly count: number;
  /** The time of the response by the clock of the service; `undefined` if the response does not say it. */
  readonly serviceTime: Date | undefined;
}

/** Asks how many users the app has, with one request. */
export async function countAllUsers({ send }: AdminContext, run: RunRequest): Promise<UserCount> {
  let date: string | null = null;
  const query = toQuery({ ...EVERYONE, count: true, perPage: 1 });
  const onHeaders = (headers: Headers) => {
    date = headers.get('date');
  };
  const count = await run((deadline) => send(countUsers, { query, deadline, onHeaders }));
  const ms = Date.parse(date ?? '');
  return { count, serviceTime: Number.isNaN(ms) ? undefined : new Date(ms) };
}

/** How to read all users. */
export interface ReadAll {
  /**
   * `forward` begins with the first page. `backward` begins with the last one: users who are erased meanwhile then move no user to a page
   * that was read already, but some users may come twice.
   */
  readonly direction: 'forward' | 'backward';
  /** The number of users, from `countAllUsers`. Only `backward` needs it. */
  readonly count?: number;
  readonly run: RunRequest;
}

/** Reads every user of the app, page by page, with tags and with the deactivated users. */
export async function* readAllUsers(
  context: AdminContext,
  { direction, count = 0, run }: ReadAll,
): AsyncGenerator<readonly User[], undefined> {
  const isBackward = direction === 'backward';
  let hasRestarted = false;
  // Users who were created after the count may be on further pages.
  const first = isBackward ? Math.max(1, Math.ceil(count / PAGE)) : 1;
  for (let page = first; page >= 1; ) {
    const { items, hasMore, pages } = await readPage(context, page, run);
    // The count may leave users out, such as the deactivated ones, or have too many: begin at the page that the list says is the last.
    const isLast = pages === first || pages === 0 || (pages < first && items.length > 0);
    if (isBackward && page === first && !isLast && !hasRestarted) {
      hasRestarted = true;
      page = pages;
      continue;
    }
    yield items;
    if (!isBackward && !hasMore) return;
    page += isBackward ? -1 : 1;
  }
}

async function readPage({ send }: AdminContext, page: number, run: RunRequest) {
  const query = toQuery({ ...EVERYONE, withTags: true, perPage: PAGE, page });
  const { items, pagination } = await run((deadline) => send(listUsers, { query, deadline }));
  // A page may be shorter than its length while users change, so the number of pages decides, if the service says it.
  const pages = pagination?.total_pages;
  const hasMore = items.length > 0 && (pages === undefined ? items.length >= PAGE : page < pages);
  return { items, hasMore, pages: pages ?? 0 };
}
