import * as z from 'zod/mini';
import type { MoreOptions } from '../../../transport/call-options.js';
import { toUidOutcomes } from '../../../transport/outcomes.js';
import type { AdminContext } from '../../context.js';
import { createPageList } from '../../page-list.js';
import { run } from '../../run.js';
import { Flag, PAGING, text, Uid, uidsArgument } from '../../schemas.js';
import * as endpoints from './endpoints.js';
import type { AddFriendsOptions, AdminFriends } from './types.js';

/** The maximum number of friends in one request. Source: the REST page on friends. */
const ADD_MAX_COUNT = 25;

const ADD_OPTIONS = { addToConversations: true } satisfies MoreOptions<AddFriendsOptions>;

const FriendFilter = z.strictObject({ ...PAGING, searchKey: z.optional(text()) });

/** Creates the methods of `admin.friends`. */
export function createFriends(context: AdminContext): AdminFriends {
  return {
    add: async (uid, friends, options) => {
      const outcomes = await run(context, {
        endpoint: endpoints.addFriends,
        options,
        moreOptions: ADD_OPTIONS,
        arguments: () => ({
          uid: [Uid, uid],
          friends: uidsArgument(friends, ADD_MAX_COUNT),
          addToConversations: [Flag, options?.addToConversations],
        }),
        request: ({ uid, friends, addToConversations }) => ({
          params: { uid },
          body: { accepted: friends, addToConversations },
        }),
      });
      return toUidOutcomes(outcomes);
    },
    remove: (uid, friends, options) =>
      run(context, {
        endpoint: endpoints.removeFriends,
        options,
        arguments: () => ({ uid: [Uid, uid], friends: uidsArgument(friends) }),
        request: ({ uid, friends }) => ({ params: { uid }, body: { friends } }),
      }),
    list: (uid, filter, options) =>
      createPageList(context, {
        endpoint: endpoints.listFriends,
        options,
        arguments: () => ({ uid: [Uid, uid], filter: [FriendFilter, filter] }),
        request: ({ uid, filter }) => ({ params: { uid }, query: filter }),
      }),
  };
}
