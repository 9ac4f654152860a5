/**
 * A storage for the session: three methods, sync or async. `localStorage`, React Native's AsyncStorage and an unstorage
 * instance work without an adapter.
 *
 * @example
 * const client = createClient({ appId, region, storage: AsyncStorage });
 */
export interface SessionStorage {
  /** Returns the value of a key, or `null` or `undefined` if there is none. It may return a promise, and a parsed object for JSON. */
  getItem(key: string): unknown;
  /** Stores a value. It may return a promise. */
  setItem(key: string, value: string): unknown;
  /** Removes a value. It must not fail if there is none. It may return a promise. */
  removeItem(key: string): unknown;
}

/**
 * Creates a storage in memory. It ends with the process.
 *
 * @example
 * const client = createClient({ appId, region, storage: memoryStorage() });
 */
export function memoryStorage(): SessionStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
