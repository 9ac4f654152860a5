import { CLEARABLE_FIELDS, type ClearableField, EDITABLE_FIELDS, type EditableField, URL_FIELDS } from './fields.js';
import type { User } from './user.js';
import { sentUrl } from './web-url.js';

/** The body of an update: what was touched, and what to clear. */
export type UpdateBody = Partial<Pick<User, EditableField>> & { unset?: ClearableField[] };

/** The body of a create: everything that is set. The service fills in the rest. */
export function createBody(user: User): { uid: string } & Partial<Pick<User, EditableField>> {
  return { uid: user.uid, ...pick(user, EDITABLE_FIELDS) };
}

/** The body of an update: only what was touched; a cleared field goes into `unset`, never as `null`. */
export function updateBody(user: User): UpdateBody {
  const { touched } = user;
  const unset = CLEARABLE_FIELDS.filter((field) => touched.includes(field) && isUnset(user[field]));
  return { ...pick(user, touched), ...(unset.length > 0 && { unset }) };
}

function pick(user: User, fields: readonly EditableField[]): Partial<Pick<User, EditableField>> {
  const picked: { [field: string]: unknown } = {};
  for (const field of fields) if (!isUnset(user[field])) picked[field] = sentValue(field, user[field]);
  return picked;
}

/** The user keeps a URL as it was set; the service gets it in a legal form. */
function sentValue(field: EditableField, value: unknown): unknown {
  return URL_FIELDS.includes(field) ? sentUrl(value) : value;
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}
