import { CometChatException, isCometChatException } from '../../../errors/exception.js';
import type { FullResponse, Gate } from '../../../transport/attempt.js';
import type { Deadline } from '../../../transport/deadline.js';
import { explained } from '../../explain.js';
import { type Clock, systemClock } from '../../gate/clock.js';

/** So many failures in a row mean that the service is down. */
const FAILURES = 10;

/** How long the service may be down, unless the caller says otherwise. */
export const PATIENCE_MS = 60_000;

/** The wait before the first probe. Each further wait is twice as long, up to the longest one. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;

/** A request that waits until the service is back. */
interface Waiter {
  pass(): void;
  refuse(error: CometChatException): void;
}

/** The parts of a run that an outage uses. */
export interface OutageParts {
  /** Milliseconds that the service may be down. */
  readonly patience: number;
  /** Sends a request that says whether the service answers. It is none of the rows': the service may fail for one of them only. */
  readonly probe: () => Promise<unknown>;
  /** Called when the patience is over. */
  readonly onGiveUp: (error: CometChatException) => void;
  readonly clock?: Clock;
}

/**
 * Notices when the service is down, and holds all requests of a run back until it answers again. While it is down, one probe at a time is
 * sent. If no request is answered for longer than the patience, every request is refused.
 */
export class Outage {
  /** The answers of the service so far. A refusal such as 404 is an answer. */
  answers = 0;
  /** The requests that were sent, with all attempts. */
  requests = 0;
  readonly #parts: OutageParts;
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiter>();
  /** Failures since the last answer. */
  #failures = 0;
  #isDown = false;
  #waitMs = FIRST_WAIT_MS;
  #isPatienceOver = false;
  #lastFailure: CometChatException | undefined;
  #gaveUp: CometChatException | undefined;
  #cancelProbe: (() => void) | undefined;
  #cancelPatience: (() => void) | undefined;

  constructor(parts: OutageParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  /** Wraps the gate of the admin: the rate limit decides first. */
  readonly around =
    (gate: Gate): Gate =>
    (quota, deadline, send) =>
      gate(quota, deadline, () => this.#watch(deadline, send));

  /** Stops all timers. */
  end(): void {
    this.#cancelProbe?.();
    this.#cancelPatience?.();
    this.#cancelPatience = undefined;
  }

  async #watch(deadline: Deadline, send: () => Promise<FullResponse>): Promise<FullResponse> {
    await this.#enter(deadline);
    this.requests += 1;
    const response = await send().catch((error) => {
      // An abort says nothing about the service.
      if (isCometChatException(error) && error.kind !== 'aborted') this.#failed(error);
      throw error;
    });
    if (response.status >= 500) this.#failed(failureOf(response));
    else this.#answered();
    return response;
  }

  /** Waits while the service is down. The time of the deadline stands still meanwhile. */
  async #enter(deadline: Deadline): Promise<void> {
    if (this.#gaveUp) throw this.#gaveUp;
    if (!this.#isDown) return;
    const resume = deadline.pause();
    try {
      await this.#wait(deadline);
    } finally {
      resume();
    }
  }

  #wait(deadline: Deadline): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiter);
        unlisten();
      };
      const waiter: Waiter = {
        pass() {
          leave();
          resolve();
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

  /** A request of a row was answered. */
  #answered(): void {
    this.#waitMs = FIRST_WAIT_MS;
    this.#isPatienceOver = false;
    this.#cancelPatience?.();
    this.#cancelPatience = undefined;
    this.#up();
  }

  /** The service answers. After a probe alone, the next outage waits longer: it may fail for every row. */
  #up(): void {
    this.answers += 1;
    this.#failures = 0;
    if (!this.#isDown || this.#gaveUp) return;
    this.#isDown = false;
    this.#cancelProbe?.();
    for (const waiter of this.#waiting) waiter.pass();
  }

  #failed(error: CometChatException): void {
    this.#lastFailure = error;
    this.#failures += 1;
    if (this.#isDown || this.#gaveUp || this.#failures < FAILURES) return;
    this.#isDown = true;
    if (this.#isPatienceOver) {
      this.#giveUp();
      return;
    }
    this.#cancelPatience ??= this.#clock.after(this.#parts.patience, () => {
      this.#isPatienceOver = true;
      if (this.#isDown) this.#giveUp();
    });
    this.#planProbe();
  }

  /** Sends a probe after a wait. */
  #planProbe(): void {
    this.#cancelProbe = this.#clock.after(this.#waitMs, () => void this.#probe());
    this.#waitMs = Math.min(2 * this.#waitMs, LONGEST_WAIT_MS);
  }

  async #probe(): Promise<void> {
    this.requests += 1;
    try {
      await this.#parts.probe();
    } catch (error) {
      if (isCometChatException(error) && isNoAnswer(error)) {
        this.#lastFailure = error;
        if (this.#isDown && !this.#gaveUp) this.#planProbe();
        return;
      }
    }
    this.#up();
  }

  #giveUp(): void {
    const seconds = Math.round(this.#parts.patience / 100) / 10;
    const message = `CometChat has not answered for ${seconds} s, after ${FAILURES} failures in a row. The last one: ${this.#lastFailure?.message}`;
    this.#gaveUp = explained(new CometChatException({ code: 'SERVICE_DOWN', message, cause: this.#lastFailure }));
    this.end();
    for (const waiter of this.#waiting) waiter.refuse(this.#gaveUp);
    this.#parts.onGiveUp(this.#gaveUp);
  }
}

/** The kinds of errors after which nothing is known about the request: the service did not answer. */
const NO_ANSWER: readonly string[] = ['network', 'timeout', 'server'];

/** Whether an error says that the service did not answer. */
export function isNoAnswer({ kind, code }: CometChatException): boolean {
  return NO_ANSWER.includes(kind) && code !== 'SERVICE_DOWN';
}

function failureOf({ status }: FullResponse): CometChatException {
  return new CometChatException({
    code: 'SERVER_ERROR',
    message: `The service answered with the status ${status}.`,
    status,
  });
}
