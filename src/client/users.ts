import { refuse } from '../errors/issue.js';
import * as endpoints from '../transport/endpoints.js';
import { toUid, toUser } from '../user/input.js';
import { mergeRead, mergeWritten } from '../user/merge.js';
import { createBody, updateBody } from '../user/payload.js';
import { normalizeUid, uidIssues } from '../user/uid.js';
import { User } from '../user/user.js';
import type { SendAsUser } from './as-user.js';
import { type ClientContext, currentOf, perform, untilReady } from './context.js';
import { authKeyIssues } from './credential-checks.js';
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
    const request = { credential, body, uid: body.uid, deadline };
    return User.fromService(await context.transport(endpoints.createUser, request));
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
    const request = { credential: authKey as string, params: { uid }, uid, body: updateBody(user), deadline };
    const updated = User.fromService(await context.transport(endpoints.updateUser, request));
    const known = context.store.getCurrent()?.user;
    if (known?.uid === updated.uid) await context.store.update(mergeWritten(known, updated, user.touched));
    return updated;
  });
}

/** Reads a user with the token of the signed-in user. */
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
      await sendAsUser(endpoints.getUser, { params, uid: params.uid, deadline, aboutSelf }),
    );
    const current = store.getCurrent();
    // A change that was committed meanwhile is newer than this response.
    if (current && user.uid === current.user.uid && unchanged()) await store.update(mergeRead(current.user, user));
    return user;
  });
}
