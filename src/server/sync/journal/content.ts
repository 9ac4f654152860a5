import { toBase32 } from '../../uids/base32.js';
import { Sha256 } from '../../vendor/noble-hashes.js';

/** 80 bits. Only contents of the same uid are compared. */
const BYTES = 10;

/** Returns a short hash of a row that is JSON. The order of its keys does not matter. */
export function contentHash(row: unknown): string {
  const json = JSON.stringify(row, (_, value) => sortKeys(value)) ?? '';
  const digest = new Sha256().update(new TextEncoder().encode(json)).digest();
  return toBase32(digest.subarray(0, BYTES));
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
