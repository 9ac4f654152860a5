import type { CallOptions } from '../../../transport/call-options.js';
import type { PageList, Paging } from '../../../transport/lists/types.js';
import type { UidOutcome } from '../../../transport/outcomes.js';
import type { User } from '../../../user/user.js';

/** Blocks between users. Source: the REST page on [blocked users](https://www.cometchat.com/docs/rest-api/blocked-users). */
export interface AdminBlockedUsers {
  /**
   * Blocks other users for a user. Resolves with the outcome for each uid. Rejects with `ERR_UID_NOT_FOUND` if the user `uid` does not
   * exist, and with `ERR_CANNOT_BLOCK_SELF`.
   *
   * @example
   * const outcomes = await admin.blockedUsers.block('kevin', ['andy']);
   */
  block(uid: string | User, blockedUids: string | readonly string[], options?: CallOptions): Promise<UidOutcome[]>;
  /** Unblocks users. Resolves with the outcome for each uid. Rejects with `ERR_UID_NOT_FOUND` if the user `uid` does not exist. */
  unblock(uid: string | User, blockedUids: string | readonly string[], options?: CallOptions): Promise<UidOutcome[]>;
  /** Lists the users whom a user has blocked. In the result, `blockedByMe` means "blocked by this user". */
  list(uid: string | User, paging?: Paging, options?: CallOptions): PageList<User>;
}
