import { EDITABLE_FIELDS, type EditableField, URL_FIELDS } from '../../../user/fields.js';
import type { User } from '../../../user/user.js';
import { comparableUrl } from '../../../user/web-url.js';
import { sortedTags } from '../../changes/differences.js';
import type { PlanRules } from '../../changes/plan.js';
import { canonicalJson } from '../text/canonical-json.js';
import { hashText } from '../text/hash.js';

/**
 * One digest for each editable field of a user, joined in the order of `EDITABLE_FIELDS`. It is one short text, because a list of a million
 * users is kept: about 56 bytes instead of 400 for the user as JSON. One digest for the whole user is not enough, because a field that a
 * row does not give stays as it is.
 */
export type FieldDigests = string & { readonly __fieldDigests?: never };

/** Characters of the digest of one field. They are Latin-1, which JavaScript engines store in one byte each. */
const WIDTH = 6;

/** Makes the digests of a user. */
export function digestsOf(user: User): FieldDigests {
  return EDITABLE_FIELDS.map((field) => digestOf(field, user[field])).join('');
}

/** The fields, out of the given ones, in which two users differ, without the fields that users own. Agrees with `differingFields`. */
export function differing(
  given: readonly EditableField[],
  wanted: FieldDigests,
  found: FieldDigests,
  { userOwnedFields }: Pick<PlanRules, 'userOwnedFields'>,
): EditableField[] {
  return given.filter((field) => !userOwnedFields.includes(field) && partOf(wanted, field) !== partOf(found, field));
}

function partOf(digests: FieldDigests, field: EditableField): string {
  const at = EDITABLE_FIELDS.indexOf(field) * WIDTH;
  return digests.slice(at, at + WIDTH);
}

/** The digest of a value. Two values have the same one if `isEqual` of the change engine says that they mean the same. */
function digestOf(field: EditableField, value: unknown): string {
  const json = canonicalJson(comparable(field, value));
  return EMPTY_VALUES.includes(json) ? EMPTY : hashText(json);
}

const EMPTY = '\0'.repeat(WIDTH);

/** The service leaves out empty values. */
const EMPTY_VALUES: readonly string[] = ['', 'null', '""', '{}', '[]'];

function comparable(field: EditableField, value: unknown): unknown {
  if (field === 'tags') return sortedTags(value);
  return URL_FIELDS.includes(field) ? comparableUrl(value) : value;
}
