import type { Scheduler } from 'fast-check';
import type { SessionStorage } from '../../../src/index.js';

/**
 * How tabs share a storage. `sync`: `localStorage` as specified. `async`: every access takes time. `lagging`: as in
 * browsers with one process per tab, where a message may arrive before the change that it announces.
 */
export type Model = 'sync' | 'async' | 'lagging';

/** The shared parts of the tabs of one browser. A scheduler decides every delay. */
export interface Browser {
  /** The storage that the next tab sees. */
  storageOf(tab: number): SessionStorage;
  /** Replaces `globalThis.BroadcastChannel`. */
  readonly Channel: unknown;
  /** Replaces `globalThis.addEventListener` while the tab with this number is created. */
  listenerOf(tab: number): (type: string, listener: (event: object) => void) => void;
  /** The stored text. */
  held(): string | undefined;
  /** Sets how the storage behaves from now on. */
  readonly faults: Faults;
  /** Every written text; `undefined` for a removal. */
  readonly written: readonly (string | undefined)[];
  /**
   * Stores something from outside of our tabs, as another version of this package or the user does, with the event of a
   * browser.
   */
  store(value: string | undefined): void;
  /** Whether a tab of version 0.2 has written. */
  hasOldTab: boolean;
  /** The ids of the sessions that messages announced as logged out, by the number of the receiving tab. */
  readonly heard: ReadonlyMap<number, ReadonlySet<string>>;
}

/** How a storage fails: it throws, or it silently keeps its content. */
interface Faults {
  write: 'works' | 'throws' | 'is lost';
  read: 'works' | 'throws';
}

/** The number of the writers that are not our tabs. */
const OUTSIDE = -1;

/** A larger number of writes means that tabs respond to each other for ever. */
const MAX_WRITES = 300;

/** Creates a browser of a model. One key of its storage is used. */
export function openBrowser(model: Model, scheduler: Scheduler, key: string): Browser {
  let held: string | undefined;
  const faults: Faults = { write: 'works', read: 'works' };
  const written: (string | undefined)[] = [];
  const heard = new Map<number, Set<string>>();
  let madeFor = 0;
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

  /** Records each write. Throws if the storage should fail. */
  function failing({ getItem, setItem, removeItem }: SessionStorage): SessionStorage {
    const fail = () => {
      throw new Error('The storage fails.');
    };
    const write = (value: string | undefined, work: () => unknown) => {
      written.push(value);
      // The test reports this as too many writes. Here the storage stops an endless exchange.
      if (written.length > MAX_WRITES) fail();
      if (faults.write === 'throws') fail();
      return faults.write === 'is lost' ? undefined : work();
    };
    return {
      getItem: (name) => (faults.read === 'throws' ? fail() : getItem(name)),
      setItem: (name, value) => write(value, () => setItem(name, value)),
      removeItem: (name) => write(undefined, () => removeItem(name)),
    };
  }
  const slow: SessionStorage = {
    getItem: (name) => later('read').then(() => sync.getItem(name)),
    setItem: (name, value) => later('write').then(() => sync.setItem(name, value)),
    removeItem: (name) => later('remove').then(() => sync.removeItem(name)),
  };

  const storageEvents = new Map<number, () => void>();
  const copies: Copy[] = [];

  /**
   * A tab's own copy: its own changes are visible at once and on their way to all tabs, including itself. Changes that
   * arrive meanwhile are older.
   */
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
    readonly tab = madeFor;
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
        if (other !== this) void later('message').then(() => other.deliver(data));
      }
    }
    deliver(data: { ended?: string; replaced?: boolean }): void {
      if (!channels.has(this)) return;
      this.onmessage?.({ data });
      if (data.ended === undefined || data.replaced) return;
      const known = heard.get(this.tab) ?? new Set();
      heard.set(this.tab, known.add(data.ended));
    }
    close(): void {
      channels.delete(this);
    }
  }

  return {
    storageOf: (tab) => failing({ sync, async: slow, lagging: model === 'lagging' ? lagging(tab) : sync }[model]),
    Channel,
    listenerOf(tab) {
      madeFor = tab;
      return (type, listener) => {
        if (type === 'storage') storageEvents.set(tab, () => listener({ key }));
      };
    },
    held: () => held,
    faults,
    written,
    store(value) {
      if (model === 'lagging') return arrive(OUTSIDE, value);
      held = value;
      for (const tell of storageEvents.values()) void later('storage event').then(tell);
    },
    hasOldTab: false,
    heard,
  };
}
