import { afterEach, describe, expect, test, vi } from 'vitest';
import { attachVendor } from '../../../src/vendor.js';
import { authTokenOf, deferred, eventsOf, KEY, openStorage, uidOf } from '../../support/client-support.js';
import { fakeLocks } from '../../support/fake-locks.js';
import { openPair, pass } from './vendor-support.js';

const VENDOR_KEY = 'app-1:common_store/user';
const storedByVendor = (authToken: string) => {
  const uid = authToken.slice(0, authToken.indexOf('_'));
  return JSON.stringify(JSON.stringify({ uid, name: uid, authToken }));
};

afterEach(() => vi.unstubAllGlobals());

test('two logins of the vendor’s side at once never give one user’s token to the other', async () => {
  const { fake } = openPair();
  // The storage is not the vendor's, so the vendor's stored user cannot tell to which user the token belongs.
  const { client } = openPair();
  const attachment = attachVendor(client, fake.options);
  await fake.chat.init('app-1');
  await pass(100);
  const pairs: unknown[] = [];
  client.session.subscribe(() => pairs.push([uidOf(client), authTokenOf(client)]));
  await Promise.all([fake.chat.login('ann_1'), fake.chat.login('bo_1')]);
  await pass(100);
  expect(pairs).toEqual([['bo', 'bo_1']]);
  attachment.detach();
});

describe('a user who has logged out is not signed in again by the vendor’s stored session', () => {
  test('after a tombstone of version 0.3', async () => {
    const storage = openStorage({ [KEY]: '{"v":1}', [VENDOR_KEY]: storedByVendor('ann_1') });
    const { client, fake, attach, service } = openPair({}, storage);
    const { ready } = attach();
    await fake.chat.init('app-1');
    await pass(100);
    expect([await ready, client.session.getSnapshot().status]).toEqual(['inStep', 'signedOut']);
    expect([fake.token(), fake.storedUid(), service.wire()]).toEqual([null, undefined, []]);
  });

  test('after a logout in another tab, when this tab attaches later', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const storage = openStorage();
    const one = openPair({ tabs: true }, storage);
    await one.client.login('ann_1');
    const two = openPair({ tabs: true }, storage);
    await two.client.session.ready;
    expect(uidOf(two.client)).toBe('ann');
    storage.setItem(VENDOR_KEY, storedByVendor('ann_1'));
    await one.client.logout();
    const { ready } = two.attach();
    await two.fake.chat.init('app-1');
    await pass(100);
    expect([await ready, two.client.session.getSnapshot().status]).toEqual(['inStep', 'signedOut']);
    expect(two.fake.token()).toBe(null);
  });
});

describe('a call of the vendor’s side before our session was read', () => {
  /** The vendor's SDK was initialised before; our storage is slow. */
  async function start() {
    const storage = openStorage();
    const past = openPair({}, storage);
    await past.client.login('ann_1');
    past.client.dispose();
    storage.setItem(VENDOR_KEY, storedByVendor('ann_1'));
    const slow = {
      ...storage,
      getItem: (key: string) => new Promise<unknown>((done) => setTimeout(() => done(storage.getItem(key)), 50)),
    };
    const tokenProvider = vi.fn(() => 'ann_2');
    const pair = openPair({ storage: slow, tokenProvider } as never, storage);
    await pair.fake.chat.init('app-1');
    pair.attach();
    return { ...pair, tokenProvider };
  }

  test('a logout ends our session, and the tokenProvider is not asked', async () => {
    const { fake, client, tokenProvider, revoked } = await start();
    const { take } = eventsOf(client);
    const out = fake.chat.logout().then(() => revoked.add('ann_1'));
    await pass(1_000);
    await out;
    await pass(10_000);
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'logout' });
    expect(take().at(-1)).toEqual(['signedOut', { uid: 'ann', reason: 'logout' }]);
    expect(tokenProvider).not.toHaveBeenCalled();
  });

  test('a login is our session’s when it resolves', async () => {
    const { fake, client } = await start();
    const login = fake.chat.login('bo_1').then(() => uidOf(client));
    await pass(1_000);
    expect(await login).toBe('bo');
    await pass(10_000);
    expect([uidOf(client), fake.token()]).toEqual(['bo', 'bo_1']);
  });
});

describe('a vendor’s SDK that gets another app during a wait', () => {
  test('is not touched by a step that waited for another tab', async () => {
    const locks = fakeLocks();
    vi.stubGlobal('navigator', { locks });
    const { client, fake, attach } = openPair({ tabs: true });
    const other = deferred();
    void locks.request(`${KEY}:vendor`, { ifAvailable: true }, () => other.promise);
    const { getSnapshot } = attach();
    await fake.chat.init('app-1');
    await client.login('ann_1');
    await pass(100);
    await fake.chat.init('app-2');
    other.resolve();
    await pass(10_000);
    expect([fake.chat.getAppId(), fake.calls(), getSnapshot()]).toEqual(['app-2', [], undefined]);
  });

  test.each(['login', 'logout', 'updateCurrentUserDetails'] as const)(
    'is not touched by a %s that waited',
    async (name) => {
      const locks = fakeLocks();
      vi.stubGlobal('navigator', { locks });
      const { client, fake, attach } = openPair({ tabs: true });
      attach();
      await fake.chat.init('app-1');
      await client.login('ann_1');
      await pass(100);
      const other = deferred();
      void locks.request(`${KEY}:vendor`, { ifAvailable: true }, () => other.promise);
      const call = fake.chat[name]('bo_1' as never);
      await pass(10);
      await fake.chat.init('app-2');
      other.resolve();
      await pass(100);
      await call;
      expect([fake.chat.getAppId(), uidOf(client), authTokenOf(client)]).toEqual(['app-2', 'ann', 'ann_1']);
    },
  );
});

describe('a client that is disposed of while it is attached', () => {
  test('takes nothing over, and its login listeners are not called', async () => {
    const { client, fake, attach } = openPair();
    const attachment = attach();
    await fake.chat.init('app-1');
    await client.login('ann_1');
    await pass(100);
    const told = vi.fn();
    attachment.subscribe(told);
    const login = fake.chat.login('bo_1');
    client.dispose();
    await login;
    await pass(10_000);
    expect([attachment.getSnapshot(), fake.token()]).toEqual([undefined, 'bo_1']);
    expect(told).toHaveBeenCalledOnce();
    attachment.detach();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a vendor’s SDK that throws until it is initialised is in step afterwards', async () => {
  const { client, fake, attach } = openPair({}, openStorage({ [VENDOR_KEY]: storedByVendor('bo_1') }));
  const { getAppId } = fake.chat;
  await client.login('ann_1');
  fake.chat.getAppId = () => {
    throw new TypeError('init first');
  };
  const { ready } = attach();
  await pass(100);
  fake.chat.getAppId = getAppId;
  await fake.chat.init('app-1');
  await pass(1_000);
  expect([await ready, fake.token()]).toEqual(['inStep', 'ann_1']);
});

describe('ready resolves within 30 s and in step', () => {
  test('with a storage that is blocked', async () => {
    const blocked = () => {
      throw new Error('SecurityError');
    };
    const storage = { getItem: blocked, setItem: blocked, removeItem: blocked };
    const { fake } = openPair();
    const { client } = openPair({}, storage as never);
    const attachment = attachVendor(client, fake.options);
    await fake.chat.init('app-1');
    await client.login('ann_1');
    await pass(1_000);
    expect([await attachment.ready, fake.token(), attachment.getSnapshot()]).toEqual(['inStep', 'ann_1', 'ann']);
    await client.logout();
    await pass(1_000);
    expect([fake.token(), attachment.getSnapshot()]).toEqual([null, undefined]);
    attachment.detach();
  });

  test('with a storage that hangs', async () => {
    const hang = () => new Promise<never>(() => undefined);
    const { fake } = openPair();
    const { client } = openPair({}, { getItem: hang, setItem: hang, removeItem: hang } as never);
    const attachment = attachVendor(client, fake.options);
    const init = fake.chat.init('app-1');
    await pass(30_000);
    await init;
    expect(await attachment.ready).toBe('inStep');
    attachment.detach();
  });
});

test('the client that a second attachment names gets the kit at once', async () => {
  const { client, fake, attach } = openPair();
  const first = attach();
  await fake.chat.init('app-1');
  await client.login('ann_1');
  await pass(100);
  let kitUser: unknown = null;
  const uiKit = {
    getLoggedInUser: () => kitUser,
    loginWithAuthToken: vi.fn(async () => {
      kitUser = { uid: 'ann', name: 'ann' };
    }),
  };
  const second = attachVendor(client, { ...fake.options, uiKit });
  await pass(100);
  expect(uiKit.loginWithAuthToken).toHaveBeenCalledOnce();
  second.detach();
  first.detach();
});

test('an idle attachment sends nothing', async () => {
  const { client, fake, attach, service } = openPair();
  attach();
  await fake.chat.init('app-1');
  await client.login('ann_1');
  await pass(1_000);
  fake.calls();
  service.wire();
  await pass(3_600_000);
  expect([fake.calls(), service.wire()]).toEqual([[], []]);
});
