import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aMoment, expectAll, openProfile, type Profile, type Tab } from './support/beside.js';
import { APP_ID, openStation, type Station } from './support/station.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

const VENDOR_KEY = `${APP_ID}:common_store/user`;

let station: Station;
let profile: Profile;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());
beforeEach(async () => {
  profile = await openProfile(station);
});
afterEach(() => profile?.close());

const login = ({ page }: Tab, token: string) =>
  page.evaluate((given) => client.login(given).then(() => undefined), token);
const vendorLogin = ({ page }: Tab, token: string) =>
  page.evaluate((given) => CometChat.login(given).then(() => undefined), token);
const storedByVendor = ({ page }: Tab) =>
  page.evaluate((key) => {
    const text = localStorage.getItem(key);
    return text === null ? null : JSON.parse(JSON.parse(text)).uid;
  }, VENDOR_KEY);
const stateOf = ({ page }: Tab) =>
  page.evaluate(() => {
    const state = client.session.getSnapshot();
    return state.status === 'signedIn' ? state.user.uid : state.status;
  });
/** The socket of a tab that has only one of both SDKs is not looked at. */
const ownCallSettled = ({ page }: Tab) => page.waitForTimeout(300);

test('a reload and a further tab send nothing but our check of the restored session', async () => {
  const one = await profile.openTab();
  await login(one, await profile.token('ann'));
  await expectAll([one], 'ann');
  await aMoment(one.page);
  profile.requests();
  await profile.reload(one);
  await expectAll([one], 'ann');
  await aMoment(one.page);
  expect(profile.requests()).toEqual(['GET /users/ann']);
  const two = await profile.openTab();
  await expectAll([one, two], 'ann');
  await aMoment(one.page);
  expect(profile.requests()).toEqual(['GET /users/ann']);
});

test('a reload with an empty status message sends no profile, and changes none', async () => {
  const one = await profile.openTab();
  await login(one, await profile.token('bo'));
  await expectAll([one], 'bo');
  // The service returns the empty text. The vendor's SDK does not store it.
  await one.page.evaluate(() => client.updateCurrentUserDetails({ statusMessage: '' }).then(() => undefined));
  await expectAll([one], 'bo');
  await profile.reload(one);
  await expectAll([one], 'bo');
  await aMoment(one.page);
  profile.requests();
  await profile.reload(one);
  await one.page.evaluate(() => {
    const changes: string[] = [];
    client.session.on('userUpdated', ({ changed, source }) => changes.push(`${changed.join()} by ${source}`));
    Object.assign(globalThis, { changes });
  });
  await expectAll([one], 'bo');
  await aMoment(one.page);
  expect(profile.requests()).toEqual(['GET /users/bo']);
  expect(await one.page.evaluate(() => (globalThis as unknown as { changes: string[] }).changes)).toEqual([]);
});

test('attaching after the vendor’s SDK was initialised works too', async () => {
  const one = await profile.openTab({ attach: 'after' });
  await login(one, await profile.token('ann'));
  await expectAll([one], 'ann');
  await profile.reload(one, { attach: 'after' });
  await expectAll([one], 'ann');
});

describe('a logout in a page without the vendor’s SDK', () => {
  test('is followed by the next page that attaches, before the vendor’s SDK restores its session', async () => {
    const one = await profile.openTab();
    await login(one, await profile.token('ann'));
    await expectAll([one], 'ann');
    await profile.reload(one, { oursOnly: true, attach: 'never' });
    await one.page.evaluate(() => client.logout());
    // A tab that does not attach removes nothing of the vendor's.
    expect(await storedByVendor(one)).toBe('ann');
    profile.requests();
    // The page looks at the vendor's storage when `init` is called.
    await profile.reload(one, { oursOnly: true });
    await expect.poll(() => storedByVendor(one)).toBe(null);
    await profile.reload(one);
    await expectAll([one], null);
    await aMoment(one.page);
    expect(profile.requests()).toEqual([]);
  });
});

describe('at the start, the side that changed since both agreed is followed', () => {
  async function agreedOnAnn(): Promise<Tab> {
    const tab = await profile.openTab();
    await login(tab, await profile.token('ann'));
    await expectAll([tab], 'ann');
    await aMoment(tab.page);
    return tab;
  }

  test('the vendor’s: logged out and in as another user', async () => {
    const tab = await agreedOnAnn();
    await profile.reload(tab, { vendorOnly: true, attach: 'never' });
    await tab.page.evaluate(() => CometChat.logout());
    await vendorLogin(tab, await profile.token('bo'));
    await ownCallSettled(tab);
    profile.requests();
    await profile.reload(tab, { providedToken: 'must-not-be-asked' });
    await expectAll([tab], 'bo');
    expect(await tab.page.evaluate(() => asked)).toBe(0);
    expect(profile.requests().filter((line) => line.startsWith('PUT'))).toEqual([]);
  });

  test('the vendor’s, before our client checks its own session: with adoptVendorSession', async () => {
    const tab = await agreedOnAnn();
    await profile.reload(tab, { vendorOnly: true, attach: 'never' });
    await tab.page.evaluate(() => CometChat.logout());
    await vendorLogin(tab, await profile.token('bo'));
    await ownCallSettled(tab);
    await profile.reload(tab, {
      client: { adoptVendorSession: true },
      providedToken: 'must-not-be-asked',
      oursOnly: true,
      attach: 'never',
    });
    expect(await stateOf(tab)).toBe('bo');
    await aMoment(tab.page);
    expect(await tab.page.evaluate(() => asked)).toBe(0);
  });

  test('the vendor’s: logged out', async () => {
    const tab = await agreedOnAnn();
    await profile.reload(tab, { vendorOnly: true, attach: 'never' });
    await tab.page.evaluate(() => CometChat.logout());
    await profile.reload(tab, { providedToken: 'must-not-be-asked' });
    await expectAll([tab], null);
    expect(await tab.page.evaluate(() => asked)).toBe(0);
  });

  test('ours: logged in as another user', async () => {
    const tab = await agreedOnAnn();
    await profile.reload(tab, { oursOnly: true, attach: 'never' });
    await login(tab, await profile.token('bo'));
    expect(await storedByVendor(tab)).toBe('ann');
    await profile.reload(tab);
    await expectAll([tab], 'bo');
  });

  test('ours, if both have changed', async () => {
    const tab = await agreedOnAnn();
    await profile.reload(tab, { vendorOnly: true, attach: 'never' });
    await tab.page.evaluate(() => CometChat.logout());
    await vendorLogin(tab, await profile.token('ann'));
    await ownCallSettled(tab);
    await profile.reload(tab, { oursOnly: true, attach: 'never' });
    await login(tab, await profile.token('bo'));
    await profile.reload(tab);
    await expectAll([tab], 'bo');
  });

  test('the vendor’s, if our side was never signed in', async () => {
    const tab = await profile.openTab({ vendorOnly: true, attach: 'never' });
    await vendorLogin(tab, await profile.token('ann'));
    await ownCallSettled(tab);
    await profile.reload(tab);
    await expectAll([tab], 'ann');
  });

  test('a dead session of the vendor’s is removed', async () => {
    const tab = await profile.openTab({ vendorOnly: true, attach: 'never' });
    await vendorLogin(tab, await profile.token('ann'));
    await ownCallSettled(tab);
    await profile.revoke('ann');
    await profile.reload(tab);
    await expectAll([tab], null);
  });

  test('what is remembered is part of our own stored value', async () => {
    const tab = await agreedOnAnn();
    const keys = await tab.page.evaluate(() => Object.keys(localStorage).filter((key) => !/^interop:/.test(key)));
    expect(keys).toEqual([`cometchat-users:v1:${APP_ID}:us`]);
    const stored = await tab.page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}'), keys[0] ?? '');
    expect(stored).toMatchObject({ v: 1, agreed: expect.stringMatching(/^[0-9a-f]{8}$/) });
  });
});

test('a vendor’s SDK of another app is never touched', async () => {
  const tab = await profile.openTab({ vendorOnly: true, attach: 'never' });
  const before = await tab.page.evaluate(async () => {
    await CometChat.init('other-app', new CometChat.AppSettingsBuilder().setRegion('us').build());
    localStorage.setItem('other-app:common_store/user', 'not ours');
    return Object.entries(localStorage)
      .filter(([key]) => key.startsWith('other-app'))
      .sort();
  });
  // `init` with another app leaves the storage under the prefix of the first one, so the page is loaded anew.
  await tab.page.reload();
  const after = await tab.page.evaluate(async () => {
    globalThis.client = ours.createClient({ appId: 'interop', region: 'us' });
    const chat = CometChat;
    await CometChat.init('other-app', new CometChat.AppSettingsBuilder().setRegion('us').build());
    globalThis.vendor = attachVendor(client, { chat });
    const result = await vendor.ready;
    await client.session.ready;
    const rows = Object.entries(localStorage).filter(([key]) => key === 'other-app:common_store/user');
    return { result, appId: CometChat.getAppId(), snapshot: vendor.getSnapshot(), rows };
  });
  expect(before).toContainEqual(['other-app:common_store/user', 'not ours']);
  expect(after).toMatchObject({ result: 'otherApp', appId: 'other-app', snapshot: undefined });
});
