/** How deep JSON may nest: PHP's own default, and far less than what exhausts the stack of whoever writes it again. */
export const DEPTH_MAX = 512;

/** Whether a value that was parsed from a text nests deeper than {@link DEPTH_MAX}. */
export function isTooDeep(value: unknown, text: string): boolean {
  // A level costs two characters, so that most bodies need no look.
  if (text.length <= 2 * DEPTH_MAX) return false;
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
