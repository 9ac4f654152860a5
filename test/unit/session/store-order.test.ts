import { expect, test } from 'vitest';
import { kevin, openStore } from './store-support.js';

test('memory, then storage, then the event, all in one tick', async () => {
  const { store, slot } = await openStore();
  const log: unknown[] = [];
  slot.write.mockImplementation((value) => {
    log.push(['storage', value !== undefined, store.getState().status]);
  });
  for (const event of ['signedIn', 'signedOut']) {
    store.emitter.on(event, () => log.push([event, store.getState().status]));
  }
  store.signIn(kevin(), 't1', 'login');
  store.signOut('logout');
  expect(log).toEqual([
    ['storage', true, 'signedIn'],
    ['signedIn', 'signedIn'],
    ['storage', false, 'signedOut'],
    ['signedOut', 'signedOut'],
  ]);
});

test('storage that takes its time is begun before the event and ends the promise', async () => {
  const { store, slot } = await openStore();
  const log: string[] = [];
  let written: (done: undefined) => void = () => undefined;
  slot.write.mockImplementation(() => {
    log.push('write begun');
    return new Promise((resolve) => {
      written = resolve;
    });
  });
  store.emitter.on('signedIn', () => log.push('signedIn'));
  const done = Promise.resolve(store.signIn(kevin(), 't1', 'login')).then(() => log.push('done'));
  expect(log).toEqual(['write begun', 'signedIn']);
  await new Promise((resolve) => setTimeout(resolve, 5));
  log.push('write ends');
  written(undefined);
  await done;
  expect(log).toEqual(['write begun', 'signedIn', 'write ends', 'done']);
});
