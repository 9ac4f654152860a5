import { CometChatException, isCometChatException } from '../errors/exception.js';
import { isSameField } from '../user/equality.js';
import type { createBody } from '../user/payload.js';
import type { UserAnswer } from '../user/response.js';
import { User } from '../user/user.js';
import type { Deadline } from './deadline.js';
import type { Transport } from './http.js';
import { readUser } from './operations.js';

/**
 * A create whose answer was lost, and whose repetition found the uid taken: taken by us if the user is what we sent. It
 * is read with the same key, which may not be allowed to.
 */
export async function settleCreate(
  transport: Transport,
  sent: ReturnType<typeof createBody>,
  credential: string,
  deadline: Deadline,
  conflict: CometChatException,
): Promise<UserAnswer> {
  if (conflict.kind !== 'conflict') throw conflict;
  const { uid } = sent;
  const found = await transport(readUser, { credential, params: { uid }, uid, deadline }).catch((cause) => {
    if (isCometChatException(cause) && (cause.kind === 'aborted' || cause.code === 'WRONG_USER')) throw cause;
    throw new CometChatException({ code: 'CREATE_UNCONFIRMED', cause });
  });
  if (!isWhatWasSent(sent, User.fromService(found))) throw conflict;
  return found;
}

/** Whether a user is what a create sent. */
export function isWhatWasSent(sent: object, found: User): boolean {
  // Just created, a user is active.
  if (found.deactivatedAt && !('deactivatedAt' in sent)) return false;
  // As the service got it: dates are strings there, and what is undefined is not there.
  const fields = Object.entries(JSON.parse(JSON.stringify(sent)));
  return fields.every(([field, value]) => isSameField(field, value, found[field as keyof User]));
}
