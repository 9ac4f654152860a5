import { ok } from '../answer.js';
import type { Call } from '../exchange.js';
import { paginate } from '../paginate.js';
import type { App } from '../state/apps.js';
import type { StoredUser } from '../state/stored-user.js';
import { readPage, readSearchKey } from '../validate/query.js';
import { cursorOf, isFound, listRow } from './user-list.js';

/**
 * A page of those users that are active and match the search, as one user sees them: without tags, and with the cursor
 * within `meta`.
 */
export function relatedUsersAnswer(
  call: Call,
  app: App,
  reader: StoredUser,
  uids: readonly string[],
  perPageMax: number,
): Response {
  const searchKey = readSearchKey(call);
  const users = uids
    .map((uid) => app.users.findActive(uid))
    .filter((user) => user !== undefined)
    .filter((user) => searchKey === '' || isFound(user, searchKey));
  const { data, meta } = paginate(users, readPage(call, perPageMax));
  return ok(
    call,
    data.map((user) => listRow(user, app, reader, false)),
    { meta: { ...meta, ...cursorOf(data) } },
  );
}
