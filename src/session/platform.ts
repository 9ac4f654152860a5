import type { SessionStorage } from '../storage/storage.js';

/** The globals that we use. Each may be missing or may throw. Importing this file reads none of them. */
interface Platform {
  readonly localStorage?: SessionStorage;
  readonly sessionStorage?: SessionStorage;
  readonly document?: Target;
  readonly navigator?: { readonly userAgent?: string };
  readonly crypto?: { getRandomValues?(bytes: Uint8Array): unknown };
  readonly BroadcastChannel?: new (name: string) => Channel;
  readonly addEventListener?: Target['addEventListener'];
}

interface Target {
  addEventListener(type: string, listener: (event: PageEvent) => void, options: { signal: AbortSignal }): void;
}

/** Of a `storage` event and of a `pageshow`. */
interface PageEvent {
  readonly key?: string | null;
  readonly persisted?: boolean;
}

interface Channel {
  onmessage: ((event: { readonly data?: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
  unref?(): void;
}

/** A message between tabs: "look again". It carries no token and no user: what is stored is the truth. */
export interface TabMessage {
  /** The id of a session that has ended. */
  readonly ended?: string;
  /** Whether another session took its place. */
  readonly replaced?: boolean;
}

/** The other tabs that share a storage. */
export interface Tabs {
  tell(message: TabMessage): void;
  leave(): void;
}

/** The browser's storage, or `undefined` where there is none or where reading it throws (a sandboxed iframe). */
export function browserStorage(kind: 'local' | 'session'): SessionStorage | undefined {
  const platform = globalThis as Platform;
  // Newer Node has a localStorage too, one for all visitors of a server.
  return ifPossible(() => (platform.document === undefined ? undefined : platform[`${kind}Storage`])) ?? undefined;
}

/**
 * Calls `hear` whenever another tab may have changed the value of a key: on a message of the channel, on a `storage` event, and when
 * the page comes back to the front, because a hidden or cached page may have missed both. The `storage` event comes later than the
 * message, which may come before the change can be read; without a channel it is the only sign.
 */
export function joinTabs(key: string, hear: (message: TabMessage) => void): Tabs {
  const platform = globalThis as Platform;
  const look = () => hear({});
  const end = new AbortController();
  const listen = (target: () => Target | undefined, type: string, listener: (event: PageEvent) => void) =>
    ifPossible(() => target()?.addEventListener?.(type, listener, { signal: end.signal }));
  let channel: Channel | undefined;

  function open(): void {
    // An opaque origin may not open a channel.
    ifPossible(() => {
      channel = platform.BroadcastChannel && new platform.BroadcastChannel(key);
      if (!channel) return;
      channel.onmessage = ({ data }) => hear(readMessage(data));
      letGo(channel);
    });
  }

  function close(): void {
    ifPossible(() => channel?.close());
    channel = undefined;
  }

  const page = () => platform as Target;
  open();
  listen(page, 'storage', ({ key: changed }) => {
    // `null` is a storage that was cleared.
    if (changed === key || changed === null) look();
  });
  // An open channel may keep a page out of the back/forward cache.
  listen(page, 'pagehide', close);
  listen(page, 'pageshow', ({ persisted }) => {
    // Old browsers ignore the `signal` of a listener, which then outlives `leave`.
    if (!persisted || end.signal.aborted) return;
    open();
    look();
  });
  listen(() => platform.document, 'visibilitychange', look);

  return {
    tell: (message) => ifPossible(() => channel?.postMessage(message)),
    leave() {
      end.abort();
      close();
    },
  };
}

/** Versions before 0.3 send a text that says nothing more than "look again". */
function readMessage(data: unknown): TabMessage {
  const { ended, replaced } = Object(data) as { readonly [field: string]: unknown };
  return typeof ended === 'string' ? { ended, replaced: replaced === true } : {};
}

/** Lets a process end while the channel is open. Node and Bun have a method for it, Deno an undocumented symbol of its own. */
function letGo(channel: Channel): void {
  const symbols = Object.getOwnPropertySymbols(Object.getPrototypeOf(channel));
  const ref = symbols.find(({ description }) => description === 'refBroadcastChannel');
  if (ref) (channel as unknown as { [symbol: symbol]: (isRef: boolean) => void })[ref]?.(false);
  else channel.unref?.();
}

/** The user agent's own name for itself. */
export function userAgent(): string {
  return ifPossible(() => (globalThis as Platform).navigator?.userAgent) ?? 'unknown';
}

/**
 * A random id: 16 bytes as hex. Not for secrets: where the platform has no `crypto`, the bytes come from `Math.random`. It does
 * not use `crypto.randomUUID`, which needs https.
 */
export function randomId(): string {
  const bytes = new Uint8Array(16);
  const isFilled = ifPossible(() => (globalThis as Platform).crypto?.getRandomValues?.(bytes)) !== undefined;
  if (!isFilled) for (let index = 0; index < bytes.length; index++) bytes[index] = Math.random() * 256;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Uses a part of the platform that may throw. The answer is then `undefined`, and we go on without that part. */
function ifPossible<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
