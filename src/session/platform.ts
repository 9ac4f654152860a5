import type { SessionStorage } from '../storage/storage.js';

/** What is read of the platform, and only when somebody asks: importing this reads nothing. */
interface Platform {
  readonly localStorage?: SessionStorage;
  readonly sessionStorage?: SessionStorage;
  readonly document?: Target;
  readonly navigator?: { readonly userAgent?: string };
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
  onmessage: (() => void) | null;
  postMessage(message: string): void;
  close(): void;
  unref?(): void;
}

/** The other tabs that share a storage. */
export interface Tabs {
  /** Tells them to look again. The message says nothing else: what is stored is the truth. */
  tell(): void;
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
 * Has `look` called whenever another tab may have changed what stands under a key. By a channel, by the events of `localStorage` (all
 * there is where the channel is missing, and later than a message, which may come before the change can be seen), and when the
 * page comes back from where it heard neither.
 */
export function joinTabs(key: string, look: () => void): Tabs {
  const platform = globalThis as Platform;
  const end = new AbortController();
  const hear = (target: Target | undefined, type: string, listener: (event: PageEvent) => void) =>
    target?.addEventListener?.(type, listener, { signal: end.signal });
  let channel: Channel | undefined;

  function open(): void {
    try {
      channel = platform.BroadcastChannel && new platform.BroadcastChannel(key);
      if (!channel) return;
      channel.onmessage = look;
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
  hear(platform as Target, 'storage', ({ key: changed }) => {
    // `null` is a storage that was cleared.
    if (changed === key || changed === null) look();
  });
  // An open channel may keep a page out of the back/forward cache.
  hear(platform as Target, 'pagehide', close);
  hear(platform as Target, 'pageshow', ({ persisted }) => {
    if (!persisted) return;
    open();
    look();
  });
  hear(platform.document, 'visibilitychange', look);

  return {
    tell: () => channel?.postMessage('look again'),
    leave() {
      end.abort();
      close();
    },
  };
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
  return (globalThis as Platform).navigator?.userAgent ?? 'unknown';
}
