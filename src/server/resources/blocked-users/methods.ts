import { toUidOutcomes } from '../../../transport/outcomes.js';
import type { AdminContext } from '../../context.js';
import { createPageList } from '../../page-list.js';
import { run } from '../../run.js';
import { Paging, Uid, uidsArgument } from '../../schemas.js';
import * as endpoints from './endpoints.js';
import type { AdminBlockedUsers } from './types.js';

/** Creates the methods of `admin.blockedUsers`. */
export function createBlockedUsers(context: AdminContext): AdminBlockedUsers {
  const change =
    (endpoint: typeof endpoints.blockUsers): AdminBlockedUsers['block'] =>
    async (uid, blockedUids, options) => {
      const outcomes = await run(context, {
        endpoint,
        options,
        arguments: () => ({ uid: [Uid, uid], blockedUids: uidsArgument(blockedUids) }),
        request: ({ uid, blockedUids }) => ({ params: { uid }, body: { blockedUids } }),
      });
      return toUidOutcomes(outcomes);
    };

  return {
    block: change(endpoints.blockUsers),
    unblock: change(endpoints.unblockUsers),
    list: (uid, paging, options) =>
      createPageList(context, {
        endpoint: endpoints.listBlockedUsers,
        options,
        arguments: () => ({ uid: [Uid, uid], paging: [Paging, paging] }),
        request: ({ uid, paging }) => ({ params: { uid }, query: paging }),
      }),
  };
}
