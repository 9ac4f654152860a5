import { CometChatException } from '../errors/exception.js';
import { monotonicMs } from './clock.js';

type Listener = (reason: CometChatException) => void;

/** A time by which something has ended, one way or another. */
export class Deadline {
  /** What it bounds; for an operation, the name of the public method. */
  readonly name: string;
  /** The HTTP exchange in progress, or the last one that failed: an error of this deadline names it. */
  exchange: { readonly endpoint: string; readonly attempts: number } | undefined;
  readonly #endsAt: number;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #listeners = new Set<Listener>();
  readonly #links: (() => void)[] = [];
  #reason: CometChatException | undefined;
  // A signal costs more than all else here, and many a deadline is never asked for its own.
  #controller: AbortController | undefined;

  /** Begins. The timer keeps a process alive: it must not end with a promise of ours pending. */
  constructor(ms: number, name: string, ...outer: (Deadline | AbortSignal | undefined)[]) {
    this.name = name;
    this.#endsAt = monotonicMs() + ms;
    this.#timer = setTimeout(() => this.#pass(timedOut(name, ms)), Math.max(0, ms));
    try {
      for (const source of outer) if (source) this.#links.push(follow(source, (why) => this.#pass(abortedBy(why))));
    } catch (error) {
      // A caller's signal may throw when it is read.
      this.end();
      throw error;
    }
  }

  /** Aborted when the time is over or one of the outer signals is. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Why it is over; `undefined` while it is not. */
  get reason(): CometChatException | undefined {
    return this.#reason;
  }

  remainingMs(): number {
    return this.#endsAt - monotonicMs();
  }

  /** Settles as the work does, or rejects at the deadline, also if the work takes no notice. */
  race<T>(work: PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#reason) reject(this.#reason);
      this.onPassed(reject);
      work.then(resolve, reject);
    });
  }

  /** Calls `listener` when it is over; answers with a function that takes it away. */
  onPassed(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes away the timer, and what it listens to: from now on nothing ends it. */
  end(): void {
    clearTimeout(this.#timer);
    for (const unlink of this.#links) unlink();
  }

  #pass(why: CometChatException): void {
    if (this.#reason) return;
    this.#reason = why;
    this.#controller?.abort(why);
    for (const listener of this.#listeners) listener(why);
  }
}

/** Passes on the end of another deadline, or of a signal. Not by AbortSignal.any: a test environment's own signal is none to it. */
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

/** One listener serves all deadlines of a signal: Node warns of a leak where there are more than ten. */
function followSignal(source: AbortSignal, onAbort: () => void): () => void {
  const all = followers.get(source) ?? new Set();
  if (!followers.has(source)) source.addEventListener('abort', () => all.forEach((each) => void each()));
  followers.set(source, all.add(onAbort));
  return () => all.delete(onAbort);
}

/** The caller's signal may be aborted with anything; an exception of ours says more than "aborted". */
function abortedBy(reason: unknown): CometChatException {
  return reason instanceof CometChatException
    ? reason
    : new CometChatException({ code: 'REQUEST_ABORTED', cause: reason });
}

function timedOut(name: string, ms: number): CometChatException {
  return new CometChatException({ code: 'REQUEST_TIMEOUT', message: `${name} took longer than ${ms} ms.` });
}
