interface Platform {
  readonly process?: { on?(event: string, listener: (reason: unknown) => void): void };
  addEventListener?(type: string, listener: (event: { reason?: unknown; preventDefault?(): void }) => void): void;
}

/** Records unhandled rejections, with either event that platforms have for them. */
export function watchRejections(): () => readonly string[] {
  const heard = new Set<string>();
  const { process, addEventListener } = globalThis as Platform;
  const add = (reason: unknown) => void heard.add(`${String(reason)}\n${(reason as Error | undefined)?.stack ?? ''}`);
  process?.on?.('unhandledRejection', add);
  addEventListener?.call(globalThis as never, 'unhandledrejection', (event) => {
    add(event.reason);
    // The event of edge-runtime is not a real one.
    event.preventDefault?.();
  });
  return () => [...heard];
}
