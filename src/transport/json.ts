/** A JSON object whose fields are not known. */
export type JsonObject = { readonly [field: string]: unknown };

/** Returns the value if it is an object, else `undefined`. An array is not an object here. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
