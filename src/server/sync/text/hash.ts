/**
 * A hash of 48 bits, as six Latin-1 characters, which JavaScript engines store in one byte each. It is not for secrets: it only makes it
 * unlikely (one in 10^14) that two different texts look the same.
 */
export function hashText(text: string): string {
  const [low, high] = halvesOf(text);
  return String.fromCharCode(low & 0xff, (low >>> 8) & 0xff, low >>> 16, high & 0xff, (high >>> 8) & 0xff, high >>> 16);
}

/** The same hash as 12 hexadecimal digits. */
export function hexHash(text: string): string {
  const [low, high] = halvesOf(text);
  return hexOf(low) + hexOf(high);
}

function hexOf(half: number): string {
  return half.toString(16).padStart(6, '0');
}

/** Two hashes of 24 bits. Both are FNV-1a, with different first values and factors, mixed at the end as MurmurHash3 does. */
function halvesOf(text: string): [low: number, high: number] {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
  }
  return [mix(one) & 0xffffff, mix(other) & 0xffffff];
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
