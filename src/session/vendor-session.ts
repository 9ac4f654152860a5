import { misfit, token } from '../user/shapes.js';
import { parseJson, type StoredSession, toStored } from './envelope.js';

/**
 * The key under which the vendor's Chat SDK keeps its user. Source: Chat SDK 4.2.0 as observed in a browser; the value is JSON in
 * a JSON string, with the token among the user's fields.
 */
export const vendorKey = (appId: string): string => `${appId}:common_store/user`;

/** Reads the session that the vendor's SDK left; `undefined` for whatever is not one. */
export function decodeVendor(stored: unknown): StoredSession | undefined {
  const json = parseJson(parseJson(stored));
  if (misfit({ authToken: token }, json) !== undefined) return undefined;
  return toStored(json, (json as { authToken: string }).authToken);
}
