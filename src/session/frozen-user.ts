import { User } from '../user/user.js';

/**
 * Makes a copy of a user for the session state, with the session's token. It shares no objects with the original. It is frozen, so that
 * an app cannot change the signed-in user by calling a setter.
 */
export function frozenCopy(user: User, authToken: string): User {
  return deepFreeze(User.fromService({ ...user.clone().toJSON(), authToken }));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
