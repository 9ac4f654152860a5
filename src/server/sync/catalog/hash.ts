/**
 * A hash of 48 bits, as six Latin-1 characters. It is not for secrets: it only makes it unlikely (one in 10^14) that two different values
 * look the same. The two halves are FNV-1a with different first values, mixed at the end as MurmurHash3 does.
 */
export function hashText(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
  }
  const [low, high] = [mix(one), mix(other)];
  return String.fromCharCode(
    low & 0xff,
    (low >>> 8) & 0xff,
    (low >>> 16) & 0xff,
    high & 0xff,
    (high >>> 8) & 0xff,
    (high >>> 16) & 0xff,
  );
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
