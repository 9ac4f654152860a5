import { CometChatException, isCometChatException } from '../../errors/exception.js';
import type { Admin } from '../admin.js';
import type { NewUser } from '../resources/users/types.js';

/** The code for users without a token: deactivated ones, and unknown ones that are not to be created. */
export const NOT_AVAILABLE = 'USER_NOT_AVAILABLE';

function notAvailable(message: string): CometChatException {
  return new CometChatException({ code: NOT_AVAILABLE, kind: 'permission', message });
}

/** Makes a new token of a user, and the user where there is none yet and `describe` says what it is to be. */
export type TokenSource = (
  uid: string,
  describe: (() => Promise<NewUser>) | undefined,
  signal: AbortSignal | undefined,
) => Promise<string>;

/** Asks for the token first: for all but the first login of a user that is one request. */
export function createTokenSource({ authTokens, users }: Pick<Admin, 'authTokens' | 'users'>): TokenSource {
  const creating = new Map<string, Promise<boolean>>();

  /** Creates a user, once for all who wait; `false` if there was one already. */
  function create(uid: string, describe: () => Promise<NewUser>): Promise<boolean> {
    const underWay = creating.get(uid);
    if (underWay) return underWay;
    const flight = describe()
      .then((user) => users.create(user))
      .then(yes, noIfItExists)
      .finally(() => creating.delete(uid));
    creating.set(uid, flight);
    return flight;
  }

  return async (uid, describe, signal) => {
    const make = async () => (await authTokens.create(uid, { signal })).authToken;
    try {
      return await make();
    } catch (error) {
      if (!isUnknown(error)) throw error;
      if (!describe) throw notAvailable('CometChat has no such user, or has deactivated it.');
    }
    // Not with the signal of one: others wait for it.
    const created = await create(uid, describe);
    try {
      return await make();
    } catch (error) {
      // One that exists and is not found all the same is deactivated.
      if (isUnknown(error) && !created) throw notAvailable('This user is deactivated.');
      throw error;
    }
  };
}

/** Whether the service knows no such user; a deactivated one counts as none. */
function isUnknown(error: unknown): error is CometChatException {
  return isCometChatException(error) && (error.code === 'ERR_UID_NOT_FOUND' || error.code === 'USER_DEACTIVATED');
}

function yes(): boolean {
  return true;
}

/** Another instance was faster, or the user is deactivated. */
function noIfItExists(error: unknown): boolean {
  if (isCometChatException(error) && error.kind === 'conflict') return false;
  throw error;
}
