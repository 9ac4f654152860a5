import { isSame, isSameField } from '../../user/equality.js';
import type { EditableField, UserInput } from '../../user/fields.js';
import { User } from '../../user/user.js';

/** The given fields of the wanted user that differ from the found one. A field that is not given stays as it is. */
export function differingFields(wanted: User, found: User): EditableField[] {
  return wanted.touched.filter((field) => !isEqual(field, asSent(wanted[field]), found[field]));
}

/** An update of some fields, with the values of the wanted user. A touched field without a value is cleared. */
export function updateOf(wanted: User, fields: readonly EditableField[]): User {
  const values = fields.map((field) => [field, wanted[field] ?? null]);
  return new User({ uid: wanted.uid, ...Object.fromEntries(values) } as UserInput);
}

/** Whether two values of a field mean the same for the service. */
export function isEqual(field: EditableField, wanted: unknown, found: unknown): boolean {
  if (isEmpty(wanted) && isEmpty(found)) return true;
  return field === 'tags' ? isSame(sortedTags(wanted), sortedTags(found)) : isSameField(field, wanted, found);
}

/** Whether a value is empty. The service leaves out empty values. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Tags are a set: their order and repetitions do not matter. */
export function sortedTags(tags: unknown): unknown {
  return Array.isArray(tags) ? [...new Set(tags)].sort() : tags;
}

/** The value as the service receives it in JSON: a date, for example, becomes a text. */
export function asSent(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;
}
