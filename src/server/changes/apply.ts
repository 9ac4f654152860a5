import { isCometChatException } from '../../errors/exception.js';
import type { Deadline } from '../../transport/deadline.js';
import type { AdminContext } from '../context.js';
import { deactivateUsers, deleteUser } from '../resources/users/endpoints.js';
import type { EnsureChange, RemovalChange } from './change.js';
import { ensure } from './ensure.js';
import type { AppliedChange } from './types.js';

/**
 * Applies one change. A user who is already in the wanted state counts as success. It does not read a user to remove: the response to
 * the removal says whether there was one.
 */
export async function applyChange(
  context: AdminContext,
  change: EnsureChange | RemovalChange,
  deadline: Deadline,
): Promise<AppliedChange> {
  const { action, uid } = change;
  if (action === 'ensure') return { uid, ...(await ensure(context, change, deadline)) };
  if (action === 'erase') return { uid, outcome: (await erase(context, uid, deadline)) ? 'erased' : 'unchanged' };
  // If the response to a first attempt was lost, the second one no longer lists the user: then "unchanged" may be wrong. The other way
  // round, a user sync endpoint would forget a ban that came before the user.
  const uids = await context.send(deactivateUsers, { body: { uidsToDeactivate: [uid] }, deadline });
  return { uid, outcome: uids.includes(uid) ? 'deactivated' : 'unchanged' };
}

/** Erases a user. Returns whether there was one. */
async function erase({ send, spellings }: AdminContext, uid: string, deadline: Deadline): Promise<boolean> {
  try {
    await send(deleteUser, { params: { uid }, body: { permanent: true }, deadline });
    spellings.forget(uid);
    return true;
  } catch (error) {
    if (isCometChatException(error) && error.code === 'ERR_UID_NOT_FOUND') return false;
    throw error;
  }
}
