const HEX = new TextEncoder().encode('0123456789abcdef');
const decoder = new TextDecoder();

/** Asking for many bytes at once is far cheaper than for a few at a time, and so is writing them down. */
const BYTES = 4096;
let digits = '';
let used = 0;

/** Random hex digits, two for each byte, up to 4,096 bytes. */
export function randomHex(bytes: number): string {
  if (used + bytes * 2 > digits.length) {
    digits = hexOf(crypto.getRandomValues(new Uint8Array(BYTES)));
    used = 0;
  }
  used += bytes * 2;
  return digits.slice(used - bytes * 2, used);
}

/** Written as bytes and read as one text: strings that are added one by one would be a tree. */
function hexOf(bytes: Uint8Array): string {
  const hex = new Uint8Array(bytes.length * 2);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    hex[at * 2] = HEX[byte >> 4] as number;
    hex[at * 2 + 1] = HEX[byte & 15] as number;
  }
  return decoder.decode(hex);
}
