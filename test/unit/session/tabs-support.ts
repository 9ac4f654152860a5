import { vi } from 'vitest';
import type { TabMessage, Tabs } from '../../../src/session/platform.js';
import type { SessionEvent } from '../../../src/session/state.js';
import { createSessionStore } from '../../../src/session/store.js';
import { openSlot } from '../../../src/storage/slot.js';
import { memoryStorage, type SessionStorage } from '../../../src/storage/storage.js';

const TOLD: readonly SessionEvent[] = ['signedIn', 'userUpdated', 'tokenChanged', 'signedOut'];

/** How a message is delivered: at once, unless a test decides when. */
export type Deliver = (message: () => void) => void;

/** A browser with a storage that its tabs share. */
export function openBrowser(storage: SessionStorage = memoryStorage(), deliver: Deliver = (message) => message()) {
  const tabs = new Set<(message: TabMessage) => void>();

  /** A tab, with a log of its events. */
  async function openTab() {
    const warn = vi.fn();
    const joinTabs = (hear: (message: TabMessage) => void): Tabs => {
      tabs.add(hear);
      return {
        post(message) {
          for (const other of tabs) if (other !== hear) deliver(() => tabs.has(other) && other(message));
        },
        close: () => void tabs.delete(hear),
      };
    };
    const store = createSessionStore({ slot: openSlot(storage, 'ours', warn), warn, joinTabs });
    const told: [event: string, payload: Readonly<Record<string, unknown>>][] = [];
    for (const event of TOLD) store.emitter.on(event, (payload) => told.push([event, { ...(payload as object) }]));
    const ready = store.restore();
    return {
      store,
      ready,
      warn,
      told,
      take: () => told.splice(0),
      uid: () => store.getCurrent()?.user.uid,
      token: () => store.getCurrent()?.authToken,
    };
  }

  return { storage, openTab, count: () => tabs.size };
}

/** Long enough for every pending read. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await undefined;
};
