import type { CometChatClient, CometChatException, ListUsersFilter, Page, SessionState, User } from '../index.js';
import { type CallProgress, shownError } from './call-tracker.js';

/** The users that were read so far, and the progress of the latest read. */
export interface UserListProgress extends CallProgress {
  /** The users that were read so far, each once. Empty while no user is signed in. */
  readonly items: readonly User[];
  /** Whether another page follows. */
  readonly hasMore: boolean;
}

const EMPTY: UserListProgress = Object.freeze({
  items: Object.freeze([]),
  hasMore: false,
  pending: false,
  error: null,
});
/** Before the first page. It is pending already, so that a page does not say "no users" for a moment. */
const BEGINNING: UserListProgress = Object.freeze({ ...EMPTY, pending: true });

type Pages = AsyncIterator<Page<User>>;

/**
 * The list of one signed-in user with one filter, as an external store. `useUsers` creates another one for another user or another
 * filter, so that responses for the earlier one reach nobody.
 */
export function createUserList(client: CometChatClient, filter: ListUsersFilter, status: SessionState['status']) {
  const initial = status === 'signedOut' ? EMPTY : BEGINNING;
  const listeners = new Set<() => void>();
  let progress = initial;
  let controller = new AbortController();
  /** The pages that are being read; `undefined` while the list is not mounted. */
  let pages: Pages | undefined;
  /** The users of the pages that `pages` has given. During a reload, `progress` shows those of the reading before. */
  let known: readonly User[] = [];
  let reading: Promise<void> | undefined;
  let isMounted = false;

  function setProgress(next: UserListProgress): void {
    progress = Object.freeze(next);
    for (const listener of listeners) listener();
  }

  /** Begins with the first page. The users of the reading before stay visible until it arrives. */
  function begin(): Promise<void> {
    controller.abort();
    controller = new AbortController();
    known = [];
    try {
      pages = client.listUsers(filter, { signal: controller.signal }).pages();
    } catch (error) {
      setProgress({ ...progress, pending: false, error: shownError(error as CometChatException) });
      return Promise.resolve();
    }
    return read(pages);
  }

  function read(from: Pages): Promise<void> {
    if (!progress.pending || progress.error) setProgress({ ...progress, pending: true, error: null });
    const done = readPage(from).finally(() => {
      if (reading === done) reading = undefined;
    });
    reading = done;
    return done;
  }

  async function readPage(from: Pages): Promise<void> {
    try {
      const { done, value } = await from.next();
      // A reload or an unmount came first.
      if (from !== pages) return;
      if (!done) known = joined(known, value.items);
      setProgress({ items: known, hasMore: !done && value.hasMore, pending: false, error: null });
    } catch (error) {
      if (from === pages) setProgress({ ...progress, pending: false, error: shownError(error as CometChatException) });
    }
  }

  return {
    /** Reads the next page, or the page again that failed. While a page is being read, it waits for that one. */
    async loadMore(): Promise<void> {
      if (reading) return reading;
      if (pages && (progress.hasMore || progress.error)) return read(pages);
      return undefined;
    },
    /** Reads the first page again. The users stay until it arrives. */
    async reload(): Promise<void> {
      if (isMounted && status === 'signedIn') return begin();
      return undefined;
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => progress,
    getServerSnapshot: () => BEGINNING,
    /** Reads the first page. Returns a function that ends the list. */
    mount(): () => void {
      isMounted = true;
      if (status === 'signedIn' && !pages) void begin();
      return () => {
        isMounted = false;
        // Strict Mode mounts every list twice, one right after the other. That must not send a second request.
        void Promise.resolve().then(() => {
          if (isMounted) return;
          pages = undefined;
          progress = initial;
          controller.abort();
        });
      };
    },
  };
}

/** Both lists. A user who is in both, because the order has changed between two pages, stays in place, with the newer fields. */
function joined(before: readonly User[], more: readonly User[]): readonly User[] {
  return Object.freeze([...new Map([...before, ...more].map((user) => [user.uid, user])).values()]);
}
