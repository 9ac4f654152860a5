import { CometChatException } from '../../errors/exception.js';
import type { Deadline } from '../../transport/deadline.js';
import type { Clock } from './clock.js';
import { QuotaWindow, type Ticket, type Told, WINDOW_MS } from './window.js';

/** `single`: an operation that somebody waits for. `bulk`: one of many, which may wait. */
export type Lane = 'single' | 'bulk';

/** How the gate of one quota class paces requests. */
export interface Pace {
  /** The limit to assume before the service reports one. */
  readonly assumed: number;
  /** The most requests that we send in a minute. */
  readonly cap?: number | undefined;
  /** The part of the quota that bulk work uses at most. */
  readonly share: number;
  /** Whether bulk work is spread evenly over the minute. */
  readonly isSpread: boolean;
}

/** A request that waits. */
interface Waiter {
  readonly deadline: Deadline;
  pass(ticket: Ticket): void;
  refuse(error: CometChatException): void;
}

/** Timers are late by some milliseconds. Bulk work makes up for so much lost time at once. */
const LATE_MS = 100;

/** Bulk work goes at most so many times faster than the limit, to make up for slower time. */
const FASTEST = 2;

/**
 * Lets requests of one quota class pass when the service has room for them. Single operations pass first, and as long as anything is
 * left. Bulk work leaves a part of the quota to others, and spreads its requests evenly over the rest of the window.
 */
export class ClassGate {
  readonly #quota: QuotaWindow;
  readonly #pace: Pace;
  readonly #clock: Clock;
  readonly #waiting: Readonly<Record<Lane, Set<Waiter>>> = { single: new Set(), bulk: new Set() };
  /** The time of the last request of bulk work, if no timer was late. The next one follows one interval later. */
  #pacedTo = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | undefined;

  constructor(pace: Pace, clock: Clock) {
    this.#quota = new QuotaWindow(pace.assumed, pace.cap);
    this.#pace = pace;
    this.#clock = clock;
  }

  /**
   * Waits until a request may be sent. Rejects when the deadline passes. A single operation rejects at once if the wait is longer than
   * its deadline.
   */
  async enter(lane: Lane, deadline: Deadline): Promise<Ticket> {
    const resume = lane === 'bulk' ? deadline.pause() : undefined;
    try {
      return await this.#wait(this.#waiting[lane], deadline);
    } finally {
      resume?.();
    }
  }

  /** The requests that bulk work may send in a minute, as far as we know. */
  get bulkLimit(): number {
    return Math.min(this.#quota.limit * this.#pace.share, this.#pace.cap ?? Number.POSITIVE_INFINITY);
  }

  /** Learns from the response to a request that has passed. */
  answered(ticket: Ticket, told: Told): void {
    this.#quota.answered(ticket, told, this.#clock.now());
    this.#pump();
  }

  #wait(queue: Set<Waiter>, deadline: Deadline): Promise<Ticket> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.delete(waiter);
        unlisten();
      };
      const waiter: Waiter = {
        deadline,
        pass(ticket) {
          leave();
          resolve(ticket);
        },
        refuse(error) {
          leave();
          reject(error);
        },
      };
      const unlisten = deadline.onPassed((reason) => {
        waiter.refuse(reason);
        // If nobody else waits, this cancels the timer: it would keep the process running.
        this.#pump();
      });
      if (deadline.reason) return waiter.refuse(deadline.reason);
      queue.add(waiter);
      this.#pump();
    });
  }

  /** Lets all waiting requests pass that may be sent now, and sets the timer for the next one. */
  #pump(): void {
    const now = this.#clock.now();
    const { single, bulk } = this.#waiting;
    this.#quota.roll(now);
    for (const waiter of single) {
      if (this.#quota.mayPass(now)) waiter.pass(this.#quota.send(now));
      else this.#refuseIfTooLate(waiter, now);
    }
    for (const waiter of bulk) {
      const at = this.#bulkAt(now);
      if (single.size > 0 || at > now) break;
      this.#pacedTo = Math.max(at, now - LATE_MS);
      waiter.pass(this.#quota.send(now));
    }
    this.#cancelTimer?.();
    const next = this.#nextAt(now);
    this.#cancelTimer = next === undefined ? undefined : this.#clock.after(next - now, () => this.#pump());
  }

  /** When the next waiting request may pass, unless a response changes that. */
  #nextAt(now: number): number | undefined {
    const { single, bulk } = this.#waiting;
    if (single.size > 0) return Math.min(this.#quota.endsAt, this.#quota.probeAt());
    return bulk.size > 0 ? Math.min(this.#quota.endsAt, this.#bulkAt(now)) : undefined;
  }

  /** When the next request of bulk work may pass, so that the quota lasts until the end of the window. */
  #bulkAt(now: number): number {
    const free = this.#quota.free(this.#reserve);
    if (free < 1) return this.#quota.probeAt();
    if (!this.#pace.isSpread) return now;
    const left = this.#quota.endsAt - Math.max(this.#pacedTo, now - LATE_MS);
    return this.#pacedTo + Math.max(left / (free + 1), WINDOW_MS / (FASTEST * this.#quota.limit));
  }

  get #reserve(): number {
    return Math.ceil(this.#quota.limit * (1 - this.#pace.share));
  }

  #refuseIfTooLate({ deadline, refuse }: Waiter, now: number): void {
    const waitMs = this.#quota.endsAt - now;
    if (this.#quota.mayEndEarlier() || waitMs < deadline.remainingMs()) return;
    refuse(tooLate(Math.ceil(waitMs)));
  }
}

function tooLate(retryAfterMs: number): CometChatException {
  const message = `The rate limit is used up for another ${retryAfterMs} ms, which is longer than this operation may take. Nothing was sent.`;
  return new CometChatException({ code: 'ERR_TOO_MANY_REQUESTS', message, retryAfterMs });
}
