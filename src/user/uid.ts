import type { Issue } from '../errors/issue.js';
import { UID_MAX_LENGTH, UID_PATTERN } from './limits.js';
import { codePoints } from './text.js';

/**
 * Lower-cases `A`–`Z` and nothing else, as the service does. `toLowerCase()` would also turn the Kelvin sign into `k`
 * and so into another user.
 */
export function normalizeUid(uid: string): string {
  return /[A-Z]/.test(uid) ? uid.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : uid;
}

/** The uid that a response has, as text; the service may send a number. `undefined` where there is none. */
export function uidText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? normalizeUid(value) : undefined;
}

/** What is wrong with a uid; nothing or one issue. */
export function uidIssues(uid: unknown): Issue[] {
  if (uid === undefined || uid === null) {
    return [{ field: 'uid', code: 'UID_IS_COMPULSORY', message: 'uid is missing.' }];
  }
  const problem = problemOf(uid);
  return problem ? [{ field: 'uid', code: 'INVALID_UID', message: problem }] : [];
}

function problemOf(uid: unknown): string | undefined {
  if (typeof uid !== 'string') return 'uid must be a string.';
  if (UID_PATTERN.test(normalizeUid(uid))) return undefined;
  if (!uid.trim()) return 'uid is empty.';
  if (/\s/.test(uid)) return 'uid may not contain a space.';
  const length = codePoints(uid);
  if (length > UID_MAX_LENGTH) return `uid has ${length} characters; at most ${UID_MAX_LENGTH} are allowed.`;
  return 'uid may contain only letters, digits, underscores and hyphens.';
}
