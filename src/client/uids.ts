import type { CometChatException } from '../errors/exception.js';
import { type Issue, problem, refuse } from '../errors/issue.js';
import { toUid } from '../user/input.js';
import { BODY_MAX_BYTES } from '../user/limits.js';
import { utf8Bytes } from '../user/text.js';
import { normalizeUid, uidIssues } from '../user/uid.js';

/** The issue of an argument that is not as it must be. */
export function wrongParameter(field: string, must: string): Issue {
  return { field, code: 'INVALID_PARAMETER', message: `${field} must be ${must}.` };
}

/** The issues of a list of uids. Each names its entry, such as `uids[2]`. */
export function uidListIssues(value: unknown, field: string): Issue[] {
  if (value === undefined || value === null)
    return [{ field, code: 'MISSING_PARAMETERS', message: `${field} is missing.` }];
  if (!Array.isArray(value)) return [wrongParameter(field, 'an array of uids')];
  if (value.length === 0) return [{ field, code: 'INVALID_PARAMETER', message: `${field} must not be empty.` }];
  return Array.from(value).flatMap((uid, index) => {
    const place = `${field}[${index}]`;
    return uidIssues(uid).map((found) => ({ ...found, field: place, message: found.message.replace(/^uid/, place) }));
  });
}

/** Checks an argument that is one uid or user, or an array of them. Returns the uids without repetitions, as the service spells them. */
export function checkUids(given: unknown): string[] {
  // A longer array cannot fit into a request. Refuse it before it is copied.
  if (Array.isArray(given) && given.length > BODY_MAX_BYTES) throw tooLarge();
  const isOne = typeof given === 'string' || (typeof given === 'object' && given !== null && !Array.isArray(given));
  const uids: unknown = isOne ? [toUid(given)] : Array.isArray(given) ? given.map(toUid) : given;
  refuse(uidListIssues(uids, 'uids'));
  const checked = [...new Set((uids as string[]).map(normalizeUid))];
  if (utf8Bytes(JSON.stringify(checked)) > BODY_MAX_BYTES) throw tooLarge();
  return checked;
}

function tooLarge(): CometChatException {
  return problem(
    'uids',
    'INVALID_PARAMETER',
    `uids must have at most ${BODY_MAX_BYTES} bytes as JSON: send them in parts.`,
  );
}
