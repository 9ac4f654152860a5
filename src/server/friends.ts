import { refuse } from '../errors/issue.js';
import type { CallOptions, MoreOptions } from '../transport/call-options.js';
import type { User } from '../user/user.js';
import { flagIssues, type Issues, readFields, readUid, readUids } from './arguments.js';
import { toUidOutcomes } from './blocked-users.js';
import type { AdminContext } from './context.js';
import * as operations from './operations/relations.js';
import { createPageList } from './page-list.js';
import type { PageList, Paging, UidOutcome } from './page-types.js';
import { PAGING, text } from './rules.js';

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

/** Friends to add in one call. Source: the REST page on friends. */
const ADD_MAX_COUNT = 25;

const ADD_FRIENDS = {
  name: operations.addFriends.name,
  options: { addToConversations: true } satisfies MoreOptions<AddFriendsOptions>,
};

/** Who is a friend of whom. */
export function createFriends(context: AdminContext): AdminFriends {
  const { perform, send } = context;
  return {
    add: (uid, others, options) =>
      perform(ADD_FRIENDS, options, async (deadline) => {
        const issues: Issues = flagIssues(options, 'addToConversations');
        const params = { uid: readUid(issues, uid) };
        const accepted = readUids(issues, others, 'friends', ADD_MAX_COUNT);
        refuse(issues);
        const addToConversations = options?.addToConversations;
        const body = { accepted, ...(addToConversations !== undefined && { addToConversations }) };
        return toUidOutcomes(await send(operations.addFriends, { params, body, deadline }));
      }),
    remove: (uid, others, options) =>
      perform(operations.removeFriends.name, options, async (deadline) => {
        const issues: Issues = [];
        const params = { uid: readUid(issues, uid) };
        const friends = readUids(issues, others, 'friends');
        refuse(issues);
        await send(operations.removeFriends, { params, body: { friends }, deadline });
      }),
    list: (uid, filter, options) =>
      createPageList(context, operations.listFriends, options, () => {
        const issues: Issues = [];
        const params = { uid: readUid(issues, uid) };
        const query = readFields(issues, filter, 'filter', { ...PAGING, searchKey: text() });
        refuse(issues);
        return { params, query };
      }),
  };
}
