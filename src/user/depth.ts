/** The most levels of objects and arrays in one field of a user. It is low enough for recursive functions. */
export const FIELD_MAX_DEPTH = 500;

/** The most levels in a whole response: its fields, with the rows and objects around them. */
export const RESPONSE_MAX_DEPTH = FIELD_MAX_DEPTH + 20;

/** Whether a value has more levels of objects and arrays than `max`. It does not use recursion, so no depth overflows the stack. */
export function isDeeperThan(max: number, value: unknown): boolean {
  let level = new Set([value].filter(isObject));
  for (let depth = 1; level.size > 0; depth++) {
    if (depth > max) return true;
    const next = new Set<object>();
    for (const container of level) for (const inner of Object.values(container)) if (isObject(inner)) next.add(inner);
    level = next;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
