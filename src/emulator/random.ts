/** Asking for many bytes at once is far cheaper than for a few at a time. */
const pool = new Uint8Array(4096);
let used = pool.length;

/** Random hex digits, two for each byte, up to 4,096 bytes. */
export function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  let hex = '';
  for (const byte of pool.subarray(used, used + bytes)) hex += byte.toString(16).padStart(2, '0');
  used += bytes;
  return hex;
}
