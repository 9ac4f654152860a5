import type { KnownCode } from '../errors/codes.js';
import type { Issue } from '../errors/issue.js';
import { CLEARABLE_FIELDS, EDITABLE_FIELDS, type EditableField } from './fields.js';
import { BODY_MAX_BYTES, NAME_MAX_LENGTH, ROLE_PATTERN, TAG_MAX_LENGTH, TAGS_MAX_COUNT } from './limits.js';
import { metadataProblem } from './metadata.js';
import { createBody, updateBody } from './payload.js';
import { codePoints, hasLoneSurrogate, utf8Bytes } from './text.js';
import { uidIssues } from './uid.js';
import type { User } from './user.js';
import { urlProblem } from './web-url.js';

/** What a user is checked for: `create` needs a name, `update` only what was touched. */
export type Purpose = 'create' | 'update';

interface Rule {
  readonly code: KnownCode;
  /** What is wrong with a value, in a sentence that names the field and the limit. */
  readonly problem: (value: unknown) => string | undefined;
}

const RULES: Record<EditableField, Rule> = {
  name: {
    code: 'INVALID_USER_NAME',
    problem: (value) => textProblem('name', value, NAME_MAX_LENGTH) ?? (isBlank(value) ? 'name is blank.' : undefined),
  },
  avatar: { code: 'INVALID_USER_AVATAR', problem: (value) => urlProblem('avatar', value) },
  link: { code: 'INVALID_USER_LINK', problem: (value) => urlProblem('link', value) },
  role: {
    code: 'INVALID_USER_ROLE',
    problem: (value) =>
      typeof value === 'string' && ROLE_PATTERN.test(value)
        ? undefined
        : 'role must be a role id: 1 to 100 letters, digits, underscores and hyphens.',
  },
  metadata: { code: 'INVALID_USER_METADATA', problem: metadataProblem },
  statusMessage: { code: 'INVALID_USER_STATUS_MESSAGE', problem: (value) => textProblem('statusMessage', value) },
  tags: { code: 'INVALID_USER_TAGS', problem: tagsProblem },
};

/** Every issue of a user, at once. Only what would be sent is looked at. */
export function validateUser(user: User, purpose: Purpose): Issue[] {
  const issues = [...uidIssues(user.uid), ...fieldIssues(user, purpose)];
  return issues.length > 0 ? issues : sizeIssues(user, purpose);
}

/** The same without the uid, for the signed-in user. */
export function profileIssues(user: User, purpose: Purpose): Issue[] {
  const issues = fieldIssues(user, purpose);
  return issues.length > 0 ? issues : sizeIssues(user, purpose);
}

function fieldIssues(user: User, purpose: Purpose): Issue[] {
  const issues: Issue[] = [];
  const looked = purpose === 'create' ? EDITABLE_FIELDS : user.touched;
  for (const field of looked) {
    const value: unknown = user[field];
    if (field === 'name' && (value === '' || value === null || (value === undefined && purpose === 'create'))) {
      issues.push({ field, code: 'USER_NAME_IS_COMPULSORY', message: 'name is missing.' });
      continue;
    }
    if (value === undefined || (value === null && isClearable(field))) continue;
    const { code, problem } = RULES[field];
    const message = problem(value);
    if (message) issues.push({ field, code, message });
  }
  return issues;
}

/** Each field may fit and the request still not. */
function sizeIssues(user: User, purpose: Purpose): Issue[] {
  const json = JSON.stringify(purpose === 'create' ? createBody(user) : updateBody(user));
  // A unit of UTF-16 is three bytes at most: few users need to be counted.
  if (json.length * 3 <= BODY_MAX_BYTES) return [];
  const bytes = utf8Bytes(json);
  if (bytes <= BODY_MAX_BYTES) return [];
  const message = `The user is ${bytes} bytes as JSON; at most ${BODY_MAX_BYTES} are allowed.`;
  return [{ field: 'user', code: 'USER_TOO_LARGE', message }];
}

function textProblem(field: string, value: unknown, max = Number.POSITIVE_INFINITY): string | undefined {
  if (typeof value !== 'string') return `${field} must be a string.`;
  const length = codePoints(value);
  if (length > max) return `${field} has ${length} characters; at most ${max} are allowed.`;
  return hasLoneSurrogate(value) ? `${field} contains half a surrogate pair.` : undefined;
}

function tagsProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'tags must be an array of strings.';
  if (value.length > TAGS_MAX_COUNT) return `tags has ${value.length} tags; at most ${TAGS_MAX_COUNT} are allowed.`;
  for (const [index, tag] of Array.from(value).entries()) {
    const place = `tags[${index}]`;
    const problem = textProblem(place, tag, TAG_MAX_LENGTH) ?? (isBlank(tag) ? `${place} is blank.` : undefined);
    if (problem) return problem;
  }
  return undefined;
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && !value.trim();
}

function isClearable(field: EditableField): boolean {
  return (CLEARABLE_FIELDS as readonly EditableField[]).includes(field);
}
