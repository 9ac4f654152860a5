import { memoryStorage, type SessionStorage } from 'cometchat-users';
import { has, ok, pause, same, timeOf, until } from './assert.js';
import { type Cases, type Kit, whoIs } from './kit.js';

/** A storage that responds later. */
function slow(ms: number): SessionStorage & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => pause(ms).then(() => values.get(key) ?? null),
    setItem: (key, value) => pause(ms).then(() => void values.set(key, value)),
    removeItem: (key) => pause(ms).then(() => void values.delete(key)),
  };
}

/** Logs in and out with a storage that fails; returns the number of warnings. */
async function worksWith(storage: SessionStorage, { client, member }: Kit): Promise<number> {
  const { uid, token } = await member();
  let warned = 0;
  const mine = client({ storage, hooks: { onWarning: () => warned++ } });
  ok((await timeOf(mine.login(token))) < 6_000, 'the login is bounded');
  same(whoIs(mine), uid);
  await mine.logout();
  same(whoIs(mine), undefined);
  return warned;
}

export const storage: Cases = {
  'without one a page keeps the session in localStorage, whatever else in memory': async ({
    client,
    member,
    appId,
  }) => {
    const isPage = 'document' in globalThis;
    const { token } = await member();
    const before = client({ storage: undefined });
    await before.login(token);
    before.dispose();
    const after = client({ storage: undefined });
    same((await after.session.ready).status, isPage ? 'signedIn' : 'signedOut');
    if (!isPage) return;
    const key = `cometchat-users:v1:${appId}:us`;
    has(JSON.parse(localStorage.getItem(key) ?? '{}'), { authToken: token });
    await after.logout();
    same(localStorage.getItem(key), null);
  },

  'one that answers later is waited for': async ({ client, member }) => {
    const { uid, token } = await member();
    const storage = slow(30);
    const mine = client({ storage, storageKey: 'mine' });
    await mine.login(token);
    same([...storage.values.keys()], ['mine']);
    mine.dispose();
    const again = client({ storage, storageKey: 'mine' });
    await again.session.ready;
    same(whoIs(again), uid);
    await again.logout();
    same(storage.values.size, 0);
  },

  'one that throws is warned of, and the session is kept in memory': async (kit) => {
    const fail = () => {
      throw new Error('QuotaExceededError');
    };
    same(await worksWith({ getItem: fail, setItem: fail, removeItem: fail }, kit), 2);
  },

  'one that rejects is warned of, and the session is kept in memory': async (kit) => {
    const fail = () => Promise.reject(new Error('no'));
    same(await worksWith({ getItem: fail, setItem: fail, removeItem: fail }, kit), 2);
  },

  'one that never answers holds nothing up for long': async ({ client, member }) => {
    const { uid, token } = await member();
    let warned = 0;
    const never = () => new Promise<never>(() => undefined);
    const mine = client({ storage: { ...memoryStorage(), setItem: never }, hooks: { onWarning: () => warned++ } });
    const ms = await timeOf(mine.login(token));
    ok(ms > 1_500 && ms < 5_000, `it takes about two seconds, not ${ms} ms`);
    same([whoIs(mine), warned], [uid, 1]);
  },

  'tabs follow each other by BroadcastChannel, and where there is none nothing breaks': async ({ client, member }) => {
    const { uid, token } = await member();
    const storage = memoryStorage();
    const tabs = { storage, tabs: true, storageKey: `tabs:${uid}` };
    const [one, two] = [client(tabs), client(tabs)];
    await Promise.all([one.session.ready, two.session.ready]);
    await one.login(token);
    if ('BroadcastChannel' in globalThis) {
      await until(() => whoIs(two) === uid, 'the other one has seen the login');
      has(two.session.getSnapshot(), { source: 'otherTab' });
      await two.logout();
      await until(() => whoIs(one) === undefined, 'the first one has seen the logout');
      has(one.session.getSnapshot(), { reason: 'otherTab' });
    } else {
      await one.logout();
      same([whoIs(one), whoIs(two)], [undefined, undefined]);
    }
  },
};
