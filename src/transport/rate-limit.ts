/** A reset header above this value holds seconds since 1970. Below it, it holds seconds from now. */
const EPOCH_SECONDS = 1e9;
/** A reset header above this value holds milliseconds since 1970. */
const EPOCH_MS = 1e12;

const LIMIT_HEADERS = ['x-rate-limit', 'x-ratelimit-limit'];
const REMAINING_HEADERS = ['x-rate-limit-remaining', 'x-ratelimit-remaining'];
const RESET_HEADERS = ['x-rate-limit-reset', 'x-ratelimit-reset'];

/**
 * Milliseconds until the service accepts requests again, or `undefined` if no header can be read. It reads `Retry-After` in either
 * form; then the reset header, in two spellings because the vendor's pages disagree. `ownNow` is the wall clock of this machine in
 * milliseconds. It may be wrong, so the `Date` of the response is used if there is one.
 */
export function readRetryAfter(headers: Headers, ownNow: number, isRateLimited = true): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  const now = Number.isNaN(date) ? ownNow : date;
  const retryAfter = longest(headers.get('retry-after'), (text) => secondsToMs(text) ?? dateToMs(text, now));
  if (retryAfter !== undefined) return retryAfter;
  // Any response may have a reset header. It says how long to wait only if the request was rate-limited.
  if (!isRateLimited) return undefined;
  const name = RESET_HEADERS.find((header) => headers.has(header));
  return longest(name ? headers.get(name) : null, (text) => resetToMs(text, now));
}

/** The state of a quota, as a response reports it. */
export interface ReportedQuota {
  /** Requests a minute. */
  readonly limit: number;
  /** Requests that are left in the current minute. */
  readonly remaining: number;
}

/** Reads the quota from a response, in either spelling of its headers. `undefined` without both headers. */
export function readQuota(headers: Headers): ReportedQuota | undefined {
  const limit = firstCount(headers, LIMIT_HEADERS);
  const remaining = firstCount(headers, REMAINING_HEADERS);
  return limit !== undefined && remaining !== undefined && limit > 0 ? { limit, remaining } : undefined;
}

/** The count in the first of these headers that has one. If the header was sent more than once, the smallest count. */
function firstCount(headers: Headers, names: readonly string[]): number | undefined {
  const texts = names.map((name) => headers.get(name) ?? '');
  const readable = texts.find((text) => /^\d{1,9}(?:, *\d{1,9})*$/.test(text));
  return readable === undefined ? undefined : Math.min(...readable.split(',').map(Number));
}

/** The longest wait in a header. If the header was sent more than once, commas separate the values. */
function longest(header: string | null, read: (text: string) => number | undefined): number | undefined {
  // The comma after a weekday belongs to the date.
  const texts = header?.match(/[a-z]+, [^,]*|[^,]+/gi) ?? [];
  const waits = texts.map((text) => read(text.trim())).filter((ms) => ms !== undefined);
  return waits.length > 0 ? Math.max(0, ...waits) : undefined;
}

function secondsToMs(text: string): number | undefined {
  return /^\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) * 1000 : undefined;
}

/** Accepts only dates with a time and GMT, because `Date.parse` also accepts `-5`. */
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
