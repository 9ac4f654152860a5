import type { KnownCode } from '../errors/codes.js';
import type { Issue } from '../errors/issue.js';
import { CLEARABLE_FIELDS, type EditableField } from './fields.js';
import { isAbsent } from './json-checks.js';
import {
  BODY_MAX_BYTES,
  NAME_MAX_LENGTH,
  ROLE_PATTERN,
  TAG_MAX_LENGTH,
  TAGS_MAX_COUNT,
  UID_MAX_LENGTH,
  UID_PATTERN,
} from './limits.js';
import { metadataMessage } from './metadata.js';
import { codePoints, hasLoneSurrogate, lowerCaseAscii, utf8Bytes } from './text.js';
import { urlMessage } from './web-url.js';

/** The request that a user is checked for. `create` needs a name; `update` checks only the touched fields. */
export type Purpose = 'create' | 'update';

/** A field that has a rule. */
export type RuledField = 'uid' | EditableField;

/** The rule for one field. */
interface Rule {
  /** The code of an issue with a wrong value. */
  readonly code: KnownCode;
  /** A sentence that says why a value is wrong, with the field and its limit; `undefined` for a valid value. */
  readonly messageFor: (value: unknown) => string | undefined;
  /** Set for fields that a request must have. */
  readonly required?: {
    /** The requests that must have the field. */
    readonly for: readonly Purpose[];
    /** The code of an issue with a missing value. */
    readonly code: KnownCode;
    readonly isMissing: (value: unknown) => boolean;
  };
}

/** The rule for each field that is sent. `User.validate` and the schemas both use this table. */
const RULES: Readonly<Record<RuledField, Rule>> = {
  uid: {
    code: 'INVALID_UID',
    messageFor: uidMessage,
    required: { for: ['create', 'update'], code: 'UID_IS_COMPULSORY', isMissing: isAbsent },
  },
  name: {
    code: 'INVALID_USER_NAME',
    messageFor: (value) => textMessage('name', value, NAME_MAX_LENGTH) ?? blankMessage('name', value),
    required: {
      for: ['create'],
      code: 'USER_NAME_IS_COMPULSORY',
      isMissing: (value) => isAbsent(value) || value === '',
    },
  },
  avatar: { code: 'INVALID_USER_AVATAR', messageFor: (value) => urlMessage('avatar', value) },
  link: { code: 'INVALID_USER_LINK', messageFor: (value) => urlMessage('link', value) },
  role: { code: 'INVALID_USER_ROLE', messageFor: roleMessage },
  metadata: { code: 'INVALID_USER_METADATA', messageFor: metadataMessage },
  statusMessage: { code: 'INVALID_USER_STATUS_MESSAGE', messageFor: (value) => textMessage('statusMessage', value) },
  tags: { code: 'INVALID_USER_TAGS', messageFor: tagsMessage },
};

/** Whether a request must have the field. */
export function isRequired(field: RuledField, purpose: Purpose): boolean {
  return RULES[field].required?.for.includes(purpose) ?? false;
}

/** The issue of one field; `undefined` for a valid value. Do not call it for a field that is `undefined` and not required. */
export function fieldIssue(field: RuledField, value: unknown): Issue | undefined {
  const { code, messageFor, required } = RULES[field];
  if (required?.isMissing(value)) return { field, code: required.code, message: `${field} is missing.` };
  if (value === null && isClearable(field)) return undefined;
  const message = messageFor(value);
  return message === undefined ? undefined : { field, code, message };
}

/** The issue of a request body that is too large, although each field is valid. */
export function bodyIssue(body: object): Issue | undefined {
  const json = JSON.stringify(body);
  // One UTF-16 unit takes at most three bytes, so most bodies need no exact count.
  if (json.length * 3 <= BODY_MAX_BYTES) return undefined;
  const bytes = utf8Bytes(json);
  if (bytes <= BODY_MAX_BYTES) return undefined;
  const message = `The user is ${bytes} bytes as JSON; at most ${BODY_MAX_BYTES} are allowed.`;
  return { field: 'user', code: 'USER_TOO_LARGE', message };
}

function uidMessage(uid: unknown): string | undefined {
  if (typeof uid !== 'string') return 'uid must be a string.';
  if (UID_PATTERN.test(lowerCaseAscii(uid))) return undefined;
  if (!uid.trim()) return 'uid is empty.';
  if (/\s/.test(uid)) return 'uid may not contain a space.';
  const length = codePoints(uid);
  if (length > UID_MAX_LENGTH) return `uid has ${length} characters; at most ${UID_MAX_LENGTH} are allowed.`;
  return 'uid may contain only letters, digits, underscores and hyphens.';
}

function roleMessage(role: unknown): string | undefined {
  if (typeof role === 'string' && ROLE_PATTERN.test(role)) return undefined;
  return 'role must be a role id: 1 to 100 letters, digits, underscores and hyphens.';
}

function tagsMessage(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'tags must be an array of strings.';
  if (value.length > TAGS_MAX_COUNT) return `tags has ${value.length} tags; at most ${TAGS_MAX_COUNT} are allowed.`;
  for (const [index, tag] of Array.from(value).entries()) {
    const place = `tags[${index}]`;
    const message = textMessage(place, tag, TAG_MAX_LENGTH) ?? blankMessage(place, tag);
    if (message) return message;
  }
  return undefined;
}

function textMessage(field: string, value: unknown, max = Number.POSITIVE_INFINITY): string | undefined {
  if (typeof value !== 'string') return `${field} must be a string.`;
  const length = codePoints(value);
  if (length > max) return `${field} has ${length} characters; at most ${max} are allowed.`;
  return hasLoneSurrogate(value) ? `${field} contains half a surrogate pair.` : undefined;
}

function blankMessage(field: string, value: unknown): string | undefined {
  return typeof value === 'string' && !value.trim() ? `${field} is blank.` : undefined;
}

function isClearable(field: RuledField): boolean {
  return (CLEARABLE_FIELDS as readonly RuledField[]).includes(field);
}
