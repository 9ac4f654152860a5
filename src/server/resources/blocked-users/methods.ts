import { refuse } from '../../../errors/issue.js';
import type { CallOptions } from '../../../transport/call-options.js';
import type { User } from '../../../user/user.js';
import { type Issues, readFields, readUid, readUids } from '../../arguments.js';
import type { AdminContext } from '../../context.js';
import { createPageList } from '../../page-list.js';
import type { PageList, Paging, UidOutcome } from '../../page-types.js';
import { PAGING } from '../../rules.js';
import * as operations from './endpoints.js';

/** Who has blocked whom. Source: the REST page on [blocked users](https://www.cometchat.com/docs/rest-api/blocked-users). */
export interface AdminBlockedUsers {
  /**
   * Blocks users for a user, and resolves with what became of each. Rejects with `ERR_UID_NOT_FOUND` for the user itself, and with
   * `ERR_CANNOT_BLOCK_SELF`.
   *
   * @example
   * const outcomes = await admin.blockedUsers.block('kevin', ['andy']);
   */
  block(uid: string | User, blockedUids: string | readonly string[], options?: CallOptions): Promise<UidOutcome[]>;
  /** Unblocks them, and resolves with what became of each. */
  unblock(uid: string | User, blockedUids: string | readonly string[], options?: CallOptions): Promise<UidOutcome[]>;
  /** Lists those whom a user has blocked; `blockedByMe` is from where that user stands. */
  list(uid: string | User, paging?: Paging, options?: CallOptions): PageList<User>;
}

/** Who has blocked whom. */
export function createBlockedUsers(context: AdminContext): AdminBlockedUsers {
  const { perform, send } = context;

  const change =
    (operation: typeof operations.blockUsers) =>
    (uid: unknown, others: unknown, options?: CallOptions): Promise<UidOutcome[]> =>
      perform(operation.name, options, async (deadline) => {
        const issues: Issues = [];
        const params = { uid: readUid(issues, uid) };
        const blockedUids = readUids(issues, others, 'blockedUids');
        refuse(issues);
        return toUidOutcomes(await send(operation, { params, body: { blockedUids }, deadline }));
      });

  return {
    block: change(operations.blockUsers),
    unblock: change(operations.unblockUsers),
    list: (uid, paging, options) =>
      createPageList(context, operations.listBlockedUsers, options, () => {
        const issues: Issues = [];
        const params = { uid: readUid(issues, uid) };
        const query = readFields(issues, paging, 'paging', PAGING);
        refuse(issues);
        return { params, query };
      }),
  };
}

/** What became of each uid. */
export function toUidOutcomes(outcomes: operations.Outcomes): UidOutcome[] {
  return outcomes.map(({ key: uid, success, message }) => ({ uid, success, message }));
}
