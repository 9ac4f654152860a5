import { describe, expect, test } from 'vitest';
import { kevin, openStore } from './store-support.js';

test('only the latest begun operation may commit', async () => {
  const { store } = await openStore();
  const first = store.begin();
  expect(first()).toBe(true);
  const second = store.begin();
  expect([first(), second()]).toEqual([false, true]);
});

describe('whether anything was committed since', () => {
  test.each<[string, (store: Awaited<ReturnType<typeof openStore>>['store']) => unknown, boolean]>([
    ['a login or logout that only began', (store) => store.begin(), true],
    ['a profile that is the same', (store) => store.update(kevin()), true],
    ['another profile', (store) => store.update(kevin({ name: 'K' })), false],
    ['another token', (store) => store.signIn(kevin(), 't2', 'login'), false],
    ['the end of the session', (store) => store.signOut('logout'), false],
  ])('%s', async (_, happens, unchanged) => {
    const { store } = await openStore();
    store.signIn(kevin(), 't1', 'login');
    const look = store.unchanged();
    happens(store);
    expect(look()).toBe(unchanged);
  });
});
