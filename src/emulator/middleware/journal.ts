import { ApiError } from '../api-error.js';
import type { Station } from '../exchange.js';

/** Writes changes somewhere else than to memory. */
export interface Persistence {
  /** False after a close: then no change can be stored. */
  readonly isOpen: boolean;
  /** Called before each answer. Throws when the changes of the request could not be stored. */
  commit(): void;
}

/** Stores the changes of a request before its answer is sent. */
export function journal(persistence: Persistence | undefined): Station {
  return async (_, next) => {
    await next();
    try {
      persistence?.commit();
    } catch (error) {
      throw new ApiError(500, 'ERR_OPERATION_FAILED', (error as Error).message);
    }
  };
}
