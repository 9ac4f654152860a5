import { vi } from 'vitest';
import type { SessionEvent } from '../../../src/session/state.js';
import { createSessionStore } from '../../../src/session/store.js';
import type { Slot } from '../../../src/storage/slot.js';
import { User } from '../../../src/user/user.js';

export const kevin = (more: object = {}) => User.from({ uid: 'kevin', name: 'Kevin', ...more });
export const andy = () => User.from({ uid: 'andy', name: 'Andy' });

const EVENTS: readonly (SessionEvent | 'change')[] = [
  'change',
  'ready',
  'signedIn',
  'userUpdated',
  'tokenChanged',
  'signedOut',
  'loginFailed',
  'logoutFailed',
];

/** A store on a slot that holds its value in memory, and a log of all its events. */
export async function openStore({ held, restored = true }: { held?: string; restored?: boolean } = {}) {
  let value: unknown = held;
  const slot = {
    read: vi.fn<Slot['read']>(() => value),
    write: vi.fn<Slot['write']>((next) => {
      value = next;
    }),
  };
  const warn = vi.fn();
  const store = createSessionStore({ slot: { ...slot, isInSync: () => true }, warn });
  if (restored) await store.restore();
  slot.write.mockClear();
  const told: unknown[][] = [];
  for (const event of EVENTS) {
    store.emitter.on(event, (payload) => told.push(payload === undefined ? [event] : [event, payload]));
  }
  const stored = () => (value === undefined ? undefined : JSON.parse(value as string));
  return { store, slot, held: () => value, stored, warn, told, take: () => told.splice(0) };
}
