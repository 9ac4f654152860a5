import { amend, type CometChatException } from '../../errors/exception.js';
import type { CallOptions } from '../../transport/call-options.js';
import type { Endpoint } from '../../transport/endpoint.js';
import * as endpoints from '../../transport/endpoints.js';
import { capture, createPageList } from '../../transport/lists/pager.js';
import { toQuery } from '../../transport/lists/query.js';
import type { Rows } from '../../transport/lists/rows.js';
import type { PageList } from '../../transport/lists/types.js';
import type { User } from '../../user/user.js';
import type { SendAsUser } from '../as-user.js';
import { type ClientContext, perform, untilReady } from '../context.js';
import { type CheckedFilter, checkBlockedFilter, checkUserFilter } from './filter.js';

/** The parts that all lists of a client share. */
export interface ListContext {
  readonly context: ClientContext;
  readonly sendAsUser: SendAsUser;
  /** Returns a signal that is aborted when the current session ends. */
  readonly sessionSignal: () => AbortSignal;
}

/** Lists the users whom the signed-in user may see. */
export function listUsers(lists: ListContext, filter: unknown, options?: CallOptions): PageList<User> {
  return list(lists, 'listUsers', endpoints.listUsers, () => checkUserFilter(filter), options);
}

/** Lists blocked users. */
export function listBlockedUsers(lists: ListContext, filter: unknown, options?: CallOptions): PageList<User> {
  return list(lists, 'listBlockedUsers', endpoints.listBlockedUsers, () => checkBlockedFilter(filter), options);
}

/** Creates a list that ends with the session in which it was first read, so that the next user never gets its entries. */
function list(
  { context, sendAsUser, sessionSignal }: ListContext,
  operation: string,
  endpoint: Endpoint<Rows<User>>,
  check: () => CheckedFilter,
  options?: CallOptions,
): PageList<User> {
  const prepared = capture(check);
  let session: AbortSignal | undefined;

  return createPageList({
    load(number) {
      session ??= sessionSignal();
      return perform(
        context,
        operation,
        options,
        async (deadline) => {
          const { page: first, perPage, query } = prepared();
          await untilReady(context, deadline);
          const page = number ?? first;
          // The parameters have the names that the vendor's SDK sends to the client host.
          const text = toQuery({ per_page: perPage, ...query, page });
          const rows = await sendAsUser(endpoint, { query: text, deadline });
          return { rows, page, perPage };
        },
        session,
      );
    },
    ensureOpen() {
      if (session?.aborted) throw amend(session.reason as CometChatException, { operation });
    },
  });
}
