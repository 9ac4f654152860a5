/** Characters as people count them in a limit: Unicode code points, so that an emoji is one and not two. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Bytes as UTF-8. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Half of a surrogate pair on its own cannot be written as UTF-8: it would arrive as another character. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
