import type { Scheduler } from 'fast-check';
import type { SessionStorage } from '../../../src/index.js';

/**
 * How tabs share a storage. `sync`: as the specification has `localStorage`. `async`: every access takes its time. `lagging`: as
 * browsers with a process for each tab have it, where a message may arrive before the change that it tells of.
 */
export type Model = 'sync' | 'async' | 'lagging';

/** What tabs share in one browser, with every delay in the hands of a scheduler. */
export interface Browser {
  /** What the next tab sees of the storage. */
  storageOf(tab: number): SessionStorage;
  /** For `globalThis.BroadcastChannel`. */
  readonly Channel: unknown;
  /** For `globalThis.addEventListener`, while the tab of this number is made. */
  listenerOf(tab: number): (type: string, listener: (event: object) => void) => void;
  /** What is stored. */
  held(): string | undefined;
}

/** Makes a browser of a model, of which one key is used. */
export function openBrowser(model: Model, scheduler: Scheduler, key: string): Browser {
  let held: string | undefined;
  const later = (label: string) => scheduler.schedule(Promise.resolve(), label);

  const sync: SessionStorage = {
    getItem: () => held ?? null,
    setItem: (_, value) => {
      held = value;
    },
    removeItem: () => {
      held = undefined;
    },
  };
  const slow: SessionStorage = {
    getItem: (name) => later('read').then(() => sync.getItem(name)),
    setItem: (name, value) => later('write').then(() => sync.setItem(name, value)),
    removeItem: (name) => later('remove').then(() => sync.removeItem(name)),
  };

  const storageEvents = new Map<number, () => void>();
  const copies: Copy[] = [];

  /** A tab's own copy: its changes are there at once and on their way to all, itself included; what comes meanwhile is older. */
  interface Copy {
    value: string | undefined;
    onTheirWay: number;
    out: Promise<void>;
    in: Promise<void>;
  }

  function lagging(tab: number): SessionStorage {
    const copy: Copy = { value: held, onTheirWay: 0, out: Promise.resolve(), in: Promise.resolve() };
    copies[tab] = copy;
    const change = (value: string | undefined) => {
      copy.value = value;
      copy.onTheirWay++;
      copy.out = copy.out.then(() => later(`change of tab ${tab}`)).then(() => arrive(tab, value));
    };
    return {
      getItem: () => copy.value ?? null,
      setItem: (_, value) => change(value),
      removeItem: () => change(undefined),
    };
  }

  function arrive(from: number, value: string | undefined): void {
    held = value;
    for (const [tab, copy] of copies.entries()) {
      copy.in = copy.in
        .then(() => later(`change of tab ${from} seen by ${tab}`))
        .then(() => {
          if (tab === from) copy.onTheirWay--;
          else if (copy.onTheirWay === 0) {
            copy.value = value;
            storageEvents.get(tab)?.();
          }
        });
    }
  }

  const channels = new Set<Channel>();
  class Channel {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    constructor(readonly name: string) {
      channels.add(this);
    }
    postMessage(message: object): void {
      const { ended = '', replaced = true, ...more } = message as { [field: string]: unknown };
      if (!/^[0-9a-f]*$/.test(String(ended)) || replaced !== true || Object.keys(more).length > 0) {
        throw new Error(`A message says more than it should: ${JSON.stringify(message)}`);
      }
      const data = structuredClone(message);
      for (const other of channels) {
        if (other !== this) void later('message').then(() => channels.has(other) && other.onmessage?.({ data }));
      }
    }
    close(): void {
      channels.delete(this);
    }
  }

  return {
    storageOf: (tab) => ({ sync, async: slow, lagging: model === 'lagging' ? lagging(tab) : sync })[model],
    Channel,
    listenerOf: (tab) => (type, listener) => {
      if (type === 'storage') storageEvents.set(tab, () => listener({ key }));
    },
    held: () => held,
  };
}
