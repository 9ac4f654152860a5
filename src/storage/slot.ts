import type { SessionStorage } from './storage.js';

/** One key of a storage that may be slow, full, blocked or broken. No method throws or rejects. */
export interface Slot {
  /**
   * Reads the value, after writes in progress. `undefined` if there is none, `null` if it cannot be read. It returns a promise only if
   * the storage does.
   */
  read(): unknown | Promise<unknown>;
  /**
   * Writes the value; `undefined` removes it. Resolves when the write is done, has failed or took too long. It returns a promise only
   * if the storage does.
   */
  write(value: string | undefined): void | Promise<void>;
  /** Whether the last write succeeded. */
  isInSync(): boolean;
}

/** Milliseconds that a read or write of the storage may take. */
const TIMEOUT_MS = 2_000;

/** Opens one key of a storage. `warn` is called for each failed read, and for the first failed write. */
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
    return runSafely(work, done, (error) => {
      failed = true;
      if (!warned) warn('The session cannot be stored; it stays in memory and ends with the page.', error);
      warned = true;
      // Storage still holds an earlier session, which must not come back on the next start.
      clearing = runSafely(otherwise, done, done);
    });
  }

  return {
    read() {
      const get = () =>
        runSafely<unknown>(
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
      // Asynchronous writes run one after the other, so that the last one wins.
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
    isInSync: () => !failed,
  };
}

/** Runs `work`, which may return a promise. Calls `done` with the result, or `failed` if it throws, rejects or takes too long. */
function runSafely<T>(work: () => unknown, done: (value: unknown) => T, failed: (error: unknown) => T): T | Promise<T> {
  try {
    const value = work();
    return isThenable(value) ? withTimeout(value).then(done, failed) : done(value);
  } catch (error) {
    return failed(error);
  }
}

function withTimeout(work: PromiseLike<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const tooSlow = () => reject(new Error(`The storage took longer than ${TIMEOUT_MS} ms.`));
    const timer = setTimeout(tooSlow, TIMEOUT_MS);
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function done(): void {}
