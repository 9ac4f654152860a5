import { describe, expect, test, vi } from 'vitest';
import { createSession } from '../../../src/session/session.js';
import { kevin, openStore } from './store-support.js';

async function open() {
  const { store } = await openStore({ restored: false });
  const session = createSession(store, store.restore());
  await session.ready;
  return { store, session };
}

describe('the snapshot', () => {
  test('is the same reference until something changes', async () => {
    const { store, session } = await open();
    const before = session.getSnapshot();
    expect(session.getSnapshot()).toBe(before);
    store.signIn(kevin(), 't1', 'login');
    const after = session.getSnapshot();
    expect(after).not.toBe(before);
    store.signIn(kevin(), 't1', 'login');
    expect(session.getSnapshot()).toBe(after);
  });

  test('is frozen', async () => {
    const { store, session } = await open();
    expect(Object.isFrozen(session.getSnapshot())).toBe(true);
    store.signIn(kevin(), 't1', 'login');
    expect(Object.isFrozen(session.getSnapshot())).toBe(true);
  });

  test('on a server is unknown with any signed-in user, and always the same reference', async () => {
    const { store, session } = await open();
    store.signIn(kevin(), 't1', 'login');
    expect(session.getServerSnapshot()).toEqual({ status: 'unknown' });
    expect(session.getServerSnapshot()).toBe(session.getServerSnapshot());
  });
});

describe('subscribe', () => {
  test('calls the listener after each change until it is removed, without an argument', async () => {
    const { store, session } = await open();
    const listener = vi.fn();
    const stop = session.subscribe(listener);
    expect(listener).not.toHaveBeenCalled();
    store.signIn(kevin(), 't1', 'login');
    store.signIn(kevin(), 't1', 'login');
    store.update(kevin({ name: 'K' }));
    stop();
    store.signOut('logout');
    expect(listener.mock.calls).toEqual([[], []]);
  });

  test('counts the same function twice, and each stops its own', async () => {
    const { store, session } = await open();
    const listener = vi.fn();
    const [stop] = [session.subscribe(listener), session.subscribe(listener)];
    store.signIn(kevin(), 't1', 'login');
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    store.signOut('logout');
    expect(listener).toHaveBeenCalledTimes(3);
  });

  test('shows the new state to a listener', async () => {
    const { store, session } = await open();
    const seen: string[] = [];
    session.subscribe(() => seen.push(session.getSnapshot().status));
    store.signIn(kevin(), 't1', 'login');
    store.signOut('logout');
    expect(seen).toEqual(['signedIn', 'signedOut']);
  });
});

test('as a Svelte store it runs at once and after each change, until it is stopped', async () => {
  const { store, session } = await open();
  const run = vi.fn();
  const stop = session.toStore().subscribe(run);
  expect(run.mock.calls).toEqual([[{ status: 'signedOut', reason: 'none' }]]);
  store.signIn(kevin(), 't1', 'login');
  expect(run).toHaveBeenLastCalledWith(session.getSnapshot());
  stop();
  store.signOut('logout');
  expect(run).toHaveBeenCalledTimes(2);
});

test('on, once and off', async () => {
  const { store, session } = await open();
  const [on, once, off] = [vi.fn(), vi.fn(), vi.fn()];
  session.on('signedOut', on);
  session.once('signedOut', once);
  session.on('signedOut', off);
  session.off('signedOut', off);
  for (const token of ['t1', 't2']) {
    store.signIn(kevin(), token, 'login');
    store.signOut('logout');
  }
  expect([on, once, off].map((listener) => listener.mock.calls.length)).toEqual([2, 1, 0]);
});

test('a signal stops on and once', async () => {
  const { store, session } = await open();
  const listener = vi.fn();
  const controller = new AbortController();
  session.on('signedOut', listener, { signal: controller.signal });
  session.once('signedIn', listener, { signal: controller.signal });
  controller.abort();
  store.signIn(kevin(), 't1', 'login');
  store.signOut('logout');
  expect(listener).not.toHaveBeenCalled();
});
