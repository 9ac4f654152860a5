import { CometChatException } from '../errors/exception.js';
import { monotonicMs } from './clock.js';

type Listener = (reason: CometChatException) => void;

/** A time limit. It passes at its time, or earlier if an outer deadline passes or a signal is aborted. */
export class Deadline {
  /** The name in the error message. For an operation, the name of the public method. */
  readonly name: string;
  /** The HTTP exchange in progress, or the last one that failed. An error of this deadline names it. */
  exchange: { readonly endpoint: string; readonly attempts: number } | undefined;
  #ms: number;
  #endsAt: number;
  #timer: ReturnType<typeof setTimeout>;
  #pauses = 0;
  /** Milliseconds that are left, while the deadline is paused. */
  #left = 0;
  #hasEnded = false;
  readonly #listeners = new Set<Listener>();
  readonly #links: (() => void)[] = [];
  #reason: CometChatException | undefined;
  // Created when it is first used: it is expensive, and many deadlines never need it.
  #controller: AbortController | undefined;

  /** Starts the timer. The timer keeps the process running: it must not exit while one of our promises is pending. */
  constructor(ms: number, name: string, ...outer: (Deadline | AbortSignal | undefined)[]) {
    this.name = name;
    this.#ms = ms;
    this.#endsAt = monotonicMs() + ms;
    this.#timer = this.#start(ms);
    try {
      for (const source of outer)
        if (source) this.#links.push(follow(source, (reason) => this.#pass(abortedBy(reason))));
    } catch (error) {
      // Reading the caller's signal may throw.
      this.end();
      throw error;
    }
  }

  /** A signal that is aborted when the deadline passes. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** The error of a deadline that has passed; `undefined` before. */
  get reason(): CometChatException | undefined {
    return this.#reason;
  }

  remainingMs(): number {
    return this.#pauses > 0 ? this.#left : this.#endsAt - monotonicMs();
  }

  /**
   * Stops the time of this deadline until the returned function is called. An outer deadline or signal can still end it. Bulk work
   * pauses its deadline while it waits for its share of the rate limit.
   */
  pause(): () => void {
    if (this.#pauses === 0) {
      this.#left = this.remainingMs();
      clearTimeout(this.#timer);
    }
    this.#pauses += 1;
    return () => {
      this.#pauses -= 1;
      if (this.#pauses > 0 || this.#hasEnded) return;
      this.#endsAt = monotonicMs() + this.#left;
      this.#timer = this.#start(this.#left);
    };
  }

  /** Moves the end to `ms` from now, if that is later. Does nothing after the end. */
  extend(ms: number): void {
    if (this.#hasEnded || this.#reason || ms <= this.remainingMs()) return;
    this.#ms = ms;
    this.#left = ms;
    if (this.#pauses > 0) return;
    clearTimeout(this.#timer);
    this.#endsAt = monotonicMs() + ms;
    this.#timer = this.#start(ms);
  }

  /** Settles as `work` does, or rejects when the deadline passes, even if `work` is not finished. */
  race<T>(work: PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#reason) reject(this.#reason);
      // A deadline may outlive many pieces of work: keep nothing of those that are done.
      const unlisten = this.onPassed(reject);
      work.then(
        (value) => {
          unlisten();
          resolve(value);
        },
        (error) => {
          unlisten();
          reject(error);
        },
      );
    });
  }

  /** Calls `listener` when the deadline passes. Returns a function that removes the listener. */
  onPassed(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops the timer and removes all listeners from outer deadlines and signals. The deadline no longer passes. */
  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    for (const unlink of this.#links) unlink();
  }

  #start(ms: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#pass(timedOut(this.name, this.#ms)), Math.max(0, ms));
  }

  #pass(reason: CometChatException): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners) listener(reason);
  }
}

/**
 * Calls `onEnd` when another deadline passes or a signal is aborted. It does not use AbortSignal.any, because that rejects the signals
 * of some test environments.
 */
function follow(source: Deadline | AbortSignal, onEnd: (reason: unknown) => void): () => void {
  if (source instanceof Deadline) {
    if (source.reason) onEnd(source.reason);
    return source.onPassed(onEnd);
  }
  const onAbort = () => onEnd(source.reason);
  if (source.aborted) onAbort();
  return followSignal(source, onAbort);
}

const followers = new WeakMap<AbortSignal, Set<() => void>>();

/** Adds one listener to a signal for all of its deadlines. With more than ten listeners, Node warns about a leak. */
function followSignal(source: AbortSignal, onAbort: () => void): () => void {
  const all = followers.get(source) ?? new Set();
  if (!followers.has(source)) source.addEventListener('abort', () => all.forEach((each) => void each()));
  followers.set(source, all.add(onAbort));
  return () => all.delete(onAbort);
}

/** The error for an aborted signal. The caller may abort with any reason; a `CometChatException` is passed on unchanged. */
function abortedBy(reason: unknown): CometChatException {
  return reason instanceof CometChatException
    ? reason
    : new CometChatException({ code: 'REQUEST_ABORTED', cause: reason });
}

function timedOut(name: string, ms: number): CometChatException {
  return new CometChatException({ code: 'REQUEST_TIMEOUT', message: `${name} took longer than ${ms} ms.` });
}
