import * as z from 'zod/mini';
import { refuse } from '../../../errors/issue.js';
import type { MoreOptions } from '../../../transport/call-options.js';
import { updateUser } from '../../../transport/endpoints.js';
import { toQuery } from '../../../transport/lists/query.js';
import { toUser } from '../../../user/input.js';
import { updateBody } from '../../../user/payload.js';
import { User } from '../../../user/user.js';
import type { AdminContext } from '../../context.js';
import { createPageList } from '../../page-list.js';
import { run } from '../../run.js';
import { Flag, Uid } from '../../schemas.js';
import { deactivate, reactivate } from './batches.js';
import { createUser } from './create.js';
import { countUsers, deleteUser, getUser, listUsers } from './endpoints.js';
import { ensureUser } from './ensure.js';
import { CountFilter, filterQuery, ListFilter } from './filter.js';
import type { AdminUsers, DeleteUserOptions, GetUserOptions } from './types.js';

const GET_OPTIONS = { onBehalfOf: true } satisfies MoreOptions<GetUserOptions>;
const DELETE_OPTIONS = { permanent: true } satisfies MoreOptions<DeleteUserOptions>;

/** Creates the methods of `admin.users`. */
export function createUsers(context: AdminContext): AdminUsers {
  const { perform, send, spellings } = context;
  return {
    create: (user, options) => createUser(context, user, options),
    get: async (uid, options) => {
      const found = await run(context, {
        endpoint: getUser,
        options,
        moreOptions: GET_OPTIONS,
        arguments: () => ({ uid: [Uid, uid], onBehalfOf: [z.optional(Uid), options?.onBehalfOf] }),
        request: ({ uid, onBehalfOf }) => ({
          params: { uid },
          uid,
          headers: onBehalfOf === undefined ? undefined : { onbehalfof: onBehalfOf },
        }),
      });
      return User.fromService(found);
    },
    list: (filter, options) =>
      createPageList(context, {
        endpoint: listUsers,
        options,
        arguments: () => ({ filter: [ListFilter, filter] }),
        request: ({ filter }) => ({ query: filterQuery(filter) }),
      }),
    count: (filter, options) =>
      run(context, {
        endpoint: countUsers,
        options,
        arguments: () => ({ filter: [CountFilter, filter] }),
        request: ({ filter }) => ({ query: toQuery({ ...filterQuery(filter), count: true, perPage: 1 }) }),
      }),
    update: (input, options) =>
      perform('updateUser', options, async (deadline) => {
        const user = toUser(input);
        refuse(user.validate('update'));
        const { uid } = user;
        const request = { params: { uid }, uid, body: updateBody(user), deadline };
        return User.fromService(await send(updateUser, request));
      }),
    delete: async (uid, options) => {
      const result = await run(context, {
        endpoint: deleteUser,
        options,
        moreOptions: DELETE_OPTIONS,
        arguments: () => ({ uid: [Uid, uid], permanent: [Flag, options?.permanent] }),
        request: ({ uid, permanent = false }) => ({ params: { uid }, body: { permanent } }),
      });
      if (options?.permanent) spellings.forget(uid);
      return result;
    },
    deactivate: (uids, options) => deactivate(context, uids, options),
    reactivate: (uids, options) => reactivate(context, uids, options),
    ensure: (user, options) => ensureUser(context, user, options),
  };
}
