import type { Issue } from '../errors/issue.js';
import { fieldIssue } from './rules.js';
import { lowerCaseAscii } from './text.js';

/** The uid as the service has it: it lower-cases `A`–`Z` and no other letter. */
export function normalizeUid(uid: string): string {
  return lowerCaseAscii(uid);
}

/** The uid that a response has, as text; the service may send a number. `undefined` where there is none. */
export function uidText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? normalizeUid(value) : undefined;
}

/** The issue of a uid, in an array; an empty array for a valid one. */
export function uidIssues(uid: unknown): Issue[] {
  const issue = fieldIssue('uid', uid);
  return issue ? [issue] : [];
}
