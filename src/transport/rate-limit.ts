/** Above this a reset header counts seconds since 1970, not from now. */
const EPOCH_SECONDS = 1e9;
/** Above this a reset header counts milliseconds since 1970. */
const EPOCH_MS = 1e12;

const RESET_HEADERS = ['x-rate-limit-reset', 'x-ratelimit-reset'];

/**
 * Milliseconds until the service accepts requests again: `Retry-After` in either form, else the time of the reset, in both
 * spellings, because the vendor's pages disagree. `undefined` where no header can be read. `ownNow` is this machine's wall clock,
 * in milliseconds; it may be wrong, so the response's own `Date` goes first.
 */
export function readRetryAfter(headers: Headers, ownNow: number, isRateLimited = true): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  const now = Number.isNaN(date) ? ownNow : date;
  const retryAfter = longest(headers.get('retry-after'), (text) => secondsToMs(text) ?? dateToMs(text, now));
  if (retryAfter !== undefined) return retryAfter;
  // A reset header may come with every response. Only with a rate limit does it say how long to wait.
  if (!isRateLimited) return undefined;
  const name = RESET_HEADERS.find((header) => headers.has(header));
  return longest(name ? headers.get(name) : null, (text) => resetToMs(text, now));
}

/** The longest wait of a header, which has several values joined by commas where it was sent more than once. */
function longest(header: string | null, read: (text: string) => number | undefined): number | undefined {
  // The comma after a weekday belongs to the date.
  const texts = header?.match(/[a-z]+, [^,]*|[^,]+/gi) ?? [];
  const waits = texts.map((text) => read(text.trim())).filter((ms) => ms !== undefined);
  return waits.length > 0 ? Math.max(0, ...waits) : undefined;
}

function secondsToMs(text: string): number | undefined {
  return /^\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) * 1000 : undefined;
}

/** Only dates that name a time and GMT: `Date.parse` makes a date of `-5`, too. */
function dateToMs(text: string, now: number): number | undefined {
  const ms = /:\d\d(?:\.\d+)? ?(?:GMT|UTC|Z)$/i.test(text) ? Date.parse(text) - now : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function resetToMs(text: string, now: number): number | undefined {
  const wait = secondsToMs(text);
  if (wait === undefined) return undefined;
  const reset = Number(text);
  if (reset > EPOCH_MS) return reset - now;
  return reset > EPOCH_SECONDS ? wait - now : wait;
}
