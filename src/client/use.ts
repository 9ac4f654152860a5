import { pageClients, warnOnConsole } from '../session/platform.js';
import type { Session } from '../session/session.js';
import type { SessionStorage } from '../storage/storage.js';
import { type Hooks, notify } from '../transport/hooks.js';

/**
 * Warns if two clients in one page use the same storage key. A client counts from the first call of a method or the first listener until
 * it is disposed of. It does not count from its creation: React's Strict Mode calls code that creates a client twice, and uses one.
 */
export function watchUse<Client extends { readonly session: Session; dispose(): void }>(
  client: Client,
  storage: SessionStorage,
  storageKey: string,
  hooks: Hooks,
): Client {
  const { session, dispose, ...operations } = client;
  const { subscribe, toStore, on, once } = session;
  let isCounted = false;
  let isDisposed = false;

  function onUse(): void {
    if (isCounted || isDisposed) return;
    isCounted = true;
    // A third client is no news.
    if (countClient(storage, storageKey, 1) === 2) warn(hooks, storageKey);
  }

  return {
    ...callFirst(onUse, operations),
    session: { ...session, ...callFirst(onUse, { subscribe, toStore, on, once }) },
    dispose() {
      if (isCounted && !isDisposed) countClient(storage, storageKey, -1);
      isDisposed = true;
      dispose();
    },
  } as Client;
}

/** Adds to the number of clients in this page that use a storage key, and returns it. Outside of a page it is always 0. */
function countClient(storage: SessionStorage, storageKey: string, difference: 1 | -1): number {
  const clients = pageClients();
  if (!clients) return 0;
  const counts = clients.get(storage) ?? new Map<string, number>();
  const count = (counts.get(storageKey) ?? 0) + difference;
  clients.set(storage, counts.set(storageKey, count));
  return count;
}

/** Tells the hook of the second client. Without a hook it tells the console: the client of the facades has no hooks. */
function warn(hooks: Hooks, storageKey: string): void {
  const message = `Two clients in this page use the storage key "${storageKey}", so you get each event twice. Use one client, such as CometChat.getClient(), dispose of the other one, or give it a storageKey of its own.`;
  if (hooks.onWarning) notify(hooks, 'onWarning', () => ({ message }));
  else warnOnConsole(message);
}

/** The same methods. Each calls `first` before it does its work. */
function callFirst<Methods extends object>(first: () => void, methods: Methods): Methods {
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    (...args: unknown[]) => {
      first();
      return method(...args);
    },
  ]);
  return Object.fromEntries(entries) as Methods;
}
