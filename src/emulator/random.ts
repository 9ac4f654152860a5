const HEX = new TextEncoder().encode('0123456789abcdef');
const decoder = new TextDecoder();

/** Random bytes are drawn and converted in large chunks: that is far cheaper than a few at a time. */
const BYTES = 4096;
let digits = '';
let used = 0;

/** Returns random hex digits, two for each byte, for up to 4,096 bytes. */
export function randomHex(bytes: number): string {
  if (used + bytes * 2 > digits.length) {
    digits = hexOf(crypto.getRandomValues(new Uint8Array(BYTES)));
    used = 0;
  }
  used += bytes * 2;
  return digits.slice(used - bytes * 2, used);
}

/** Builds the text from bytes: V8 would keep a text made of many concatenations as a tree. */
function hexOf(bytes: Uint8Array): string {
  const hex = new Uint8Array(bytes.length * 2);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    hex[at * 2] = HEX[byte >> 4] as number;
    hex[at * 2 + 1] = HEX[byte & 15] as number;
  }
  return decoder.decode(hex);
}
