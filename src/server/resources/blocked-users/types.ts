import type { CallOptions } from '../../../transport/call-options.js';
import type { User } from '../../../user/user.js';
import type { PageList, Paging, UidOutcome } from '../../page-types.js';

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
