import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decode, encode, endedIn } from '../../../src/session/envelope.js';
import { memoryStorage } from '../../../src/storage/storage.js';
import { andy, kevin } from './store-support.js';
import { openBrowser, settle } from './tabs-support.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const KEY = 'ours';

/** Longer than another tab takes to see a change of the storage. */
const untilSeen = async () => {
  await vi.advanceTimersByTimeAsync(1_500);
  await settle();
};

/** Two tabs with kevin's session. Messages wait until `deliver` is called. */
async function twoTabs() {
  const messages: (() => void)[] = [];
  const browser = openBrowser(memoryStorage(), (message) => void messages.push(message));
  const [one, two] = [await browser.openTab(), await browser.openTab()];
  await Promise.all([one.ready, two.ready]);
  const deliver = async () => {
    for (const message of messages.splice(0)) message();
    await settle();
  };
  one.store.signIn(kevin(), 't1', 'login');
  await deliver();
  const stored = () => browser.storage.getItem(KEY) as string | null;
  return { browser, one, two, deliver, stored, written: stored() as string };
}

describe('each login has its own id', () => {
  test('which the other tabs take over, and which a change of the profile or a new token keeps', async () => {
    const { one, two, deliver, stored } = await twoTabs();
    const { id } = one.store.getCurrent() ?? {};
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(two.store.getCurrent()?.id).toBe(id);
    two.store.update(kevin({ name: 'Kev' }));
    two.store.renew(kevin({ name: 'Kev' }), 't2', 't1');
    await deliver();
    expect(decode(stored())).toMatchObject({ id, authToken: 't2' });
    expect(one.store.getCurrent()).toMatchObject({ id, authToken: 't2' });
  });

  test('a login with the token at hand goes on with the session, one with another token begins a new one', async () => {
    const { one } = await twoTabs();
    const { id } = one.store.getCurrent() ?? {};
    one.store.signIn(kevin({ name: 'Kev' }), 't1', 'login');
    expect(one.store.getCurrent()?.id).toBe(id);
    one.store.signIn(kevin(), 't2', 'login');
    expect(one.store.getCurrent()?.id).not.toBe(id);
  });

  test('a session that an older version stored without an id is understood, and gets one', async () => {
    const storage = memoryStorage();
    storage.setItem(KEY, JSON.stringify({ v: 1, authToken: 't1', user: { uid: 'kevin', name: 'Kevin' } }));
    const browser = openBrowser(storage);
    const [one, two] = [await browser.openTab(), await browser.openTab()];
    await Promise.all([one.ready, two.ready]);
    one.store.update(kevin({ name: 'Kev' }));
    await settle();
    expect(two.store.getCurrent()).toMatchObject({ user: { name: 'Kev' }, id: one.store.getCurrent()?.id });
    two.store.update(kevin({ name: 'Kevin' }));
    two.store.signOut('logout');
    await settle();
    expect(one.uid()).toBeUndefined();
  });
});

describe('a session that another tab ended', () => {
  test('is not written back by a change that the other tab did not hear of', async () => {
    const { one, two, deliver, stored } = await twoTabs();
    one.store.signOut('logout');
    two.store.update(kevin({ name: 'Kev' }));
    await settle();
    expect(stored()).toBeNull();
    expect(two.uid()).toBeUndefined();
    expect(two.take().at(-1)).toEqual(['signedOut', { uid: 'kevin', reason: 'otherTab' }]);
    await deliver();
    expect(one.uid()).toBeUndefined();
  });

  test('is not written back by a renewed token either', async () => {
    const { one, two, stored } = await twoTabs();
    one.store.signOut('logout');
    two.store.renew(kevin(), 't2', 't1');
    await settle();
    expect(stored()).toBeNull();
    expect(two.uid()).toBeUndefined();
  });

  test('is ended again by the tab that ended it, if another tab has written it back', async () => {
    const { browser, one, two, stored, written } = await twoTabs();
    one.store.signOut('logout');
    // A delayed write, as processes with separate storage have it.
    browser.storage.setItem(KEY, written);
    await one.store.syncWithStorage();
    expect(one.uid()).toBeUndefined();
    expect(decode(stored())).toBeUndefined();
    await two.store.syncWithStorage();
    expect(two.uid()).toBeUndefined();
  });

  test('is ended by a tab that got the message, if the tab that ended it has closed', async () => {
    const { browser, one, two, deliver, stored, written } = await twoTabs();
    one.store.signOut('logout');
    await one.store.close();
    browser.storage.setItem(KEY, written);
    await deliver();
    expect(two.uid()).toBeUndefined();
    await untilSeen();
    expect(decode(stored())).toBeUndefined();
    expect(endedIn(stored())).toBe(decode(written)?.id);
    expect((await browser.openTab().then((tab) => tab.ready)).status).toBe('signedOut');
  });

  test('is ended in a tab whose storage fails', async () => {
    const { browser, one, two, deliver } = await twoTabs();
    const { setItem } = browser.storage;
    browser.storage.setItem = () => {
      throw new Error('full');
    };
    two.store.update(kevin({ name: 'Kev' }));
    browser.storage.setItem = setItem;
    one.store.signOut('logout');
    await deliver();
    expect(two.uid()).toBeUndefined();
  });

  test('is not taken over by a tab that opens between', async () => {
    const { browser, one, deliver, written } = await twoTabs();
    one.store.signOut('logout');
    const late = await browser.openTab();
    browser.storage.setItem(KEY, written);
    await late.ready;
    await deliver();
    await untilSeen();
    expect(late.uid()).toBeUndefined();
  });
});

describe('a session that another tab replaced', () => {
  test('is not written back by a change that comes late', async () => {
    const { one, two, deliver, stored } = await twoTabs();
    one.store.signIn(andy(), 't2', 'login');
    two.store.update(kevin({ name: 'Kev' }));
    await settle();
    expect(decode(stored())?.user.uid).toBe('andy');
    expect(two.take().slice(-2)).toEqual([
      ['signedOut', { uid: 'kevin', reason: 'switched' }],
      ['signedIn', { user: expect.objectContaining({ uid: 'andy' }), previousUid: 'kevin' }],
    ]);
    await deliver();
    expect([one.uid(), two.uid()]).toEqual(['andy', 'andy']);
  });

  test('is replaced again by the new one if it was written back', async () => {
    const { browser, one, two, deliver, stored, written } = await twoTabs();
    one.store.signIn(andy(), 't2', 'login');
    browser.storage.setItem(KEY, written);
    await one.store.syncWithStorage();
    expect(decode(stored())?.user.uid).toBe('andy');
    await deliver();
    expect([one.uid(), two.uid()]).toEqual(['andy', 'andy']);
  });

  test('lasts in another tab until the new one is visible there: no user is signed out in between', async () => {
    const { browser, one, two, deliver, stored, written } = await twoTabs();
    one.store.signIn(andy(), 't2', 'login');
    const next = stored() as string;
    // The message comes before the change.
    browser.storage.setItem(KEY, written);
    two.take();
    await deliver();
    expect(two.uid()).toBe('kevin');
    browser.storage.setItem(KEY, next);
    await two.store.syncWithStorage();
    expect(two.take().map(([event]) => event)).toEqual(['signedOut', 'signedIn']);
    await untilSeen();
    expect([one.uid(), two.uid()]).toEqual(['andy', 'andy']);
  });

  test('ends even if the tab that replaced it has closed and its session was overwritten', async () => {
    const { browser, one, two, deliver, stored, written } = await twoTabs();
    one.store.signIn(andy(), 't2', 'login');
    await one.store.close();
    browser.storage.setItem(KEY, written);
    await deliver();
    await untilSeen();
    expect(two.uid()).toBeUndefined();
    expect(decode(stored())).toBeUndefined();
  });
});

test('a tombstone of an older session does not end a newer one', async () => {
  const { browser, one, two, stored } = await twoTabs();
  browser.storage.setItem(KEY, JSON.stringify({ v: 1, ended: 'another' }));
  await two.store.syncWithStorage();
  expect([one.uid(), two.uid()]).toEqual(['kevin', 'kevin']);
  expect(decode(stored())?.user.uid).toBe('kevin');
});

test('a user who cannot be encoded changes nothing', async () => {
  const { one, stored, written } = await twoTabs();
  const broken = andy();
  Object.assign(broken, {
    metadata: {
      toJSON: () => {
        throw new RangeError('too deep');
      },
    },
  });
  one.take();
  expect(() => one.store.signIn(broken, 't2', 'login')).toThrow();
  expect(one.uid()).toBe('kevin');
  expect(one.take()).toEqual([]);
  expect(stored()).toBe(written);
});

test('a closed tab holds no timer', async () => {
  const { one, two, deliver } = await twoTabs();
  one.store.signOut('logout');
  await deliver();
  await two.store.close();
  await one.store.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('the stored text has the id of the session, which reveals no secret', () => {
  const text = encode({ user: kevin(), authToken: 't1', id: 'abc' });
  expect(JSON.parse(text)).toEqual({ v: 1, id: 'abc', authToken: 't1', user: { uid: 'kevin', name: 'Kevin' } });
});
