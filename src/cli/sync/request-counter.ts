import type { AdminOptions } from '../../server.js';

/** Counts the responses that an admin gets, to show that a long run is alive. */
export interface RequestCounter {
  /** The option `hooks` of the admin. */
  readonly hooks: NonNullable<AdminOptions['hooks']>;
  /** The number of responses so far. `onResponse` is called after each. */
  readonly count: number;
  onResponse: (() => void) | undefined;
}

/** Creates a counter. */
export function countRequests(): RequestCounter {
  const counter = {
    count: 0,
    onResponse: undefined as (() => void) | undefined,
    hooks: {
      onResponse() {
        counter.count++;
        counter.onResponse?.();
      },
    },
  };
  return counter;
}
