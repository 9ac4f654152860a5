/** Below this a reset header counts seconds from now, above it seconds since 1970. */
const YEAR_2001 = 1_000_000_000;

/**
 * Milliseconds until the service wants to hear from us again: `Retry-After` in either form, else the time of the reset, in
 * both spellings, because the vendor's pages disagree.
 */
export function readRetryAfter(headers: Headers, now: number, isRateLimited = true): number | undefined {
  const retryAfter = headers.get('retry-after');
  if (retryAfter !== null) {
    const seconds = Number(retryAfter);
    const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - now : seconds * 1000;
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  // On every answer, it may be, where it says nothing of how long trouble will last.
  if (!isRateLimited) return undefined;
  const reset = Number(headers.get('x-rate-limit-reset') ?? headers.get('x-ratelimit-reset') ?? Number.NaN);
  if (!Number.isFinite(reset)) return undefined;
  return Math.max(0, reset < YEAR_2001 ? reset * 1000 : reset * 1000 - now);
}
