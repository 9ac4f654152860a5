import type { UserFields } from './fields.js';
import { CLEARABLE_FIELDS, type ClearableField, EDITABLE_FIELDS, type EditableField, URL_FIELDS } from './fields.js';
import { sentUrl } from './web-url.js';

/** The values that a request may send. `null` clears a field. */
export type SentFields = { readonly [Field in EditableField]?: UserFields[Field] | null | undefined };

/** The fields in the body of a request. It contains no `null` and no `undefined`. */
type Body = Partial<Pick<UserFields, EditableField>>;

/** A user to send: a `User`, or a plain object with the names of its touched fields. */
export interface EditedUser extends SentFields {
  readonly uid: string;
  readonly touched: readonly EditableField[];
}

/** The body of an update: the touched fields, and the names of the fields to clear. */
export type UpdateBody = Body & { unset?: ClearableField[] };

/** Makes the body of a create: every field that is set. */
export function createBody(user: SentFields & { readonly uid: string }): { uid: string } & Body {
  return { uid: user.uid, ...pick(user, EDITABLE_FIELDS) };
}

/** Makes the body of an update: only the touched fields. Cleared fields are listed in `unset` and never sent as `null`. */
export function updateBody(user: SentFields & Pick<EditedUser, 'touched'>): UpdateBody {
  const { touched } = user;
  const unset = CLEARABLE_FIELDS.filter((field) => touched.includes(field) && isUnset(user[field]));
  return { ...pick(user, touched), ...(unset.length > 0 && { unset }) };
}

function pick(user: SentFields, fields: readonly EditableField[]): Body {
  const picked: { [field: string]: unknown } = {};
  for (const field of fields) if (!isUnset(user[field])) picked[field] = sentValue(field, user[field]);
  return picked;
}

/** The value to send. A URL is sent in a valid form; the user object keeps it as it was set. */
function sentValue(field: EditableField, value: unknown): unknown {
  return URL_FIELDS.includes(field) ? sentUrl(value) : value;
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}
