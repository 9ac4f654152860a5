import type { CallOptions } from '../../../transport/call-options.js';
import type { User } from '../../../user/user.js';
import type { PageList, Paging, UidOutcome } from '../../page-types.js';

/** Options of `friends.add`. */
export interface AddFriendsOptions extends CallOptions {
  /** Begins a conversation with each as well. On one of the vendor's pages only; sent only where it is said. */
  readonly addToConversations?: boolean | undefined;
}

/** Which friends. */
export interface FriendFilter extends Paging {
  /** What the uid or the name starts with. */
  readonly searchKey?: string | undefined;
}

/** Who is a friend of whom: each of the other. Source: the REST page on [friends](https://www.cometchat.com/docs/rest-api/friends). */
export interface AdminFriends {
  /**
   * Makes users friends of a user, 25 a call at most, and resolves with what became of each: who is a friend already is none that was added.
   * Rejects with `ERR_UID_NOT_FOUND` for the user itself, and with `ERR_CANNOT_FORM_SELF_RELATION`.
   *
   * @example
   * const outcomes = await admin.friends.add('kevin', ['andy', 'zoe']);
   */
  add(uid: string | User, friends: string | readonly string[], options?: AddFriendsOptions): Promise<UidOutcome[]>;
  /** Ends friendships, all of them or none. Rejects with `ERR_NOT_A_FRIEND`. */
  remove(uid: string | User, friends: string | readonly string[], options?: CallOptions): Promise<void>;
  /** Lists the friends of a user. */
  list(uid: string | User, filter?: FriendFilter, options?: CallOptions): PageList<User>;
}
