/**
 * Where a session is kept: three methods, sync or async. `localStorage`, React Native's AsyncStorage and an unstorage
 * instance fit as they are.
 *
 * @example
 * const client = createClient({ appId, region, storage: AsyncStorage });
 */
export interface SessionStorage {
  /** The value of a key. `null` or `undefined` if there is none; a parsed object is understood as well. */
  getItem(key: string): unknown;
  /** Keeps a value; a promise is waited for. */
  setItem(key: string, value: string): unknown;
  /** Forgets a value; that there is none is no failure. */
  removeItem(key: string): unknown;
}

/**
 * Storage that ends with the process.
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
