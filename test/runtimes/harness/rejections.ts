interface Platform {
  readonly process?: { on?(event: string, listener: (reason: unknown) => void): void };
  addEventListener?(type: string, listener: (event: { reason?: unknown; preventDefault?(): void }) => void): void;
}

/** Hears of promises that reject and that nobody handles, by either way in which platforms tell it. */
export function watchRejections(): () => readonly string[] {
  const heard = new Set<string>();
  const { process, addEventListener } = globalThis as Platform;
  const add = (reason: unknown) => void heard.add(`${String(reason)}\n${(reason as Error | undefined)?.stack ?? ''}`);
  process?.on?.('unhandledRejection', add);
  addEventListener?.call(globalThis as never, 'unhandledrejection', (event) => {
    add(event.reason);
    // edge-runtime hands over no real event.
    event.preventDefault?.();
  });
  return () => [...heard];
}
