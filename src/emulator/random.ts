const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Asking for many bytes at once is far cheaper than for a few at a time, and so is writing them down. */
const BYTES = 4096;
let digits = '';
let used = 0;

/** Random hex digits, two for each byte, up to 4,096 bytes. */
export function randomHex(bytes: number): string {
  if (used + bytes * 2 > digits.length) {
    digits = '';
    for (const byte of crypto.getRandomValues(new Uint8Array(BYTES))) digits += DIGITS[byte];
    used = 0;
  }
  used += bytes * 2;
  return digits.slice(used - bytes * 2, used);
}
