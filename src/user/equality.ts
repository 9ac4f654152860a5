import { URL_FIELDS } from './fields.js';
import { comparableUrl } from './web-url.js';

/** Whether two values of a field are the same for the service. Two spellings of the same URL are equal. */
export function isSameField(field: string, a: unknown, b: unknown): boolean {
  return isSame(a, b) || (URL_FIELDS.includes(field) && isSame(comparableUrl(a), comparableUrl(b)));
}

/** Whether a user that was read has the values that a create request sent. */
export function isWhatWasSent(sent: object, found: object): boolean {
  const user = found as Readonly<Record<string, unknown>>;
  // A user who was just created is active.
  if (user.deactivatedAt && !('deactivatedAt' in sent)) return false;
  // Compare the JSON form: dates become strings, and undefined fields are left out.
  const fields = Object.entries(JSON.parse(JSON.stringify(sent)));
  return fields.every(([field, value]) => isSameField(field, value, user[field]));
}

/** Whether two JSON values are equal. The order of keys does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [keys, others] = [Object.keys(a), new Set(Object.keys(b))];
  if (keys.length !== others.size || Array.isArray(a) !== Array.isArray(b)) return false;
  return keys.every((key) => others.has(key) && isSame(a[key as never], b[key as never]));
}
