/** How long a command may take to end after Ctrl+C, in milliseconds. */
const GRACE_MS = 5_000;

/** How long open connections may keep the process running after an interrupted command has ended, in milliseconds. */
const LINGER_MS = 100;

/** Ctrl+C, and SIGTERM, as a signal for operations. */
export interface Interrupt {
  /** Aborts at the first interrupt. */
  readonly signal: AbortSignal;
  /** Stops listening, when the command has ended. */
  stop(): void;
}

/**
 * Listens for Ctrl+C. The first one aborts the signal, and the command ends by itself. The second one ends the process at once, and so
 * does the end of a grace period.
 */
export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  const exit = () => process.exit(130);
  const interrupt = () => {
    if (controller.signal.aborted) exit();
    controller.abort();
    setTimeout(exit, GRACE_MS).unref();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, interrupt);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.removeListener(name, interrupt);
      // Without an argument, the exit code that was set counts.
      if (controller.signal.aborted) setTimeout(() => process.exit(), LINGER_MS).unref();
    },
  };
}
