import { EDITABLE_FIELDS, type EditableField, URL_FIELDS } from '../../../user/fields.js';
import type { User } from '../../../user/user.js';
import { comparableUrl } from '../../../user/web-url.js';
import { asSent, isEmpty, sortedTags } from '../../changes/differences.js';
import type { PlanRules } from '../../changes/plan.js';
import { hashText } from '../text/hash.js';

/**
 * One digest for each editable field of a user, joined in the order of `EDITABLE_FIELDS`. It is one short text, because a list of a million
 * users is kept: about 56 bytes instead of 400 for the user as JSON. One digest for the whole user is not enough, because a field that a
 * row does not give stays as it is.
 */
export type FieldDigests = string & { readonly __fieldDigests?: never };

/** Characters of the digest of one field. They are Latin-1, which JavaScript engines store in one byte each. */
const WIDTH = 6;

/** Makes the digests of a user that was read from the service. */
export function digestsOf(user: User): FieldDigests {
  return EDITABLE_FIELDS.map((field) => digestOf(field, user[field])).join('');
}

/** The given fields of the wanted user that differ from the found one, without the fields that users own. Agrees with `differingFields`. */
export function differing(
  wanted: User,
  found: FieldDigests,
  { userOwnedFields }: Pick<PlanRules, 'userOwnedFields'>,
): EditableField[] {
  return wanted.touched.filter((field) => {
    if (userOwnedFields.includes(field)) return false;
    return digestOf(field, asSent(wanted[field])) !== partOf(found, field);
  });
}

/** The fields, out of some, in which two users differ. */
export function differingBetween(
  fields: readonly EditableField[],
  one: FieldDigests,
  other: FieldDigests,
): EditableField[] {
  return fields.filter((field) => partOf(one, field) !== partOf(other, field));
}

function partOf(digests: FieldDigests, field: EditableField): string {
  const at = EDITABLE_FIELDS.indexOf(field) * WIDTH;
  return digests.slice(at, at + WIDTH);
}

/** The digest of a value. Two values have the same one if `isEqual` of the change engine says that they mean the same. */
function digestOf(field: EditableField, value: unknown): string {
  return isEmpty(value) ? EMPTY : hashText(canonicalText(comparable(field, value)));
}

const EMPTY = '\0'.repeat(WIDTH);

function comparable(field: EditableField, value: unknown): unknown {
  if (field === 'tags') return sortedTags(value);
  return URL_FIELDS.includes(field) ? comparableUrl(value) : value;
}

/** JSON with the keys of each object in one order. */
function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`).join(',')}}`;
}
