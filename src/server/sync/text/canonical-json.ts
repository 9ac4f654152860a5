/** JSON with the keys of each object in one order, so that equal values have equal texts. A value without JSON gives an empty text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) => sortedKeys(inner)) ?? '';
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
