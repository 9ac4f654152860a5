import { describe, expect, test } from 'vitest';
import { memoryStorage } from '../../../src/storage/storage.js';
import { andy, kevin } from './store-support.js';
import { openBrowser, settle } from './tabs-support.js';

async function twoTabs() {
  const browser = openBrowser();
  const [one, two] = [await browser.openTab(), await browser.openTab()];
  await Promise.all([one.ready, two.ready]);
  return { browser, one, two };
}

describe('a change in one tab shows in the other', () => {
  test('a login', async () => {
    const { one, two } = await twoTabs();
    one.store.signIn(kevin(), 't1', 'login');
    await settle();
    expect(two.store.getState()).toMatchObject({ status: 'signedIn', source: 'otherTab', user: { uid: 'kevin' } });
    expect(two.take()).toEqual([['signedIn', { user: expect.objectContaining({ uid: 'kevin' }) }]]);
    expect(two.token()).toBe('t1');
  });

  test('a logout, by the reason otherTab', async () => {
    const { one, two } = await twoTabs();
    one.store.signIn(kevin(), 't1', 'login');
    await settle();
    two.take();
    one.store.signOut('logout');
    await settle();
    expect(two.store.getState()).toEqual({ status: 'signedOut', reason: 'otherTab' });
    expect(two.take()).toEqual([['signedOut', { uid: 'kevin', reason: 'otherTab' }]]);
    expect(one.store.getState()).toEqual({ status: 'signedOut', reason: 'logout' });
  });

  test('a change of the profile, which keeps the source of the session', async () => {
    const { one, two } = await twoTabs();
    two.store.signIn(kevin(), 't1', 'login');
    await settle();
    two.take();
    one.store.update(kevin({ name: 'Kev' }));
    await settle();
    expect(two.take()).toEqual([
      ['userUpdated', { user: expect.objectContaining({ name: 'Kev' }), changed: ['name'], source: 'otherTab' }],
    ]);
    expect(two.store.getState()).toMatchObject({ source: 'login' });
  });

  test('another token of the same user', async () => {
    const { one, two } = await twoTabs();
    one.store.signIn(kevin(), 't1', 'login');
    await settle();
    two.take();
    one.store.signIn(kevin(), 't2', 'login');
    await settle();
    expect(two.take()).toEqual([['tokenChanged', { uid: 'kevin', source: 'otherTab' }]]);
    expect(two.token()).toBe('t2');
  });

  test('another user, as a switch', async () => {
    const { one, two } = await twoTabs();
    one.store.signIn(kevin(), 't1', 'login');
    await settle();
    two.take();
    one.store.signIn(andy(), 't2', 'login');
    await settle();
    expect(two.take()).toEqual([
      ['signedOut', { uid: 'kevin', reason: 'switched' }],
      ['signedIn', { user: expect.objectContaining({ uid: 'andy' }), previousUid: 'kevin' }],
    ]);
    expect(two.store.getState()).toMatchObject({ source: 'otherTab' });
  });
});

test('a following tab writes nothing, and so sends no message', async () => {
  const { browser, one, two } = await twoTabs();
  one.store.signIn(kevin(), 't1', 'login');
  const written = browser.storage.getItem('ours');
  let writes = 0;
  browser.storage.setItem = () => void writes++;
  await settle();
  expect(two.uid()).toBe('kevin');
  expect(writes).toBe(0);
  expect(browser.storage.getItem('ours')).toBe(written);
});

test('a read without a change emits nothing', async () => {
  const { one } = await twoTabs();
  one.store.signIn(kevin(), 't1', 'login');
  one.take();
  const state = one.store.getState();
  await one.store.syncWithStorage();
  expect(one.store.getState()).toBe(state);
  expect(one.take()).toEqual([]);
});

test('two tabs that sign in different users at once agree on the one that was stored last', async () => {
  const { one, two } = await twoTabs();
  one.store.signIn(kevin(), 't1', 'login');
  two.store.signIn(andy(), 't2', 'login');
  await settle();
  expect([one.uid(), two.uid()]).toEqual(['andy', 'andy']);
});

test('a tab that opens during the logout of another ends as signed out as it', async () => {
  const { browser, one } = await twoTabs();
  one.store.signIn(kevin(), 't1', 'login');
  const late = await browser.openTab();
  one.store.signOut('logout');
  await late.ready;
  await settle();
  expect(late.store.getState().status).toBe('signedOut');
});

test('a change whose message comes during the first read is not missed', async () => {
  const held = memoryStorage();
  let answer: (value: unknown) => void = () => undefined;
  const slow = { ...held, getItem: () => new Promise((resolve) => (answer = resolve)) };
  const browser = openBrowser(slow);
  const tab = await browser.openTab();
  await settle();
  const other = await openBrowser(held).openTab();
  await other.ready;
  other.store.signIn(kevin(), 't1', 'login');
  void tab.store.syncWithStorage();
  // The value at the start of the read.
  answer(null);
  await tab.ready;
  expect(tab.store.getState().status).toBe('signedOut');
  await settle();
  answer(held.getItem('ours'));
  await settle();
  expect(tab.uid()).toBe('kevin');
});

describe('invalid values are not followed', () => {
  test('a storage that cannot be read', async () => {
    const { browser, one } = await twoTabs();
    one.store.signIn(kevin(), 't1', 'login');
    browser.storage.getItem = () => {
      throw new Error('blocked');
    };
    await one.store.syncWithStorage();
    expect(one.uid()).toBe('kevin');
  });

  test("a storage that did not store this tab's session", async () => {
    const { browser, one, two } = await twoTabs();
    browser.storage.setItem = () => {
      throw new Error('full');
    };
    one.store.signIn(kevin(), 't1', 'login');
    await one.store.syncWithStorage();
    expect(one.uid()).toBe('kevin');
    // The session exists in that tab only.
    expect(two.store.getState()).toEqual({ status: 'signedOut', reason: 'none' });
  });

  test('a read that began before a login', async () => {
    const { one } = await twoTabs();
    const look = one.store.syncWithStorage();
    await undefined;
    one.store.signIn(kevin(), 't1', 'login');
    await look;
    expect(one.uid()).toBe('kevin');
  });
});

test('a storage that was cleared from elsewhere signs out', async () => {
  const { browser, one, two } = await twoTabs();
  one.store.signIn(kevin(), 't1', 'login');
  await settle();
  browser.storage.removeItem('ours');
  await Promise.all([one.store.syncWithStorage(), two.store.syncWithStorage()]);
  expect([one.uid(), two.uid()]).toEqual([undefined, undefined]);
});

test('a tab that is closed hears nothing any more', async () => {
  const { browser, one, two } = await twoTabs();
  await two.store.close();
  expect(browser.count()).toBe(1);
  one.store.signIn(kevin(), 't1', 'login');
  await settle();
  expect(two.uid()).toBeUndefined();
});
