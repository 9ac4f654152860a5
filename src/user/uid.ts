import type { Issue } from '../errors/issue.js';
import { fieldIssue } from './rules.js';
import { lowerCaseAscii } from './text.js';

/** The uid as the service stores it: with `A`–`Z` in lower case. */
export function normalizeUid(uid: string): string {
  return lowerCaseAscii(uid);
}

/** The uid from a response, as text. The service may send a number. `undefined` if there is no valid one. */
export function uidText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? normalizeUid(value) : undefined;
}

/** The issue of a uid, in an array. Empty for a valid one. */
export function uidIssues(uid: unknown): Issue[] {
  const issue = fieldIssue('uid', uid);
  return issue ? [issue] : [];
}
