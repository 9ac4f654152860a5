import { User } from '../user/user.js';

/**
 * The user as the session holds and shows it: with the session's token, sharing nothing with the answer it came from, and
 * frozen, so that nobody changes who is signed in by calling a setter.
 */
export function snapshotOf(user: User, authToken: string): User {
  return deepFreeze(User.fromService({ ...user.clone().toJSON(), authToken }));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
