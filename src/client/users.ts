import type { CometChatException } from '../errors/exception.js';
import { refuse } from '../errors/issue.js';
import * as operations from '../transport/operations.js';
import { settleCreate } from '../transport/settle-create.js';
import { toUid, toUser } from '../user/input.js';
import { mergeRead } from '../user/merge.js';
import { createBody, updateBody } from '../user/payload.js';
import { normalizeUid, uidIssues } from '../user/uid.js';
import { User } from '../user/user.js';
import { authKeyIssues } from './arguments.js';
import type { SendAsUser } from './as-user.js';
import { type ClientContext, currentOf, perform, untilReady } from './context.js';
import type { CallOptions } from './options.js';

/** Creates a user with an Auth Key. */
export function createUser(
  context: ClientContext,
  input: unknown,
  authKey: unknown,
  options?: CallOptions,
): Promise<User> {
  return perform(context, 'createUser', options, async (deadline) => {
    const user = toUser(input);
    refuse([...authKeyIssues(authKey), ...user.validate('create')]);
    const body = createBody(user);
    const credential = authKey as string;
    const whenLost = (conflict: CometChatException) =>
      settleCreate(context.transport, body, credential, deadline, conflict);
    return User.fromService(
      await context.transport(operations.createUser, { credential, body, uid: body.uid, deadline, whenLost }),
    );
  });
}

/** Updates any user with an Auth Key. */
export function updateUser(
  context: ClientContext,
  input: unknown,
  authKey: unknown,
  options?: CallOptions,
): Promise<User> {
  return perform(context, 'updateUser', options, async (deadline) => {
    const user = toUser(input);
    refuse([...authKeyIssues(authKey), ...user.validate('update')]);
    const { uid } = user;
    const call = { credential: authKey as string, params: { uid }, uid, body: updateBody(user), deadline };
    const updated = User.fromService(await context.transport(operations.updateUser, call));
    await context.store.update(updated);
    return updated;
  });
}

/** Reads a user as the signed-in one. */
export function getUser(
  context: ClientContext,
  sendAsUser: SendAsUser,
  input: unknown,
  options?: CallOptions,
): Promise<User> {
  return perform(context, 'getUser', options, async (deadline) => {
    const { store } = context;
    const uid = toUid(input);
    refuse(uidIssues(uid));
    await untilReady(context, deadline);
    const own = currentOf(context).user.uid;
    const params = { uid: normalizeUid(uid as string) };
    const unchanged = store.unchanged();
    const aboutSelf = params.uid === own;
    const user = User.fromService(
      await sendAsUser(operations.getUser, { params, uid: params.uid, deadline, aboutSelf }),
    );
    const current = store.getCurrent();
    // A change that was committed meanwhile is newer than this response.
    if (current && user.uid === current.user.uid && unchanged()) await store.update(mergeRead(current.user, user));
    return user;
  });
}
