import { isSame } from '../user/equality.js';
import type { User } from '../user/user.js';

/** Names of the fields in which two users differ. */
export function changedFields(before: User, after: User): string[] {
  const [a, b] = [before.toJSON(), after.toJSON()];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => !isSame(a[field], b[field]));
}
