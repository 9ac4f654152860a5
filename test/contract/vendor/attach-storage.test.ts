import { describe, expect, test } from 'vitest';
import { KEY, openStorage, stored, uidOf } from '../../support/client-support.js';
import { fakeVendor } from '../../support/fake-vendor.js';
import { openPair, pass } from './vendor-support.js';

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
