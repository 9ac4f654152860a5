/**
 * Milliseconds of a monotonic clock: only differences between two values have a meaning. `Date.now()` jumps when the system's clock is
 * set, so a timeout could end early or an hour late. It is used only if the platform has no other clock.
 */
export function monotonicMs(): number {
  return typeof performance === 'undefined' ? Date.now() : performance.now();
}

/** Whole milliseconds since `since`, a value of `monotonicMs`. */
export function elapsedMs(since: number): number {
  return Math.max(0, Math.round(monotonicMs() - since));
}
