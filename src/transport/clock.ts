/**
 * Milliseconds on a clock that nobody sets: only differences mean anything. `Date.now()` jumps when the system's clock is set, and
 * would end a timeout early or an hour late. It is used where a platform has no other clock.
 */
export function monotonicMs(): number {
  return typeof performance === 'undefined' ? Date.now() : performance.now();
}

/** Whole milliseconds since a time of `monotonicMs`. */
export function elapsedMs(since: number): number {
  return Math.max(0, Math.round(monotonicMs() - since));
}
