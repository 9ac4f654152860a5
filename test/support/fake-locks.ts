/** Web Locks for tests in Node: one queue for each name. */
export function fakeLocks() {
  const queues = new Map<string, Promise<unknown>>();
  const held = new Set<string>();
  const requests: string[] = [];

  async function hold<T>(name: string, work: (lock: object | null) => Promise<T>): Promise<T> {
    held.add(name);
    try {
      return await work({ name });
    } finally {
      held.delete(name);
    }
  }

  return {
    held,
    requests,
    request<T>(
      name: string,
      { ifAvailable, signal }: { ifAvailable?: boolean; signal?: AbortSignal },
      work: (lock: object | null) => Promise<T>,
    ): Promise<T> {
      requests.push(name);
      if (ifAvailable && held.has(name)) return work(null);
      if (ifAvailable) {
        const done = hold(name, work);
        queues.set(
          name,
          done.catch(() => undefined),
        );
        return done;
      }
      const aborted = new Promise<never>((_, reject) => {
        if (signal?.aborted) reject(signal.reason);
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
      const turn = Promise.race([queues.get(name) ?? Promise.resolve(), aborted]);
      const done = turn.then(() => hold(name, work));
      queues.set(
        name,
        done.catch(() => undefined),
      );
      return done;
    },
  };
}
