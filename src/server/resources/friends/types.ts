import type { CallOptions } from '../../../transport/call-options.js';
import type { PageList, Paging } from '../../../transport/lists/types.js';
import type { UidOutcome } from '../../../transport/outcomes.js';
import type { User } from '../../../user/user.js';

/** Options of `friends.add`. */
export interface AddFriendsOptions extends CallOptions {
  /** Also starts a conversation with each new friend. Only one of the vendor's pages has this field, so it is sent only if you give it. */
  readonly addToConversations?: boolean | undefined;
}

/** Selects friends of a user. */
export interface FriendFilter extends Paging {
  /** The start of the uid or of the name. */
  readonly searchKey?: string | undefined;
}

/** Friendships between users. They are mutual. Source: the REST page on [friends](https://www.cometchat.com/docs/rest-api/friends). */
export interface AdminFriends {
  /**
   * Adds friends to a user, at most 25 at a time. Resolves with the outcome for each uid; a user who is already a friend counts as
   * failed. Rejects with `ERR_UID_NOT_FOUND` if the user `uid` does not exist, and with `ERR_CANNOT_FORM_SELF_RELATION`.
   *
   * @example
   * const outcomes = await admin.friends.add('kevin', ['andy', 'zoe']);
   */
  add(uid: string | User, friends: string | readonly string[], options?: AddFriendsOptions): Promise<UidOutcome[]>;
  /** Removes friends from a user: all of them, or none. Rejects with `ERR_NOT_A_FRIEND`. */
  remove(uid: string | User, friends: string | readonly string[], options?: CallOptions): Promise<void>;
  /** Lists the friends of a user. */
  list(uid: string | User, filter?: FriendFilter, options?: CallOptions): PageList<User>;
}
