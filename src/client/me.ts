import type { CometChatException } from '../errors/exception.js';
import { problem, refuse } from '../errors/issue.js';
import { updateMe } from '../transport/endpoints.js';
import { WAS_READ } from '../user/edits.js';
import { toUser } from '../user/input.js';
import { mergeWritten } from '../user/merge.js';
import { updateBody } from '../user/payload.js';
import { User } from '../user/user.js';
import { profileIssues } from '../user/validate.js';
import type { SendAsUser } from './as-user.js';
import { type ClientContext, currentOf, perform, untilReady } from './context.js';
import type { CallOptions } from './options.js';

/**
 * Updates the signed-in user. A user with another uid is refused: a form that was filled in for Ann must not change Bob.
 * `ignoresNewUid`: if the user was not read from a response, its uid is ignored, as the vendor's SDK does.
 */
export function updateCurrentUserDetails(
  context: ClientContext,
  sendAsUser: SendAsUser,
  input: unknown,
  options: CallOptions | undefined,
  { ignoresNewUid = false }: { readonly ignoresNewUid?: boolean } = {},
): Promise<User> {
  return perform(context, 'updateCurrentUserDetails', options, async (deadline) => {
    if (typeof input !== 'object' || input === null) {
      throw problem('user', 'MISSING_PARAMETERS', 'The user is missing.');
    }
    // Copy the user now: the caller may change it while we wait.
    const user = toUser(input).clone();
    await untilReady(context, deadline);
    const current = currentOf(context);
    const isUidIgnored = ignoresNewUid && !user[WAS_READ];
    if (!isUidIgnored && user.uid !== undefined && user.uid !== current.user.uid) {
      throw notTheSignedInUser(user.uid, current.user.uid);
    }
    refuse(profileIssues(user, 'update'));
    const { role, ...body } = updateBody(user);
    if (role !== undefined && role !== (current.user.role ?? 'default')) {
      throw problem('role', 'ROLE_NOT_EDITABLE', 'A user cannot change their own role.');
    }

    const response = await sendAsUser(updateMe, { body, uid: current.user.uid, deadline, aboutSelf: true });
    const updated = User.fromService(response);
    const known = context.store.getCurrent()?.user;
    if (known?.uid === updated.uid) await context.store.update(mergeWritten(known, updated, user.touched));
    return updated;
  });
}

function notTheSignedInUser(uid: unknown, own: string): CometChatException {
  const given = typeof uid === 'string' ? uid : `of type ${typeof uid}`;
  return problem('uid', 'NOT_THE_SIGNED_IN_USER', `The user's uid is ${given}, but ${own} is signed in.`);
}
