import type { Station } from '../exchange.js';

/** Writes changes somewhere else than to memory. */
export interface Persistence {
  /** Called before each answer. Throws when the changes of the request could not be stored. */
  commit(): void;
}

/** Stores the changes of a request before its answer is sent. */
export function journal(persistence: Persistence | undefined): Station {
  return async (_, next) => {
    await next();
    persistence?.commit();
  };
}
