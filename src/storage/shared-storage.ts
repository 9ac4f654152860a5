import type { SessionStorage } from './storage.js';

/**
 * A storage that several server instances share. `redisStorage` and `postgresStorage` create one; to write your own, add one method to
 * the three of `SessionStorage`. `getItem` must return the text that was stored.
 */
export interface SharedStorage extends SessionStorage {
  /**
   * Stores `next` if the value is still `expected` (`null`: if there is none), in one step that no other client can interrupt. Returns
   * whether it did. It may return a promise. `options.expiresInMs`: when the value is no longer needed; without it, the value is kept.
   */
  compareAndSet(
    key: string,
    expected: string | null,
    next: string,
    options?: {
      /** Milliseconds after which the value is no longer needed. */
      readonly expiresInMs?: number | undefined;
    },
  ): boolean | Promise<boolean>;
}

/** Whether a storage has `compareAndSet`. */
export function isShared(storage: SessionStorage): storage is SharedStorage {
  return typeof (storage as Partial<SharedStorage>).compareAndSet === 'function';
}
