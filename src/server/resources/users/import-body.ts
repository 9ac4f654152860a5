import type { Issue } from '../../../errors/issue.js';
import { createBody } from '../../../user/payload.js';
import type { User } from '../../../user/user.js';

/** The times that an import copies from another system, Unix seconds. */
const TIMES = ['createdAt', 'lastActiveAt', 'deactivatedAt'] as const;

/** The largest number of ten digits, which is the service's limit. */
const MAX_SECONDS = 9_999_999_999;

/** Whether a user has a time that an import copies. */
export function hasTimes(user: User): boolean {
  return TIMES.some((field) => user[field]);
}

/** Makes the body for one user of an import: with the times, but without `statusMessage`, which an import does not accept. */
export function importBody(user: User): { uid: string } & Record<string, unknown> {
  const { statusMessage: _, ...body } = createBody(user);
  const times = TIMES.filter((field) => user[field]).map((field) => [field, user[field]]);
  return { ...body, ...Object.fromEntries(times) };
}

/** Returns every issue of a user that is to be imported. */
export function importIssues(user: User): Issue[] {
  const wrong = TIMES.filter((field) => {
    const value: unknown = user[field];
    return (
      value !== undefined && !(Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_SECONDS)
    );
  });
  const times = wrong.map((field) => ({
    field,
    code: 'INVALID_PARAMETER',
    message: `${field} must be Unix seconds, a whole number of at most ten digits.`,
  }));
  return [...user.validate('create'), ...times];
}
