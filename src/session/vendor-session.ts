import { misfit, token } from '../user/shapes.js';
import { parseJson, type StoredSession, toStored } from './envelope.js';

/**
 * The storage key of the user of the vendor's Chat SDK. The value is JSON in a JSON string; the token is one of the user's fields.
 * Source: Chat SDK 4.2.0, as observed in a browser.
 */
export const vendorKey = (appId: string): string => `${appId}:common_store/user`;

/** Reads a session that the vendor's SDK stored. Returns `undefined` for anything else. */
export function decodeVendor(stored: unknown): StoredSession | undefined {
  const json = parseJson(parseJson(stored));
  if (misfit({ authToken: token }, json) !== undefined) return undefined;
  return toStored(json, (json as { authToken: string }).authToken);
}
