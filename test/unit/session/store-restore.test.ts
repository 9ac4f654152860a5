import { expect, test } from 'vitest';
import { openStore } from './store-support.js';

const HELD = JSON.stringify({ v: 1, authToken: 't1', user: { uid: 'kevin', name: 'Kevin' } });

test('before the first read the state is unknown', async () => {
  const { store } = await openStore({ restored: false });
  expect(store.getState()).toEqual({ status: 'unknown' });
  expect(Object.isFrozen(store.getState())).toBe(true);
});

test('a session that was kept is there, and no signedIn is told of it', async () => {
  const { store, told, slot } = await openStore({ held: HELD, restored: false });
  const state = await store.restore();
  expect(state).toMatchObject({ status: 'signedIn', source: 'storage', user: { uid: 'kevin', authToken: 't1' } });
  expect(store.getState()).toBe(state);
  expect(told).toEqual([['change'], ['ready', state]]);
  expect(slot.write).not.toHaveBeenCalled();
});

test('where none was kept, nobody ever was signed in', async () => {
  const { store, told } = await openStore({ restored: false });
  const state = await store.restore();
  expect(state).toEqual({ status: 'signedOut', reason: 'none' });
  expect(told).toEqual([['change'], ['ready', state]]);
});

test('what cannot be read as a session is left alone until there is one', async () => {
  const newer = JSON.stringify({ v: 2 });
  const { store, held } = await openStore({ held: newer });
  expect(store.getState()).toEqual({ status: 'signedOut', reason: 'none' });
  expect(held()).toBe(newer);
});

test('nothing is told in the tick in which a client is made', async () => {
  const { store, told } = await openStore({ held: HELD, restored: false });
  const restored = store.restore();
  expect(told).toEqual([]);
  await restored;
  expect(told).not.toEqual([]);
});
