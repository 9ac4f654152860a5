import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { decode } from '../../../src/session/envelope.js';
import { createSessionStore } from '../../../src/session/store.js';
import { openSlot } from '../../../src/storage/slot.js';
import { memoryStorage, type SessionStorage } from '../../../src/storage/storage.js';
import { andy, kevin } from './store-support.js';
import { openBrowser, settle } from './tabs-support.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const KEY = 'ours';

test('tabs do not repair a storage for ever if it loses writes', async () => {
  const storage = memoryStorage();
  const browser = openBrowser(storage, (message) => void Promise.resolve().then(message));
  const [one, two] = [await browser.openTab(), await browser.openTab()];
  await Promise.all([one.ready, two.ready]);
  void one.store.signIn(kevin(), 't1', 'login');
  await settle();
  const setItem = vi.fn<SessionStorage['setItem']>((_key, _value) => {
    if (setItem.mock.calls.length > 200) throw new Error('without end');
  });
  storage.setItem = setItem;
  void one.store.signIn(andy(), 't2', 'login');
  for (let look = 0; look < 10; look++) {
    await vi.advanceTimersByTimeAsync(1_000);
    await settle();
  }
  expect(setItem.mock.calls.length).toBeLessThan(20);
});

test('a token that was renewed for one session does not reach the next one of the same user', async () => {
  const held = memoryStorage();
  const reads: (() => void)[] = [];
  let isSlow = false;
  const { openTab } = openBrowser({
    ...held,
    getItem: (key) => (isSlow ? new Promise((read) => reads.push(() => read(held.getItem(key)))) : held.getItem(key)),
  });
  const { store, ready, take } = await openTab();
  await ready;
  void store.signIn(kevin(), 't1', 'login');
  isSlow = true;
  const renewed = store.renew(kevin(), 'renewed', 't1');
  void store.signOut('logout');
  void store.signIn(kevin(), 't2', 'login');
  take();
  for (const read of reads) read();
  await renewed;
  expect(store.getCurrent()?.authToken).toBe('t2');
  expect(decode(held.getItem(KEY))?.authToken).toBe('t2');
  expect(take()).toEqual([]);
});

test('a client that ended while it looked for a session of the vendor does not store that one', async () => {
  const storage = memoryStorage();
  let found: (session: undefined | { user: ReturnType<typeof kevin>; authToken: string }) => void = () => undefined;
  const warn = vi.fn();
  const store = createSessionStore({
    slot: openSlot(storage, KEY, warn),
    warn,
    vendorStorage: { read: () => new Promise((resolve) => (found = resolve)), remove: async () => undefined },
    adoptVendorSession: true,
  });
  const ready = store.restore();
  await settle();
  await store.close();
  found({ user: kevin(), authToken: 'vendor' });
  await ready;
  expect(storage.getItem(KEY)).toBeNull();
});

test('a session of the vendor does not take the place of one that another tab has stored meanwhile', async () => {
  const storage = memoryStorage();
  let found: (session: undefined | { user: ReturnType<typeof kevin>; authToken: string }) => void = () => undefined;
  const warn = vi.fn();
  const store = createSessionStore({
    slot: openSlot(storage, KEY, warn),
    warn,
    vendorStorage: { read: () => new Promise((resolve) => (found = resolve)), remove: async () => undefined },
    adoptVendorSession: true,
  });
  const ready = store.restore();
  await settle();
  const browser = openBrowser(storage);
  const other = await browser.openTab();
  await other.ready;
  void other.store.signIn(andy(), 't2', 'login');
  found({ user: kevin(), authToken: 'vendor' });
  await ready;
  expect(decode(storage.getItem(KEY))?.user.uid).toBe('andy');
  expect(store.getCurrent()?.user.uid).toBe('andy');
});

test('an older version that writes an ended session back does not bring it back', async () => {
  const browser = openBrowser();
  const [one, two] = [await browser.openTab(), await browser.openTab()];
  await Promise.all([one.ready, two.ready]);
  void one.store.signIn(kevin(), 't1', 'login');
  await settle();
  void one.store.signOut('logout');
  await settle();
  browser.storage.setItem(KEY, JSON.stringify({ v: 1, authToken: 't1', user: { uid: 'kevin', name: 'Kevin' } }));
  await Promise.all([one.store.syncWithStorage(), two.store.syncWithStorage()]);
  expect([one.uid(), two.uid()]).toEqual([undefined, undefined]);
});

test('a session that an older version stored has one id in all tabs, so that its end is known in all', async () => {
  const messages: (() => void)[] = [];
  const browser = openBrowser(memoryStorage(), (message) => void messages.push(message));
  const old = JSON.stringify({ v: 1, authToken: 't1', user: { uid: 'kevin', name: 'Kevin' } });
  browser.storage.setItem(KEY, old);
  const [one, two] = [await browser.openTab(), await browser.openTab()];
  await Promise.all([one.ready, two.ready]);
  expect(one.store.getCurrent()?.id).toBe(two.store.getCurrent()?.id);
  void one.store.signOut('logout');
  await one.store.close();
  // As processes with separate storage: the other tab does not see the logout yet.
  browser.storage.setItem(KEY, old);
  void two.store.update(kevin({ name: 'Kev' }));
  for (const message of messages) message();
  await settle();
  expect(two.uid()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(two.uid()).toBeUndefined();
  expect(decode(browser.storage.getItem(KEY))).toBeUndefined();
});
