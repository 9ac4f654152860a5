import { CometChatException, isCometChatException } from '../../errors/exception.js';
import type { Admin } from '../admin.js';
import type { NewUser } from '../resources/users/types.js';
import type { Breaker } from './breaker.js';

/** The code for a user who cannot get a token: deactivated, or unknown and not to be created. */
export const NOT_AVAILABLE = 'USER_NOT_AVAILABLE';

function notAvailable(message: string): CometChatException {
  return new CometChatException({ code: NOT_AVAILABLE, kind: 'permission', message });
}

/** Creates a new token for a user. If the user does not exist, creates the user first from the result of `describe`. */
export type TokenSource = (uid: string, describe: (() => Promise<NewUser>) | undefined) => Promise<string>;

/** Makes a token source. It requests the token first: only the first login of a user then needs more than one request. */
export function createTokenSource(
  { authTokens, users }: Pick<Admin, 'authTokens' | 'users'>,
  throughBreaker: Breaker,
): TokenSource {
  return async (uid, describe) => {
    const createToken = async () => (await throughBreaker(() => authTokens.create(uid))).authToken;
    try {
      return await createToken();
    } catch (error) {
      if (!isUnknown(error)) throw error;
      if (!describe) throw notAvailable('CometChat has no such user, or has deactivated it.');
    }
    const user = await describe();
    const created = await users.create(user).then(() => true, falseOnConflict);
    try {
      return await createToken();
    } catch (error) {
      // The user exists, but the service does not find it: the user is deactivated.
      if (isUnknown(error) && !created) throw notAvailable('This user is deactivated.');
      throw error;
    }
  };
}

/** Whether the service does not find the user. It does not find deactivated users either. */
function isUnknown(error: unknown): error is CometChatException {
  return isCometChatException(error) && (error.code === 'ERR_UID_NOT_FOUND' || error.code === 'USER_DEACTIVATED');
}

/** A conflict means that another instance created the user first, or that the user is deactivated. */
function falseOnConflict(error: unknown): boolean {
  if (isCometChatException(error) && error.kind === 'conflict') return false;
  throw error;
}
