import { refuse } from '../../errors/issue.js';
import type { MoreOptions } from '../../transport/call-options.js';
import { readUser, updateUser } from '../../transport/endpoints.js';
import { toUser } from '../../user/input.js';
import { updateBody } from '../../user/payload.js';
import { User } from '../../user/user.js';
import { flagIssues, type Issues, readUid } from '../arguments.js';
import type { AdminContext } from '../context.js';
import { countUsers, deleteUser, listUsers } from '../operations/users.js';
import { createPageList } from '../page-list.js';
import { toQuery } from '../query.js';
import { deactivate, reactivate } from './batches.js';
import { createUser } from './create.js';
import { createMany } from './create-many.js';
import { ensureUser } from './ensure.js';
import { FILTER, LIST_FILTER, readFilter } from './filter.js';
import type { AdminUsers, DeleteUserOptions, GetUserOptions } from './types.js';

const GET_USER = { name: 'getUser', options: { onBehalfOf: true } satisfies MoreOptions<GetUserOptions> };
const DELETE_USER = {
  name: deleteUser.name,
  options: { permanent: true } satisfies MoreOptions<DeleteUserOptions>,
};

/** The users of an app. */
export function createUsers(context: AdminContext): AdminUsers {
  const { perform, send } = context;
  return {
    create: (user, options) => createUser(context, user, options),
    get: (uid, options) => getUser(context, uid, options),
    list: (filter, options) =>
      createPageList(context, listUsers, options, () => ({ query: readFilter(filter, LIST_FILTER) })),
    count: (filter, options) =>
      perform(countUsers.name, options, async (deadline) => {
        const query = toQuery({ ...readFilter(filter, FILTER), count: true, perPage: 1 });
        return send(countUsers, { query, deadline });
      }),
    update: (input, options) =>
      perform('updateUser', options, async (deadline) => {
        const user = toUser(input);
        refuse(user.validate('update'));
        const { uid } = user;
        const call = { params: { uid }, uid, body: updateBody(user), deadline };
        return User.fromService(await send(updateUser, call));
      }),
    delete: (uid, options) => removeUser(context, uid, options),
    deactivate: (uids, options) => deactivate(context, uids, options),
    reactivate: (uids, options) => reactivate(context, uids, options),
    createMany: (users, options) => createMany(context, users, options),
    ensure: (user, options) => ensureUser(context, user, options),
  };
}

function getUser({ perform, send }: AdminContext, input: unknown, options?: GetUserOptions): Promise<User> {
  return perform(GET_USER, options, async (deadline) => {
    const issues: Issues = [];
    const uid = readUid(issues, input);
    const other = options?.onBehalfOf;
    const onbehalfof = other === undefined ? undefined : readUid(issues, other, 'onBehalfOf');
    refuse(issues);
    const headers = onbehalfof === undefined ? undefined : { onbehalfof };
    return User.fromService(await send(readUser, { params: { uid }, uid, headers, deadline }));
  });
}

function removeUser({ perform, send }: AdminContext, input: unknown, options?: DeleteUserOptions): Promise<void> {
  return perform(DELETE_USER, options, async (deadline) => {
    const issues: Issues = flagIssues(options, 'permanent');
    const uid = readUid(issues, input);
    refuse(issues);
    await send(deleteUser, {
      params: { uid },
      body: { permanent: options?.permanent === true },
      deadline,
    });
  });
}
