import { CometChatException } from '../errors/exception.js';

/** A time by which something has ended, one way or another. */
export interface Deadline {
  /** Aborted when the time is over or one of the outer signals is. */
  readonly signal: AbortSignal;
  /** HTTP exchanges that the operation under way has begun: what rejects here would not know. */
  attempts?: number;
  remainingMs(): number;
  /** Settles as the work does, or rejects at the deadline, also if the work takes no notice. */
  race<T>(work: PromiseLike<T>): Promise<T>;
  /** Takes away the timer and the listeners. */
  end(): void;
}

/** Starts a deadline. The timer keeps a process alive: it must not end with a promise of ours pending. */
export function startDeadline(ms: number, what: string, ...outer: (AbortSignal | undefined)[]): Deadline {
  const endsAt = Date.now() + ms;
  const controller = new AbortController();
  const { signal } = controller;
  const passed = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as CometChatException), { once: true });
  });
  // It may well be that nobody is listening when it passes.
  passed.catch(() => undefined);

  const timer = setTimeout(() => controller.abort(timedOut(what, ms)), Math.max(0, ms));
  // Not AbortSignal.any: a test environment's own AbortSignal is no AbortSignal to it.
  const links = outer.map((source) => {
    const onAbort = () => controller.abort(abortedBy(source?.reason));
    if (source?.aborted) onAbort();
    return source && follow(source, onAbort);
  });

  return {
    signal,
    remainingMs: () => endsAt - Date.now(),
    race: (work) => Promise.race([work, passed]),
    end() {
      clearTimeout(timer);
      for (const unlink of links) unlink?.();
    },
  };
}

const followers = new WeakMap<AbortSignal, Set<() => void>>();

/** One listener serves all deadlines of a signal: Node warns of a leak where there are more than ten. */
function follow(source: AbortSignal, onAbort: () => void): () => void {
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
