import { CometChatException } from '../errors/exception.js';

/** A time by which something has ended, one way or another. */
export interface Deadline {
  /** Aborted when the time is over or one of the outer signals is. */
  readonly signal: AbortSignal;
  /** Why it is over; `undefined` while it is not. */
  readonly reason: CometChatException | undefined;
  /** HTTP exchanges that the operation under way has begun: what rejects here would not know. */
  attempts?: number;
  remainingMs(): number;
  /** Settles as the work does, or rejects at the deadline, also if the work takes no notice. */
  race<T>(work: PromiseLike<T>): Promise<T>;
  /** Calls `listener` when it is over; answers with a function that takes it away. */
  onPassed(listener: (reason: CometChatException) => void): () => void;
  /** Takes away the timer and the listeners. */
  end(): void;
}

/** Starts a deadline. The timer keeps a process alive: it must not end with a promise of ours pending. */
export function startDeadline(ms: number, what: string, ...outer: (Deadline | AbortSignal | undefined)[]): Deadline {
  const endsAt = Date.now() + ms;
  const listeners = new Set<(reason: CometChatException) => void>();
  let reason: CometChatException | undefined;
  // A signal costs more than all else here, and most deadlines are never asked for theirs.
  let controller: AbortController | undefined;
  const passed = new Promise<never>((_, reject) => listeners.add(reject));
  // It may well be that nobody is listening when it passes.
  passed.catch(() => undefined);

  function pass(why: CometChatException): void {
    if (reason) return;
    reason = why;
    controller?.abort(why);
    for (const listener of listeners) listener(why);
  }

  const timer = setTimeout(() => pass(timedOut(what, ms)), Math.max(0, ms));
  const links = outer.map((source) => source && follow(source, (why) => pass(abortedBy(why))));

  return {
    get signal() {
      if (!controller) {
        controller = new AbortController();
        if (reason) controller.abort(reason);
      }
      return controller.signal;
    },
    get reason() {
      return reason;
    },
    remainingMs: () => endsAt - Date.now(),
    race: (work) => Promise.race([work, passed]),
    onPassed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end() {
      clearTimeout(timer);
      for (const unlink of links) unlink?.();
    },
  };
}

/** Passes on the end of another deadline, or of a signal. Not by AbortSignal.any: a test environment's own signal is none to it. */
function follow(source: Deadline | AbortSignal, onEnd: (reason: unknown) => void): () => void {
  if ('aborted' in source ? source.aborted : source.reason) onEnd(source.reason);
  return 'onPassed' in source ? source.onPassed(onEnd) : followSignal(source, () => onEnd(source.reason));
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

function timedOut(what: string, ms: number): CometChatException {
  return new CometChatException({ code: 'REQUEST_TIMEOUT', message: `${what} took longer than ${ms} ms.` });
}
