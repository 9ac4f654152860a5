import type { SessionStorage } from '../storage/storage.js';

/** The globals that this package uses. Each may be missing or may throw. Importing this file reads none of them. */
interface Platform {
  readonly localStorage?: SessionStorage;
  readonly sessionStorage?: SessionStorage;
  readonly document?: Target;
  readonly navigator?: { readonly userAgent?: string; readonly locks?: Locks };
  readonly crypto?: { getRandomValues?(bytes: Uint8Array): unknown };
  readonly BroadcastChannel?: new (name: string) => Channel;
  readonly addEventListener?: Target['addEventListener'];
  readonly console?: { warn(message: string): void };
}

interface Target {
  addEventListener(type: string, listener: (event: PageEvent) => void, options: { signal: AbortSignal }): void;
}

/** The fields of a `storage` event and of a `pageshow` event. */
interface PageEvent {
  readonly key?: string | null;
  readonly persisted?: boolean;
}

/** The Web Locks API: one holder of a name over all tabs of an origin. */
interface Locks {
  request<T>(name: string, options: object, work: (lock: object | null) => Promise<T>): Promise<T>;
}

interface Channel {
  onmessage: ((event: { readonly data?: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
  unref?(): void;
}

/** A message to the other tabs: read storage again. It has no token and no user: each tab reads these from storage. */
export interface TabMessage {
  /** The id of a session that has ended. */
  readonly ended?: string;
  /** Whether another session took its place. */
  readonly replaced?: boolean;
}

/** A connection to the other tabs that share a storage. */
export interface Tabs {
  post(message: TabMessage): void;
  close(): void;
}

/** The browser's storage. `undefined` if there is none, or if reading it throws, as in a sandboxed iframe. */
export function browserStorage(kind: 'local' | 'session'): SessionStorage | undefined {
  const platform = globalThis as Platform;
  // Newer versions of Node have a localStorage too, but all visitors of a server would share it.
  return tryOrUndefined(() => (platform.document === undefined ? undefined : platform[`${kind}Storage`])) ?? undefined;
}

/**
 * Calls `onMessage` whenever another tab may have changed the value of a key: on a message of the channel, on a `storage` event, and
 * when the page becomes visible again, because a hidden or cached page may have missed both. A message may arrive before this tab can
 * read the change; the `storage` event comes later. Without a channel, the `storage` event is the only sign.
 */
export function joinTabs(key: string, onMessage: (message: TabMessage) => void): Tabs {
  const platform = globalThis as Platform;
  const onChange = () => onMessage({});
  const closed = new AbortController();
  const listen = (target: () => Target | undefined, type: string, listener: (event: PageEvent) => void) =>
    tryOrUndefined(() => target()?.addEventListener?.(type, listener, { signal: closed.signal }));
  let channel: Channel | undefined;

  function openChannel(): void {
    // An opaque origin may not open a channel.
    tryOrUndefined(() => {
      channel = platform.BroadcastChannel && new platform.BroadcastChannel(key);
      if (!channel) return;
      channel.onmessage = ({ data }) => onMessage(readMessage(data));
      letProcessExit(channel);
    });
  }

  function closeChannel(): void {
    tryOrUndefined(() => channel?.close());
    channel = undefined;
  }

  const page = () => platform as Target;
  openChannel();
  listen(page, 'storage', ({ key: changed }) => {
    // The key is `null` if the whole storage was cleared.
    if (changed === key || changed === null) onChange();
  });
  // An open channel may keep a page out of the back/forward cache.
  listen(page, 'pagehide', closeChannel);
  listen(page, 'pageshow', ({ persisted }) => {
    // Old browsers ignore the `signal` of a listener. It then still runs after `close`.
    if (!persisted || closed.signal.aborted) return;
    openChannel();
    onChange();
  });
  listen(() => platform.document, 'visibilitychange', onChange);

  return {
    post: (message) => tryOrUndefined(() => channel?.postMessage(message)),
    close() {
      closed.abort();
      closeChannel();
    },
  };
}

/** Calls `listener` when the device is online again and when the page becomes visible or hidden, until `signal` is aborted. */
export function onWake(listener: () => void, signal: AbortSignal): void {
  const platform = globalThis as Platform;
  tryOrUndefined(() => platform.addEventListener?.('online', listener, { signal }));
  tryOrUndefined(() => platform.document?.addEventListener('visibilitychange', listener, { signal }));
}

/** Reads a message of another tab. Versions before 0.3 send a text, which means: read storage again. */
function readMessage(data: unknown): TabMessage {
  const { ended, replaced } = Object(data) as { readonly [field: string]: unknown };
  return typeof ended === 'string' ? { ended, replaced: replaced === true } : {};
}

/** Lets a process exit while the channel is open. Node and Bun have a method for this, Deno has an undocumented symbol. */
function letProcessExit(channel: Channel): void {
  const symbols = Object.getOwnPropertySymbols(Object.getPrototypeOf(channel));
  const ref = symbols.find(({ description }) => description === 'refBroadcastChannel');
  if (ref) (channel as unknown as { [symbol: symbol]: (isRef: boolean) => void })[ref]?.(false);
  else channel.unref?.();
}

/**
 * Runs `work` while no other tab runs work with the same name. `hasWaited`: another tab has just done such work. Without Web Locks (an
 * old browser, a page without https) it runs at once. Rejects if `signal` is aborted during the wait.
 */
export async function runAlone<T>(
  name: string,
  signal: AbortSignal,
  work: (hasWaited: boolean) => Promise<T>,
): Promise<T> {
  const locks = tryOrUndefined(() => (globalThis as Platform).navigator?.locks);
  if (!locks) return work(false);
  let hasBegun = false;
  const begin = (hasWaited: boolean) => {
    hasBegun = true;
    return work(hasWaited);
  };
  try {
    const ifFree = await locks.request(
      name,
      { ifAvailable: true },
      async (lock) => lock && { result: await begin(false) },
    );
    return ifFree ? ifFree.result : await locks.request(name, { signal }, () => begin(true));
  } catch (error) {
    // An opaque origin may not use locks.
    if (hasBegun || signal.aborted) throw error;
    return work(false);
  }
}

/** The key of the map that all copies of this package in a page share. */
const PAGE_CLIENTS = Symbol.for('cometchat-users.clients');

/** The clients of a page: for each storage and storage key, how many use it. */
type PageClients = WeakMap<SessionStorage, Map<string, number>>;

/**
 * The clients of this page, also those of another copy of this package: two bundles on one page have a copy each. `undefined` outside of
 * a page.
 */
export function pageClients(): PageClients | undefined {
  const page = globalThis as Platform & { readonly [PAGE_CLIENTS]?: PageClients };
  return tryOrUndefined(() => {
    if (page.document === undefined) return undefined;
    if (!page[PAGE_CLIENTS]) Object.defineProperty(page, PAGE_CLIENTS, { value: new WeakMap() });
    return page[PAGE_CLIENTS];
  });
}

/** Writes a warning for the developer of the app to the console. */
export function warnOnConsole(message: string): void {
  tryOrUndefined(() => (globalThis as Platform).console?.warn(`cometchat-users: ${message}`));
}

/** The platform's user agent string. */
export function userAgent(): string {
  return tryOrUndefined(() => (globalThis as Platform).navigator?.userAgent) ?? 'unknown';
}

/**
 * Makes a random id: 16 bytes as hex. Do not use it for secrets: without `crypto`, the bytes come from `Math.random`. It does
 * not use `crypto.randomUUID`, which needs https.
 */
export function randomId(): string {
  const bytes = new Uint8Array(16);
  const isFilled = tryOrUndefined(() => (globalThis as Platform).crypto?.getRandomValues?.(bytes)) !== undefined;
  if (!isFilled) for (let index = 0; index < bytes.length; index++) bytes[index] = Math.random() * 256;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Uses a part of the platform that may throw. Returns `undefined` if it throws: the package works without that part. */
function tryOrUndefined<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
