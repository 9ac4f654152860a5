/**
 * The deepest nesting of JSON. The same as PHP's default, and far too little to overflow the stack in later
 * serialization.
 */
export const DEPTH_MAX = 512;

/** Whether a value that was parsed from `text` nests deeper than {@link DEPTH_MAX}. */
export function isTooDeep(value: unknown, text: string): boolean {
  // A fast path: each level needs two characters, so a short text cannot nest too deep.
  if (text.length <= 2 * DEPTH_MAX) return false;
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
