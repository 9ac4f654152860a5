import type { SessionStorage } from '../storage/storage.js';

/** What is read of the platform, and only when somebody asks: importing this reads nothing. */
interface Platform {
  readonly localStorage?: SessionStorage;
  readonly sessionStorage?: SessionStorage;
  readonly document?: unknown;
  readonly navigator?: { readonly userAgent?: string };
}

/** The browser's storage, or `undefined` where there is none or where looking at it throws (a sandboxed iframe). */
export function browserStorage(kind: 'local' | 'session'): SessionStorage | undefined {
  const platform = globalThis as Platform;
  // Newer Node has a localStorage too, one for all visitors of a server.
  if (platform.document === undefined) return undefined;
  try {
    return platform[`${kind}Storage`] ?? undefined;
  } catch {
    return undefined;
  }
}

/** The user agent's own name for itself. */
export function userAgent(): string {
  return (globalThis as Platform).navigator?.userAgent ?? 'unknown';
}
