import { ok, same, until } from './assert.js';
import { type Cases, hear, namesOf } from './kit.js';

export const listeners: Cases = {
  'a listener that throws stops no other': async ({ client, member }) => {
    const { token } = await member();
    const mine = client();
    const heard = hear(mine);
    mine.session.on('signedIn', () => {
      throw new Error('mine');
    });
    mine.session.on('signedIn', async () => {
      throw new Error('mine, later');
    });
    let told = 0;
    mine.session.on('signedIn', () => told++);
    await mine.login(token);
    same(told, 1);
    await until(() => namesOf(heard).filter((name) => name === 'listenerError').length === 2, 'both were told of');
  },

  'once, off, a signal and unsubscribe stop a listener': async ({ client, member }) => {
    const { token } = await member();
    const mine = client();
    const count = { once: 0, off: 0, signal: 0, stop: 0, change: 0 };
    const end = new AbortController();
    const off = () => void count.off++;
    mine.session.once('signedIn', () => void count.once++);
    mine.session.on('signedIn', off);
    mine.session.on('signedIn', () => void count.signal++, { signal: end.signal });
    const stop = mine.session.on('signedIn', () => void count.stop++);
    const unsubscribe = mine.session.subscribe(() => void count.change++);
    await mine.login(token);
    const snapshot = mine.session.getSnapshot();
    ok(mine.session.getSnapshot() === snapshot, 'the snapshot is the same until something changes');
    end.abort();
    stop();
    unsubscribe();
    mine.session.off('signedIn', off);
    const { token: other } = await member();
    await mine.login(other);
    same(count, { once: 1, off: 1, signal: 1, stop: 1, change: 2 });
  },
};
