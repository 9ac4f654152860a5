import { afterEach, describe, expect, test, vi } from 'vitest';
import { authTokenOf, KEY, openStorage, stored, uidOf } from '../../support/client-support.js';
import { fakeChannels } from '../../support/fake-channels.js';
import { fakeLocks } from '../../support/fake-locks.js';
import { fakeVendor } from '../../support/fake-vendor.js';
import { openPair, pass } from './vendor-support.js';

afterEach(() => vi.unstubAllGlobals());

const VENDOR_KEY = 'app-1:common_store/user';

/** A tab that has the vendor's SDK only, and logs in as Bo. The token is good. */
async function vendorTab(storage: ReturnType<typeof openStorage>) {
  const tab = fakeVendor(storage);
  await tab.chat.init('app-1');
  await tab.chat.login('bo_1');
  return tab;
}

describe('a vendor’s session whose token is good stays in storage', () => {
  test('if a tab logs in that does not attach, while no user is signed in here', async () => {
    const { client, fake, storage, attach } = openPair();
    attach();
    await fake.chat.init('app-1');
    await pass(100);
    const other = await vendorTab(storage as never);
    await pass(60_000);
    expect([other.storedUid(), other.token(), uidOf(client)]).toEqual(['bo', 'bo_1', undefined]);
  });

  test('if a tab logs in that does not attach, while another user is signed in here: our session follows', async () => {
    const { client, fake, storage, attach, service } = openPair();
    const { getSnapshot } = attach();
    await fake.chat.init('app-1');
    await client.login('ann_1');
    await pass(100);
    service.wire();
    const other = await vendorTab(storage as never);
    await pass(60_000);
    expect([other.storedUid(), uidOf(client), fake.token(), getSnapshot()]).toEqual(['bo', 'bo', 'bo_1', 'bo']);
    expect(service.wire()).toEqual([]);
  });

  test.each([
    ['our token is revoked', 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'],
    ['our user is deleted', 'ERR_UID_NOT_FOUND'],
  ])('if %s in a tab that attaches, just after a tab logged in that does not: our session follows', async (_, code) => {
    const { client, fake, storage, attach, service, refused } = openPair();
    const { getSnapshot } = attach();
    await fake.chat.init('app-1');
    await client.login('ann_1');
    await pass(100);
    const other = await vendorTab(storage as never);
    service.wire();
    fake.calls();
    refused.set('ann_1', code);
    await expect(client.updateCurrentUserDetails({ name: 'Ann' })).rejects.toMatchObject({ code });
    await pass(60_000);
    expect([other.storedUid(), uidOf(client), fake.token(), getSnapshot()]).toEqual(['bo', 'bo', 'bo_1', 'bo']);
    expect([service.wire(), fake.calls()]).toEqual([['PUT /me'], ['login bo_1', 'connect']]);
  });

  test.each([false, true])(
    'if our token is revoked in a tab that does not attach (adoptVendorSession: %s)',
    async (adoptVendorSession) => {
      const storage = openStorage({ [KEY]: JSON.stringify(stored('ann', 'ann_1')) });
      await vendorTab(storage);
      const { client, revoked } = openPair({ adoptVendorSession }, storage);
      revoked.add('ann_1');
      await client.session.ready;
      await pass(1_000);
      expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'tokenRevoked' });
      expect(JSON.parse(JSON.parse(storage.held[VENDOR_KEY] as string))).toMatchObject({ uid: 'bo' });
    },
  );

  test.each([false, true])(
    'if a tab logs out, or in, that does not attach (adoptVendorSession: %s)',
    async (adoptVendorSession) => {
      const storage = openStorage();
      const { client } = openPair({ adoptVendorSession }, storage);
      await client.login('ann_1');
      const { storedUid } = await vendorTab(storage);
      await client.logout();
      expect(storedUid()).toBe('bo');
      await client.login('cy_1');
      await pass(60_000);
      expect([storedUid(), uidOf(client)]).toEqual(['bo', 'cy']);
    },
  );
});

test('a logout whose tombstone cannot be stored removes the vendor’s session, also if the vendor’s SDK was not loaded', async () => {
  const storage = openStorage();
  const past = openPair({}, storage);
  const { detach } = past.attach();
  await past.fake.chat.init('app-1');
  await past.client.login('ann_1');
  await pass(100);
  detach();
  past.client.dispose();
  const { client } = openPair({}, storage);
  await client.session.ready;
  storage.setItem = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  await client.logout();
  expect(storage.held).toEqual({});
});

describe.each([
  { hasLocks: true, isLateStep: false },
  { hasLocks: true, isLateStep: true },
  { hasLocks: false, isLateStep: false },
  { hasLocks: false, isLateStep: true },
])('two tabs that attach, when a third one has just logged in: %o', ({ hasLocks, isLateStep }) => {
  async function threeTabs() {
    vi.stubGlobal('navigator', hasLocks ? { locks: fakeLocks() } : {});
    vi.stubGlobal('BroadcastChannel', fakeChannels());
    const storage = openStorage();
    const first = openPair({ tabs: true }, storage);
    const second = openPair({ tabs: true, fetch: first.service.fetch }, storage);
    const failLate = () => new Promise<never>((_, reject) => setTimeout(reject, 500));
    Object.assign(first.fake.chat, { updateCurrentUserDetails: failLate });
    for (const { fake, attach } of [first, second]) {
      attach();
      await fake.chat.init('app-1');
    }
    await first.client.login('ann_1');
    await pass(6_000);
    expect([first, second].map(({ fake }) => fake.token())).toEqual(['ann_1', 'ann_1']);
    const third = await vendorTab(storage);
    // The first tab waits for a call of the vendor's side, so the second one looks first.
    if (isLateStep) void first.fake.chat.updateCurrentUserDetails({}).catch(() => undefined);
    await pass(1);
    return { first, second, third };
  }

  test('a revoked token: both follow the third tab', async () => {
    const { first, second, third } = await threeTabs();
    first.revoked.add('ann_1');
    await expect(first.client.getUser('cy')).rejects.toMatchObject({ code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' });
    await pass(60_000);
    expect(third.storedUid()).toBe('bo');
    for (const { client, fake } of [first, second])
      expect([authTokenOf(client), fake.token()]).toEqual(['bo_1', 'bo_1']);
  });

  test('a logout of ours: it ends the sessions of all', async () => {
    const { first, second, third } = await threeTabs();
    await first.client.logout();
    await pass(60_000);
    expect(third.storedUid()).toBeUndefined();
    for (const { client, fake } of [first, second]) expect([uidOf(client), fake.token()]).toEqual([undefined, null]);
  });
});
