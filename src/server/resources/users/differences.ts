import { isSame, isSameField } from '../../../user/equality.js';
import type { EditableField, UserInput } from '../../../user/fields.js';
import { User } from '../../../user/user.js';

/**
 * Returns the update that makes the found user like the wanted one: the given fields that differ. Returns `undefined` if none differs.
 * A field that is not given stays as it is.
 */
export function differences(wanted: User, found: User): User | undefined {
  const changed = wanted.touched.filter((field) => !isEqual(field, asSent(wanted[field]), found[field]));
  if (changed.length === 0) return undefined;
  // A touched field without a value must be cleared.
  const fields = changed.map((field) => [field, wanted[field] ?? null]);
  return new User({ uid: wanted.uid, ...Object.fromEntries(fields) } as UserInput);
}

function isEqual(field: EditableField, wanted: unknown, found: unknown): boolean {
  if (isEmpty(wanted) && isEmpty(found)) return true;
  return field === 'tags' ? isSame(sorted(wanted), sorted(found)) : isSameField(field, wanted, found);
}

/** Whether a value is empty. The service leaves out empty values. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Tags are a set: their order and repetitions do not matter. */
function sorted(tags: unknown): unknown {
  return Array.isArray(tags) ? [...new Set(tags)].sort() : tags;
}

/** The value as the service receives it in JSON: a date, for example, becomes a text. */
function asSent(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;
}
