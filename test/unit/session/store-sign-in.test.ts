import { describe, expect, test } from 'vitest';
import { andy, kevin, openStore } from './store-support.js';

describe('signing in', () => {
  test('a first user', async () => {
    const { store, told, stored } = await openStore();
    store.signIn(kevin(), 't1', 'login');
    const state = store.getState();
    expect(state).toMatchObject({ status: 'signedIn', source: 'login', user: { uid: 'kevin' } });
    const { user } = state as unknown as { user: unknown };
    expect(told).toEqual([['change'], ['signedIn', { user }]]);
    expect(Object.keys((told[1] as [string, object])[1])).toEqual(['user']);
    expect(stored()).toMatchObject({ v: 1, authToken: 't1', user: { uid: 'kevin' } });
    expect(store.getCurrent()).toMatchObject({ authToken: 't1', user: { uid: 'kevin' } });
  });

  test('another user ends the session of the first', async () => {
    const { store, take, stored } = await openStore();
    store.signIn(kevin(), 't1', 'login');
    take();
    store.signIn(andy(), 't2', 'login');
    expect(take()).toEqual([
      ['change'],
      ['signedOut', { uid: 'kevin', reason: 'switched' }],
      ['signedIn', { user: expect.objectContaining({ uid: 'andy' }), previousUid: 'kevin' }],
    ]);
    expect(stored()).toMatchObject({ authToken: 't2', user: { uid: 'andy' } });
  });

  test('the same user with the same token and profile changes, stores and emits nothing', async () => {
    const { store, slot, take } = await openStore();
    store.signIn(kevin(), 't1', 'login');
    const before = store.getState();
    take();
    slot.write.mockClear();
    store.signIn(kevin(), 't1', 'login');
    expect(store.getState()).toBe(before);
    expect(take()).toEqual([]);
    expect(slot.write).not.toHaveBeenCalled();
  });

  test('the same user with another token emits tokenChanged, without the token', async () => {
    const { store, take, stored } = await openStore();
    store.signIn(kevin(), 't1', 'login');
    take();
    store.signIn(kevin(), 't2', 'login');
    const told = take();
    expect(told).toEqual([['change'], ['tokenChanged', { uid: 'kevin', source: 'client' }]]);
    expect(JSON.stringify(told)).not.toContain('t2');
    expect(stored()).toMatchObject({ authToken: 't2' });
    expect(store.getState()).toMatchObject({ user: { authToken: 't2' } });
  });

  test('the same user with another profile and another token emits both events', async () => {
    const { store, take } = await openStore();
    store.signIn(kevin(), 't1', 'login');
    take();
    store.signIn(kevin({ name: 'K', statusMessage: 'Hi' }), 't2', 'login');
    const user = expect.objectContaining({ name: 'K' });
    expect(take()).toEqual([
      ['change'],
      ['userUpdated', { user, changed: ['name', 'statusMessage'], source: 'client' }],
      ['tokenChanged', { uid: 'kevin', source: 'client' }],
    ]);
  });
});

describe('updating', () => {
  test('the signed-in user keeps token and source', async () => {
    const { store, take, stored } = await openStore();
    store.signIn(kevin(), 't1', 'otherTab');
    take();
    store.update(kevin({ name: 'K', authToken: 'of-the-answer' }));
    const user = expect.objectContaining({ name: 'K' });
    expect(take()).toEqual([['change'], ['userUpdated', { user, changed: ['name'], source: 'client' }]]);
    expect(store.getState()).toMatchObject({ source: 'otherTab', user: { authToken: 't1' } });
    expect(stored()).toMatchObject({ authToken: 't1', user: { name: 'K' } });
  });

  test.each(['another user', 'nobody'])('%s changes nothing', async (who) => {
    const { store, take, slot } = await openStore();
    if (who === 'another user') store.signIn(andy(), 't1', 'login');
    const before = store.getState();
    take();
    slot.write.mockClear();
    store.update(kevin({ name: 'K' }));
    expect(store.getState()).toBe(before);
    expect(take()).toEqual([]);
    expect(slot.write).not.toHaveBeenCalled();
  });
});

describe('signing out', () => {
  test.each(['logout', 'tokenRevoked', 'userGone'] as const)('emits the uid and the reason: %s', async (reason) => {
    const { store, take, stored } = await openStore();
    store.signIn(kevin(), 't1', 'login');
    take();
    store.signOut(reason);
    expect(store.getState()).toEqual({ status: 'signedOut', reason });
    expect(take()).toEqual([['change'], ['signedOut', { uid: 'kevin', reason }]]);
    expect(stored()).toBeUndefined();
    expect(store.getCurrent()).toBeUndefined();
  });

  test('without a signed-in user changes, stores and emits nothing', async () => {
    const { store, take, slot } = await openStore();
    const before = store.getState();
    store.signOut('logout');
    expect(store.getState()).toBe(before);
    expect(take()).toEqual([]);
    expect(slot.write).not.toHaveBeenCalled();
  });
});
