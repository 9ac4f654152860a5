import type { AttachResult } from './types.js';

/** `ready` resolves after these milliseconds, if nothing else has happened. */
const NOT_INITIALIZED_MS = 10_000;
const FAILED_MS = 25_000;

/** The promise `ready` of an attachment. It resolves once, at the latest after `FAILED_MS`. */
export function createReady() {
  let timers: readonly ReturnType<typeof setTimeout>[] = [];
  let resolveReady: (result: AttachResult) => void = () => undefined;
  const ready = new Promise<AttachResult>((resolve) => {
    resolveReady = resolve;
  });

  function settle(result: AttachResult): void {
    for (const timer of timers) clearTimeout(timer);
    resolveReady(result);
  }

  return {
    ready,
    settle,
    /** Starts the timers. */
    start(isInitialized: () => boolean): void {
      timers = [
        setTimeout(() => {
          if (!isInitialized()) settle('notInitialized');
        }, NOT_INITIALIZED_MS),
        setTimeout(() => settle('failed'), FAILED_MS),
      ];
    },
  };
}
