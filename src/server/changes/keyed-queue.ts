/** Runs work of the same key one after the other, in the order of the calls. Work of other keys does not wait. */
export type KeyedQueue = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Creates a queue for each key. A key uses memory only while its work runs. */
export function createKeyedQueue(): KeyedQueue {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const current = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, current);
    const end = () => {
      if (last.get(key) === current) last.delete(key);
    };
    current.then(end, end);
    return current;
  };
}
