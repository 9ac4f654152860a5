import { afterEach, expect, test, vi } from 'vitest';
import type { TokenProvider } from '../../../src/index.js';
import { authTokenOf, openStorage, uidOf } from '../../support/client-support.js';
import { fakeChannels } from '../../support/fake-channels.js';
import { fakeLocks } from '../../support/fake-locks.js';
import { openPair, pass } from './vendor-support.js';

afterEach(() => vi.unstubAllGlobals());

/** Random whole numbers below a count, the same for each run with a seed. */
function randomFrom(seed: number) {
  let state = seed;
  return (count: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * count);
  };
}

/** Two tabs that attach. `broken` collects what may never be: a snapshot of one user while a side works as another. */
async function twoTabs(seed: number) {
  const storage = openStorage();
  let renewals = 0;
  const tokenProvider: TokenProvider = ({ uid }) => `${uid}_r${++renewals}`;
  const options = { tabs: true, ...(seed % 2 === 1 && { tokenProvider }) };
  const first = openPair(options, storage);
  const second = openPair({ ...options, fetch: first.service.fetch }, storage);
  const tabs = [first, second].map((pair) => ({ ...pair, attachment: pair.attach() }));
  const broken: unknown[] = [];
  const check = () => {
    for (const { attachment, client, fake } of tabs) {
      const uid = attachment.getSnapshot();
      if (uid === undefined) continue;
      const uids = [uidOf(client), ...[authTokenOf(client), fake.token()].map((token) => token?.split('_')[0])];
      if (uids.some((each) => each !== uid)) broken.push([uid, ...uids]);
    }
  };
  for (const { fake, client } of tabs) {
    await fake.chat.init('app-1');
    client.session.subscribe(check);
  }
  return { tabs, check, broken, service: first.service, revoked: first.revoked };
}

const HOW = ['works', 'rejects', 'hangs', 'throws', 'ignores'] as const;

test.each([
  { seed: 1, hasLocks: true, isFaulty: false },
  { seed: 2, hasLocks: true, isFaulty: false },
  { seed: 3, hasLocks: true, isFaulty: true },
  { seed: 4, hasLocks: true, isFaulty: true },
  // Without Web Locks, calls and steps of both tabs run at the same time.
  { seed: 58, hasLocks: false, isFaulty: false },
  { seed: 372, hasLocks: false, isFaulty: false },
  { seed: 5, hasLocks: false, isFaulty: true },
  { seed: 6, hasLocks: false, isFaulty: true },
])(
  'both sides of two tabs act at once, in many orders: they end in agreement (%o)',
  async ({ seed, hasLocks, isFaulty }) => {
    vi.stubGlobal('navigator', hasLocks ? { locks: fakeLocks() } : {});
    vi.stubGlobal('BroadcastChannel', fakeChannels());
    const { tabs, check, broken, service, revoked } = await twoTabs(seed);
    const random = randomFrom(seed);
    const oneOf = <T>(list: readonly T[]) => list[random(list.length)] as T;
    await tabs[0]?.client.login('ann_1');
    await pass(3_000);
    for (let step = 0; step < 40; step++) {
      const token = `${oneOf(['ann', 'bo', 'cy'])}_${step + 2}`;
      const tab = oneOf(tabs);
      const { client, fake } = tab;
      const calm: (() => unknown)[] = [
        () => client.login(token),
        () => client.logout(),
        () => client.updateCurrentUserDetails({ name: token }),
        () => fake.chat.login(token),
        () => fake.chat.logout(),
        () => fake.chat.updateCurrentUserDetails({ name: token }),
        () => fake.loseToken(),
        () => revoked.add(authTokenOf(client) ?? ''),
        () => {
          tab.attachment.detach();
          tab.attachment = tab.attach();
        },
      ];
      const faulty: (() => unknown)[] = [
        () => Object.assign(fake.behaviour, { login: oneOf(HOW) }),
        () => Object.assign(fake.behaviour, { internalLogout: oneOf(HOW) }),
        () => Object.assign(fake.behaviour, { updateCurrentUserDetails: oneOf(HOW) }),
        () => fake.letGo(),
        () => pass(random(30_000)),
      ];
      // A call that rejects or throws is no failure here: the vendor's SDK is faulty.
      void new Promise((done) => done(oneOf(isFaulty ? [...calm, ...faulty] : calm)())).catch(() => undefined);
      check();
      if (random(3) === 0) await pass(random(random(2) === 0 ? 3_000 : 20));
      check();
    }
    // The vendor's side works again, and each tab gets a sign.
    for (const { fake } of tabs) {
      Object.assign(fake.behaviour, { login: 'works', internalLogout: 'works', updateCurrentUserDetails: 'works' });
      fake.letGo();
      void fake.chat.updateCurrentUserDetails({}).catch(() => undefined);
      await pass(60_000);
    }
    const token = authTokenOf(tabs[0]?.client as never) ?? null;
    for (const { client, fake, attachment } of tabs) {
      expect([authTokenOf(client) ?? null, fake.token()]).toEqual([token, token]);
      expect([fake.storedUid(), attachment.getSnapshot()]).toEqual([uidOf(client), uidOf(client)]);
      fake.calls();
    }
    expect(broken).toEqual([]);
    service.wire();
    await pass(120_000);
    expect([tabs.map(({ fake }) => fake.calls()), service.wire()]).toEqual([[[], []], []]);
    for (const { attachment } of tabs) attachment.detach();
    await pass(0);
    expect(vi.getTimerCount()).toBe(0);
  },
);
