import type { SessionStorage } from './storage.js';

/** One key of a storage that may be slow, full, blocked or broken. Nothing here throws or rejects. */
export interface Slot {
  /**
   * The value, after what is being written; `undefined` if there is none, `null` if it cannot be read. At once if the storage
   * answers at once.
   */
  read(): unknown | Promise<unknown>;
  /** Writes, or with `undefined` removes. Resolves when done, or given up; at once if the storage answers at once. */
  write(value: string | undefined): void | Promise<void>;
  /** Whether what stands there is what was written last; it is not when that failed. */
  isTrue(): boolean;
}

/** How long a slow storage is waited for. */
const PATIENCE_MS = 2_000;

/** Gives one key of a storage; what goes wrong is told to `warn`, writing once only. */
export function openSlot(storage: SessionStorage, key: string, warn: (message: string, error?: unknown) => void): Slot {
  let warned = false;
  let failed = false;
  let writing: Promise<void> | undefined;
  let clearing: void | Promise<void>;

  function put(value: string | undefined): void | Promise<void> {
    const remove = () => storage.removeItem(key);
    const set = () => storage.setItem(key, value ?? '');
    const [work, otherwise] = value === undefined ? [remove, set] : [set, remove];
    failed = false;
    return attempt(work, done, (error) => {
      failed = true;
      if (!warned) warn('The session cannot be stored; it is kept in memory and ends with the page.', error);
      warned = true;
      // What stands there now is of an earlier session, which must not come back on the next start.
      clearing = attempt(otherwise, done, done);
    });
  }

  return {
    read() {
      const get = () =>
        attempt<unknown>(
          () => storage.getItem(key),
          (value) => value ?? undefined,
          (error) => {
            warn('The stored session cannot be read; it counts as absent.', error);
            return null;
          },
        );
      return writing ? writing.then(get) : get();
    },
    write(value) {
      // Asynchronous writes go one after the other: the last one must win.
      const written = writing ? writing.then(() => put(value)) : put(value);
      if (!written) return undefined;
      const mine = written
        .then(() => clearing)
        .then(() => {
          if (writing === mine) writing = undefined;
        });
      writing = mine;
      return written;
    },
    isTrue: () => !failed,
  };
}

/** Does something now or soon, and makes a failure of a throw, a rejection and of taking too long. */
function attempt<T>(work: () => unknown, done: (value: unknown) => T, failed: (error: unknown) => T): T | Promise<T> {
  try {
    const value = work();
    return isThenable(value) ? withinPatience(value).then(done, failed) : done(value);
  } catch (error) {
    return failed(error);
  }
}

function withinPatience(work: PromiseLike<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const tooSlow = () => reject(new Error(`The storage did not answer within ${PATIENCE_MS} ms.`));
    const timer = setTimeout(tooSlow, PATIENCE_MS);
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function done(): void {}
