import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ListUsersFilter } from '../index.js';
import { useClientBehind, useClientFor } from './provider.js';
import { useStateOf } from './session.js';
import { createUserList, type UserListProgress } from './user-list.js';

/** The result of `useUsers`. */
export interface UseUsers extends UserListProgress {
  /**
   * Reads the next page, or the page again that failed. While a page is being read, further calls wait for that one. The promise never
   * rejects: use `error`.
   */
  readonly loadMore: () => Promise<void>;
  /** Reads the first page again. The users stay until it arrives. The promise never rejects: use `error`. */
  readonly reload: () => Promise<void>;
}

/**
 * A list of users that grows page by page. It reads the first page when the component is mounted. With another filter it begins anew;
 * filters with the same content are the same filter. Late responses for an earlier filter are ignored, and their requests aborted.
 *
 * The list belongs to the signed-in user. When the user signs out or another one signs in, it is empty at once. `pending` is true from
 * the first render on, also on a server, until the first page was read or nobody is signed in. Blocking a user does not change the list:
 * call `reload`.
 *
 * A filter that is not valid is an `error`. Throws an `Error` if there is no provider.
 *
 * @example
 * const { items, hasMore, pending, error, loadMore } = useUsers({ searchKey: text, perPage: 20 });
 * return (
 *   <>
 *     <ul>{items.map((user) => <li key={user.uid}>{user.name}</li>)}</ul>
 *     {error && <p role="alert">{error.message}</p>}
 *     {(hasMore || error) && <button disabled={pending} onClick={() => void loadMore()}>More</button>}
 *   </>
 * );
 */
export function useUsers(filter: ListUsersFilter = {}): UseUsers {
  const client = useClientFor('useUsers');
  const state = useStateOf(client);
  const { status } = state;
  const uid = status === 'signedIn' ? state.user.uid : undefined;
  const content = textOf(filter);
  const behind = useClientBehind(client);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another user, or another client of the facade, needs another list
  const list = useMemo(
    () => createUserList(client, JSON.parse(content), status),
    [client, behind, content, status, uid],
  );
  useEffect(() => list.mount(), [list]);
  const progress = useSyncExternalStore(list.subscribe, list.getSnapshot, list.getServerSnapshot);
  return { ...progress, loadMore: list.loadMore, reload: list.reload };
}

/** The content of a filter, to compare it with the one of the last render. */
function textOf(filter: ListUsersFilter): string {
  try {
    return JSON.stringify(filter) ?? '{}';
  } catch {
    // For example a cyclic object. The client refuses this in its place.
    return '"unreadable"';
  }
}
