import { openSlot } from '../storage/slot.js';
import type { SessionStorage } from '../storage/storage.js';
import { isSameField } from '../user/equality.js';
import { EDITABLE_FIELDS } from '../user/fields.js';
import { misfit, token } from '../user/json-checks.js';
import type { UserJSON } from '../user/response.js';
import { User } from '../user/user.js';
import { parseJson, type StoredSession, toStored } from './envelope.js';

/**
 * The storage key of the user of the vendor's Chat SDK. The value is JSON in a JSON string; the token is one of the user's fields.
 * Source: Chat SDK 4.2.0, as observed in a browser.
 */
const vendorKey = (appId: string): string => `${appId}:common_store/user`;

/** The session that the vendor's SDK stored. No method rejects. */
export interface VendorStorage {
  read(): Promise<StoredSession | undefined>;
  remove(): Promise<void>;
}

/** Opens the session that the vendor's SDK stored. `warn` is called if the storage fails. */
export function openVendorStorage(
  storage: SessionStorage,
  appId: string,
  warn: (message: string, error?: unknown) => void,
): VendorStorage {
  const slot = openSlot(storage, vendorKey(appId), warn);
  return {
    read: async () => decodeVendor(await slot.read()),
    remove: async () => slot.write(undefined),
  };
}

/** Reads a session that the vendor's SDK stored. Returns `undefined` for anything else. */
function decodeVendor(stored: unknown): StoredSession | undefined {
  const json = parseJson(parseJson(stored));
  if (misfit({ authToken: token }, json) !== undefined) return undefined;
  return toStored(json, (json as { authToken: string }).authToken);
}

/** Our user with the profile that the vendor's SDK has. */
export function withProfileOf(ours: User, vendors: User): User {
  const profile = EDITABLE_FIELDS.map((field) => [field, mergedValue(field, ours[field], vendors[field])]);
  return User.fromService({ ...ours.toJSON(), ...Object.fromEntries(profile) } as UserJSON);
}

/**
 * The vendor's value of a field. Role and tags cannot be cleared: if the vendor's SDK has none, ours stay. The vendor's SDK does not store
 * an empty text, which the service returns: a field that is empty on both sides stays as ours, so that it counts as no change.
 */
function mergedValue(field: string, ours: unknown, vendors: unknown): unknown {
  if (isEmpty(ours) && isEmpty(vendors)) return ours;
  return vendors ?? (field === 'role' || field === 'tags' ? ours : undefined);
}

/** Whether a field has no value, or an empty text, list or object. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
}

/** Whether the vendor's SDK has our profile. The status and the times of a user are no part of it: they differ from read to read. */
export function hasSameProfile(ours: User, vendors: User): boolean {
  const merged = withProfileOf(ours, vendors);
  return EDITABLE_FIELDS.every((field) => isSameField(field, ours[field], merged[field]));
}

/** Reads a user object of the vendor's SDK. Returns `undefined` for anything else. */
export function readVendorUser(user: unknown, authToken: string): User | undefined {
  return toStored(parseJson(user), authToken)?.user;
}
