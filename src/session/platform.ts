import type { SessionStorage } from '../storage/storage.js';

/** What is read of the platform, and only when somebody asks: importing this reads nothing. */
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

/**
 * Calls `hear` whenever another tab may have changed the value of a key: on a message of the channel, on a `storage` event (all there
 * is where the channel is missing; it comes later than a message), and when the page comes back from where it heard neither.
 */
export function joinTabs(key: string, hear: (message: TabMessage) => void): Tabs {
  const platform = globalThis as Platform;
  const look = () => hear({});
  const end = new AbortController();
  const listen = (target: Target | undefined, type: string, listener: (event: PageEvent) => void) =>
    target?.addEventListener?.(type, listener, { signal: end.signal });
  let channel: Channel | undefined;

  function open(): void {
    try {
      channel = platform.BroadcastChannel && new platform.BroadcastChannel(key);
      if (!channel) return;
      channel.onmessage = ({ data }) => hear(readMessage(data));
      letGo(channel);
    } catch {
      // Not allowed here (an opaque origin).
    }
  }

  function close(): void {
    channel?.close();
    channel = undefined;
  }

  open();
  listen(platform as Target, 'storage', ({ key: changed }) => {
    // `null` is a storage that was cleared.
    if (changed === key || changed === null) look();
  });
  // An open channel may keep a page out of the back/forward cache.
  listen(platform as Target, 'pagehide', close);
  listen(platform as Target, 'pageshow', ({ persisted }) => {
    if (!persisted) return;
    open();
    look();
  });
  listen(platform.document, 'visibilitychange', look);

  return {
    tell: (message) => channel?.postMessage(message),
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

/** 16 random bytes as hex. Not for secrets: where the platform has no `crypto`, they come from `Math.random`. */
export function randomId(): string {
  const bytes = new Uint8Array(16);
  const { crypto } = globalThis as Platform;
  if (crypto?.getRandomValues) crypto.getRandomValues(bytes);
  else for (const index of bytes.keys()) bytes[index] = Math.floor(Math.random() * 256);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The user agent's own name for itself. */
export function userAgent(): string {
  return (globalThis as Platform).navigator?.userAgent ?? 'unknown';
}
