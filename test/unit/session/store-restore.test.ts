import { expect, test } from 'vitest';
import { openStore } from './store-support.js';

const HELD = JSON.stringify({ v: 1, authToken: 't1', user: { uid: 'kevin', name: 'Kevin' } });

test('before the first read the state is unknown', async () => {
  const { store } = await openStore({ restored: false });
  expect(store.getState()).toEqual({ status: 'unknown' });
  expect(Object.isFrozen(store.getState())).toBe(true);
});

test('a stored session is restored without a signedIn event', async () => {
  const { store, told, slot } = await openStore({ held: HELD, restored: false });
  const state = await store.restore();
  expect(state).toMatchObject({ status: 'signedIn', source: 'storage', user: { uid: 'kevin', authToken: 't1' } });
  expect(store.getState()).toBe(state);
  expect(told).toEqual([['change'], ['ready', state]]);
  expect(slot.write).not.toHaveBeenCalled();
});

test('without a stored session no user was ever signed in', async () => {
  const { store, told } = await openStore({ restored: false });
  const state = await store.restore();
  expect(state).toEqual({ status: 'signedOut', reason: 'none' });
  expect(told).toEqual([['change'], ['ready', state]]);
});

test('an unreadable value stays until there is a session', async () => {
  const newer = JSON.stringify({ v: 2 });
  const { store, held } = await openStore({ held: newer });
  expect(store.getState()).toEqual({ status: 'signedOut', reason: 'none' });
  expect(held()).toBe(newer);
});

test('no event is emitted in the tick in which a client is created', async () => {
  const { store, told } = await openStore({ held: HELD, restored: false });
  const restored = store.restore();
  expect(told).toEqual([]);
  await restored;
  expect(told).not.toEqual([]);
});
