/** Runs `work`, or joins the run with the same key that is in progress. */
export type SingleFlight<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** Creates a single-flight: simultaneous runs with the same key share one result. After it, the key is free again. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const pending = new Map<string, Promise<T>>();
  return (key, work) => {
    const shared = pending.get(key);
    if (shared) return shared;
    const run = work().finally(() => pending.delete(key));
    pending.set(key, run);
    return run;
  };
}
