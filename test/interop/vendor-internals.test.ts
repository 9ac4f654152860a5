import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProfile, type Profile, type Tab } from './support/beside.js';
import { APP_ID, openStation, type Station } from './support/station.js';

// The internals of the vendor's Chat SDK 4.2.0 and UI kit React 7 that `attachVendor` uses. Each is a row in docs/fidelity.md. If a newer
// version of the vendor's fails here, `attachVendor` does not work with it.
declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

let station: Station;
let profile: Profile;
let tab: Tab;
let page: Page;
beforeAll(async () => {
  station = await openStation();
  profile = await openProfile(station, { kit: true, focus: true });
  tab = await profile.openTab({ vendorOnly: true, attach: 'never' });
  page = tab.page;
});
afterAll(() => station?.close());

const vendorLogin = (on: Page, token: string) =>
  on.evaluate((given) => CometChat.login(given).then(() => undefined), token);
const token = (on: Page) => on.evaluate((appId) => CometChat.getInstance(appId).getAuthToken() ?? null, APP_ID);

test('the functions that are wrapped are own, writable and configurable, and the kit calls through them', async () => {
  const descriptors = await page.evaluate(() =>
    (['login', 'logout', 'updateCurrentUserDetails', 'init', 'initFromSettings'] as const).map((name) => {
      const { writable, configurable } = Object.getOwnPropertyDescriptor(CometChat, name) ?? {};
      return writable === true && configurable === true;
    }),
  );
  expect(descriptors).toEqual([true, true, true, true, true]);
  const calls = await page.evaluate(async () => {
    const seen: string[] = [];
    const owner = CometChat as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const before = { login: owner.login, logout: owner.logout };
    for (const name of ['login', 'logout'] as const) {
      owner[name] = (...args) => {
        seen.push(name);
        return (before[name] as (...args: unknown[]) => Promise<unknown>).apply(CometChat, args);
      };
    }
    await CometChatUIKit.login('ann');
    await CometChatUIKit.logout();
    Object.assign(CometChat, before);
    return seen;
  });
  expect(calls).toEqual(['login', 'logout']);
});

test('getAppId is undefined before init; getInstance(appId).getAuthToken() is the token in memory', async () => {
  const fresh = await profile.openTab({ vendorOnly: true, oursOnly: true, attach: 'never' });
  expect(await fresh.page.evaluate(() => [CometChat.getAppId(), CometChat.isInitialized()])).toEqual([
    undefined,
    false,
  ]);
  expect(await page.evaluate(() => [CometChat.getAppId(), CometChat.isInitialized()])).toEqual([APP_ID, true]);
  const given = await profile.token('ann');
  await vendorLogin(page, given);
  expect(await token(page)).toBe(given);
  await fresh.page.close();
});

test('the stored session is JSON in a JSON text, under the key that we read', async () => {
  const stored = await page.evaluate(
    (key) => JSON.parse(JSON.parse(localStorage.getItem(key) ?? '')),
    `${APP_ID}:common_store/user`,
  );
  expect(stored).toMatchObject({ uid: 'ann', authToken: await token(page) });
});

test('login with another token switches the user; login with the stored token sends nothing, and opens no socket', async () => {
  const bo = await profile.token('bo');
  profile.requests();
  await vendorLogin(page, bo);
  expect([await token(page), profile.requests()]).toEqual([bo, ['PUT /me']]);
  await expect.poll(() => tab.socketUid()).toBe('bo');
  // Another tab has the focus too, so that the vendor's own code for tabs does not run there.
  const other = await profile.openTab({ vendorOnly: true, attach: 'never' });
  await expect.poll(() => other.socketUid()).toBe('bo');
  const ann = await profile.token('ann');
  await vendorLogin(page, ann);
  expect(await token(other.page)).toBe(bo);
  profile.requests();
  await vendorLogin(other.page, ann);
  expect([await token(other.page), profile.requests()]).toEqual([ann, []]);
  expect(other.socketUid()).toBe('bo');
  await other.page.evaluate(() => {
    CometChat.disconnect();
    CometChat.connect();
  });
  await expect.poll(() => other.socketUid()).toBe('ann');
  await other.page.close();
});

test('updateCurrentUserDetails(new User(uid)) reads the profile anew, with one request', async () => {
  await profile.rename('ann', 'Ann of the service');
  profile.requests();
  const name = await page.evaluate(async () =>
    (await CometChat.updateCurrentUserDetails(new CometChat.User('ann'))).getName(),
  );
  expect([name, profile.requests()]).toEqual(['Ann of the service', ['PUT /me']]);
  await profile.rename('ann', 'Ann');
});

test('the kit listens to the SDK after a login of its own; loginWithAuthToken with the token at hand sends nothing', async () => {
  await profile.reload(tab, { vendorOnly: true, attach: 'never' });
  await page.evaluate(
    (appId) =>
      CometChat.getInstance(appId)
        .internalLogout()
        .then(() => undefined),
    APP_ID,
  );
  await profile.reload(tab, { vendorOnly: true, attach: 'never' });
  const ann = await profile.token('ann');
  const kitUid = () => page.evaluate(() => CometChatUIKit.getLoggedInUser()?.getUid() ?? null);
  await vendorLogin(page, ann);
  expect(await kitUid()).toBe(null);
  profile.requests();
  await page.evaluate((given) => CometChatUIKit.loginWithAuthToken(given).then(() => undefined), ann);
  expect([await kitUid(), profile.requests()]).toEqual(['ann', []]);
  await vendorLogin(page, await profile.token('bo'));
  expect(await kitUid()).toBe('bo');
});

test('internalLogout logs out without a request, and removes the stored user; logoutSuccess is told', async () => {
  profile.requests();
  const told = await page.evaluate(async (appId) => {
    const events: string[] = [];
    CometChat.addLoginListener('pin', new CometChat.LoginListener({ logoutSuccess: () => events.push('out') }));
    await CometChat.getInstance(appId).internalLogout();
    CometChat.removeLoginListener('pin');
    return [events, localStorage.getItem(`${appId}:common_store/user`)];
  }, APP_ID);
  expect(told).toEqual([['out'], null]);
  expect([await token(page), profile.requests()]).toEqual([null, []]);
});

test('appSettings.establishSocketConnection says whether the app wants a socket', async () => {
  const wanted = await page.evaluate(
    () =>
      (CometChat as unknown as { appSettings: { establishSocketConnection: boolean } }).appSettings
        .establishSocketConnection,
  );
  expect(wanted).toBe(true);
});
