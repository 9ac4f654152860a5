import type { ReportedQuota } from '../../transport/rate-limit.js';

/** The service counts requests by the minute. Source: the REST page on rate limits. */
export const WINDOW_MS = 60_000;

/** The wait after a refused request (429), if its response does not say how long. */
export const DEFAULT_WAIT_MS = 10_000;

/** If the end of the window is a guess and the quota seems used up, one request in this time may find out. */
const PROBE_MS = 1_000;

/** A new window was seen in time if the response before it arrived not longer ago than this. */
const TIGHT_MS = 1_000;

/** Without headers, the assumed limit grows by this factor in each minute without a refused request. */
const GROWTH = 1.2;

/** The facts that one response tells about the quota. */
export interface Told {
  /** From the headers; `undefined` if the response has none, or if there was no response. */
  readonly quota?: ReportedQuota | undefined;
  /** Whether the service refused the request (429). */
  readonly isRefused?: boolean;
  /** For a refused request: the wait that the service asks for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** A request in flight. */
export interface Ticket {
  /** The number of the request, in the order of sending. */
  readonly number: number;
  /** The number of the window in which the request was sent. */
  readonly window: number;
  /** The requests of this window that the service had counted when this one was sent, as far as we knew. */
  readonly used: number;
}

/**
 * Knows how many requests of one quota class the service accepts now, and until when. It learns this from responses. It does not send
 * and does not wait; its methods get the current time.
 *
 * The service counts requests in windows of a minute. Each response reports the limit and the requests that are left, but only a 429
 * reports when the window ends. Within a window the count only grows. So a response with a smaller count than a response that
 * arrived before its request was sent proves that a new window has begun.
 */
export class QuotaWindow {
  /** Requests a minute, as far as we know. */
  limit: number;
  /** When the window ends, at the latest. */
  endsAt = Number.NEGATIVE_INFINITY;
  /** Whether `endsAt` may be far too late. */
  isGuess = true;
  /** The limit to assume before the service reports one. */
  readonly #assumed: number;
  /** The most requests that we send in a window, whatever the service allows. */
  readonly #cap: number;
  /** The number of this window. */
  #window = 0;
  /** The requests of all senders in this window, as reported, without ours in flight. */
  #used = 0;
  /** The count of the window before, if that one ended by our clock, until a response confirms its end; else infinite. */
  #usedBefore = Number.POSITIVE_INFINITY;
  #inFlight = 0;
  /** Our own requests in this window, and those of them that the service accepted. */
  #sent = 0;
  #accepted = 0;
  #nextNumber = 0;
  /** The number of the request whose response reported `limit`. */
  #limitOf = -1;
  #wasRefused = false;
  #sentAt = Number.NEGATIVE_INFINITY;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(assumed: number, cap = Number.POSITIVE_INFINITY) {
    this.#assumed = Math.min(assumed, cap);
    this.#cap = cap;
    this.limit = this.#assumed;
  }

  /** The requests that may be sent now so that `reserve` are left for others. */
  free(reserve = 0): number {
    return Math.min(Math.floor(this.limit) - this.#used - this.#inFlight - reserve, this.#cap - this.#sent);
  }

  /** Whether a request may be sent now. */
  mayPass(now: number, reserve = 0): boolean {
    return this.free(reserve) >= 1 || now >= this.probeAt();
  }

  /** When a request may be sent only to find out whether a new window has begun. */
  probeAt(): number {
    return this.mayEndEarlier() ? this.#sentAt + PROBE_MS : Number.POSITIVE_INFINITY;
  }

  /** Whether a request may show that the wait is over before `endsAt`. It cannot if our own limit is the reason of the wait. */
  mayEndEarlier(): boolean {
    return this.isGuess && this.#sent < this.#cap;
  }

  /** Begins a new window if the current one has ended by our clock. */
  roll(now: number): void {
    const lateMs = now - this.endsAt;
    if (lateMs < 0) return;
    const usedBefore = lateMs < WINDOW_MS && this.#used > 0 ? this.#used : Number.POSITIVE_INFINITY;
    if (!this.#hasHeaders && !this.#wasRefused) this.limit = Math.min(this.#assumed, this.limit * GROWTH);
    this.endsAt = this.isGuess ? now + WINDOW_MS : now + WINDOW_MS - (lateMs % WINDOW_MS);
    this.#begin();
    this.#usedBefore = usedBefore;
  }

  /** Counts a request that is sent now. */
  send(now: number): Ticket {
    this.#inFlight += 1;
    this.#sent += 1;
    this.#sentAt = now;
    return { number: this.#nextNumber++, window: this.#window, used: this.#used };
  }

  /** Learns from the response to a request. */
  answered(ticket: Ticket, told: Told, now: number): void {
    this.#inFlight -= 1;
    if (told.isRefused) this.#readRefusal(ticket, told, now);
    else if (told.quota) this.#readQuota(ticket, told.quota, now);
    // The service may have counted the request, even if its response was lost.
    else if (ticket.window === this.#window) this.#used += 1;
    if (!told.isRefused) this.#accepted += 1;
  }

  #readRefusal(ticket: Ticket, { quota, retryAfterMs }: Told, now: number): void {
    if (quota) this.#readLimit(ticket, quota);
    // If we did not know when the window began, the refused request tells nothing about the limit.
    else if (!this.#hasHeaders && (!this.isGuess || retryAfterMs === undefined)) this.#lowerLimit();
    this.#wasRefused = true;
    this.#used = Math.floor(this.limit);
    this.#usedBefore = Number.POSITIVE_INFINITY;
    this.isGuess = retryAfterMs === undefined;
    // Believe a longer wait only for the refused request: the quota of a minute is back after a minute.
    this.endsAt = now + Math.min(retryAfterMs ?? DEFAULT_WAIT_MS, WINDOW_MS);
  }

  /** The limit is lower than we thought. But one 429 may have another cause, so give up at most half of it at once. */
  #lowerLimit(): void {
    // The requests in flight at the first 429 of a window are refused too.
    if (!this.#wasRefused) this.limit = Math.max(1, Math.min(this.limit, Math.max(this.#accepted, this.limit / 2)));
  }

  #readQuota(ticket: Ticket, quota: ReportedQuota, now: number): void {
    const used = quota.limit - quota.remaining;
    const isCurrent = ticket.window === this.#window;
    const isNewWindow = used < ticket.used;
    if (isCurrent && isNewWindow) {
      this.isGuess = now - this.#reportedAt > TIGHT_MS;
      this.endsAt = now + WINDOW_MS;
      this.#begin();
    } else if (isCurrent && used >= this.#usedBefore) {
      // Our clock was too early: the window before goes on.
      this.isGuess = true;
      this.endsAt = now + WINDOW_MS;
    }
    if (!isCurrent && !isNewWindow) return;
    this.#usedBefore = Number.POSITIVE_INFINITY;
    this.#used = Math.max(this.#used, used);
    this.#reportedAt = now;
    this.#readLimit(ticket, quota);
  }

  #readLimit({ number }: Ticket, { limit }: ReportedQuota): void {
    if (number < this.#limitOf) return;
    this.#limitOf = number;
    this.limit = limit;
  }

  get #hasHeaders(): boolean {
    return this.#limitOf >= 0;
  }

  #begin(): void {
    this.#window += 1;
    this.#used = 0;
    this.#sent = this.#inFlight;
    this.#accepted = 0;
    this.#wasRefused = false;
    this.#usedBefore = Number.POSITIVE_INFINITY;
  }
}
