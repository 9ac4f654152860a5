import { CometChatException, isCometChatException } from '../../../errors/exception.js';
import type { FullResponse, Gate } from '../../../transport/attempt.js';
import type { Deadline } from '../../../transport/deadline.js';
import { explained } from '../../explain.js';
import { type Clock, systemClock } from '../../gate/clock.js';

/** So many failures in a row mean that the service is down. */
const FAILURES = 10;

/** The wait before the first probe. Each further wait is twice as long, up to the longest one. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;

/** A request that waits until the service is back, or until it may be the probe. */
interface Waiter {
  pass(isProbe: boolean): void;
  refuse(error: CometChatException): void;
}

/**
 * Notices when the service is down, and holds all requests of a run back until it answers again. While it is down, one request at a time
 * is sent as a probe. If it stays down longer than `patience` milliseconds, every request is refused.
 */
export class Outage {
  /** The answers of the service so far. A refusal such as 404 is an answer. */
  answers = 0;
  /** The requests that were sent, with all attempts. */
  requests = 0;
  readonly #patience: number;
  readonly #onGiveUp: (error: CometChatException) => void;
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiter>();
  /** Failures since the last answer. */
  #failures = 0;
  #isDown = false;
  #mayProbe = false;
  #waitMs = FIRST_WAIT_MS;
  #lastFailure: CometChatException | undefined;
  #gaveUp: CometChatException | undefined;
  #cancelProbe: (() => void) | undefined;
  #cancelPatience: (() => void) | undefined;

  constructor(patience: number, onGiveUp: (error: CometChatException) => void, clock: Clock = systemClock) {
    this.#patience = patience;
    this.#onGiveUp = onGiveUp;
    this.#clock = clock;
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  /** Wraps the gate of the admin: the rate limit decides first, so that a probe is sent at once. */
  readonly around =
    (gate: Gate): Gate =>
    (quota, deadline, send) =>
      gate(quota, deadline, () => this.#watch(deadline, send));

  /** Stops all timers. */
  end(): void {
    this.#cancelProbe?.();
    this.#cancelPatience?.();
  }

  async #watch(deadline: Deadline, send: () => Promise<FullResponse>): Promise<FullResponse> {
    const isProbe = await this.#enter(deadline);
    this.requests += 1;
    let hasOutcome = false;
    try {
      const response = await send();
      hasOutcome = true;
      if (response.status >= 500) this.#failed(failureOf(response), isProbe);
      else this.#answered();
      return response;
    } catch (error) {
      // An abort says nothing about the service.
      if (!hasOutcome && isCometChatException(error) && error.kind !== 'aborted') this.#failed(error, isProbe);
      else if (isProbe) this.#planProbe();
      throw error;
    }
  }

  /** Waits while the service is down. The time of the deadline stands still meanwhile. Returns whether the request is a probe. */
  async #enter(deadline: Deadline): Promise<boolean> {
    if (this.#gaveUp) throw this.#gaveUp;
    if (!this.#isDown) return false;
    if (this.#mayProbe) {
      this.#mayProbe = false;
      return true;
    }
    const resume = deadline.pause();
    try {
      return await this.#wait(deadline);
    } finally {
      resume();
    }
  }

  #wait(deadline: Deadline): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiter);
        unlisten();
      };
      const waiter: Waiter = {
        pass(isProbe) {
          leave();
          resolve(isProbe);
        },
        refuse(error) {
          leave();
          reject(error);
        },
      };
      const unlisten = deadline.onPassed((reason) => waiter.refuse(reason));
      if (deadline.reason) waiter.refuse(deadline.reason);
      else this.#waiting.add(waiter);
    });
  }

  #answered(): void {
    this.answers += 1;
    this.#failures = 0;
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#mayProbe = false;
    this.#waitMs = FIRST_WAIT_MS;
    this.end();
    for (const waiter of this.#waiting) waiter.pass(false);
  }

  #failed(error: CometChatException, isProbe: boolean): void {
    this.#lastFailure = error;
    this.#failures += 1;
    if (this.#isDown) {
      if (isProbe) this.#planProbe();
    } else if (this.#failures >= FAILURES) {
      this.#isDown = true;
      this.#cancelPatience = this.#clock.after(this.#patience, () => this.#giveUp());
      this.#planProbe();
    }
  }

  /** Lets one request pass after a wait. */
  #planProbe(): void {
    if (!this.#isDown || this.#gaveUp) return;
    this.#cancelProbe?.();
    this.#cancelProbe = this.#clock.after(this.#waitMs, () => {
      const [first] = this.#waiting;
      if (first) first.pass(true);
      else this.#mayProbe = true;
    });
    this.#waitMs = Math.min(2 * this.#waitMs, LONGEST_WAIT_MS);
  }

  #giveUp(): void {
    const seconds = Math.round(this.#patience / 100) / 10;
    const message = `CometChat has not answered for ${seconds} s, after ${FAILURES} failures in a row. The last one: ${this.#lastFailure?.message}`;
    this.#gaveUp = explained(new CometChatException({ code: 'SERVICE_DOWN', message, cause: this.#lastFailure }));
    this.end();
    for (const waiter of this.#waiting) waiter.refuse(this.#gaveUp);
    this.#onGiveUp(this.#gaveUp);
  }
}

function failureOf({ status }: FullResponse): CometChatException {
  return new CometChatException({
    code: 'SERVER_ERROR',
    message: `The service answered with the status ${status}.`,
    status,
  });
}
