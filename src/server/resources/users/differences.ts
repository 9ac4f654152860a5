import { isSame, isSameField } from '../../../user/equality.js';
import type { EditableField, UserInput } from '../../../user/fields.js';
import { User } from '../../../user/user.js';

/**
 * What an update must send so that a user is as wanted: the fields that are given and differ. `undefined` where there is nothing.
 * What is not given is left as it is.
 */
export function differences(wanted: User, found: User): User | undefined {
  const changed = wanted.touched.filter((field) => !isEqual(field, asSent(wanted[field]), found[field]));
  if (changed.length === 0) return undefined;
  // A field that was touched and is not there is to be cleared.
  const fields = changed.map((field) => [field, wanted[field] ?? null]);
  return new User({ uid: wanted.uid, ...Object.fromEntries(fields) } as UserInput);
}

function isEqual(field: EditableField, wanted: unknown, found: unknown): boolean {
  if (isEmpty(wanted) && isEmpty(found)) return true;
  return field === 'tags' ? isSame(sorted(wanted), sorted(found)) : isSameField(field, wanted, found);
}

/** The service says nothing of what is empty. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Tags are a set: neither their order nor a repetition says anything. */
function sorted(tags: unknown): unknown {
  return Array.isArray(tags) ? [...new Set(tags)].sort() : tags;
}

/** As it arrives: a date is text there. */
function asSent(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;
}
