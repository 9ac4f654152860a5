import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_ID, openStation, type Station, tokenFor, type Visit } from './support/station.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

const CLIENT = 'https://interop.apiclient-us.cometchat.io/v3.0';

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

type Mode = 'local' | 'session';

/** Logs in as an app does that uses the vendor's Chat SDK, without a socket and its telemetry. */
async function loginWithVendor(uid: string, mode: Mode): Promise<{ visit: Visit; token: string }> {
  const visit = await station.visit('/chat');
  const token = await tokenFor(station.emulator, uid);
  await visit.page.evaluate(
    async ([appId, token, mode]) => {
      const settings = new CometChat.AppSettingsBuilder()
        .setRegion('us')
        .autoEstablishSocketConnection(false)
        .setStorageMode(CometChat.StorageMode[mode === 'local' ? 'LOCAL' : 'SESSION'])
        .build();
      await CometChat.init(appId, settings);
      await CometChat.login(token);
    },
    [APP_ID, token, mode] as const,
  );
  return { visit, token };
}

/** Opens the page of the same app whose import line was changed, in the same tab. */
async function openFacade({ page }: Visit): Promise<void> {
  await page.goto(new URL('/facade', page.url()).href);
}

/** Starts our facade with the same settings. Returns the uid of the logged-in user. */
const init = ({ page }: Visit, mode: Mode, adopt?: boolean): Promise<string | null> =>
  page.evaluate(
    async ([appId, mode, adopt]) => {
      const { CometChat } = ours;
      const builder = new CometChat.AppSettingsBuilder()
        .setRegion('us')
        .autoEstablishSocketConnection(false)
        .setStorageMode(CometChat.StorageMode[mode === 'local' ? 'LOCAL' : 'SESSION']);
      if (adopt !== undefined) builder.adoptVendorSession(adopt);
      await CometChat.init(appId, builder.build());
      return (await CometChat.getLoggedinUser())?.getUid() ?? null;
    },
    [APP_ID, mode, adopt] as const,
  );

describe('A page whose import line was changed from the vendor’s Chat SDK to ours', () => {
  test.each<Mode>(['local', 'session'])('has the same user, with storage mode %s, by one request', async (mode) => {
    const { visit, token } = await loginWithVendor('ann', mode);
    await openFacade(visit);
    station.requests();
    expect(await init(visit, mode)).toBe('ann');
    expect(await visit.page.evaluate(() => ours.CometChatCalls.getUserAuthToken())).toBe(token);
    await expect.poll(() => station.requests(), { timeout: 5_000 }).toEqual([`GET ${CLIENT}/users/ann`]);
    expect(station.emulator.users.authTokens('ann')).toContain(token);
    // The next page load has our own stored session, and asks once more.
    await visit.page.reload();
    expect(await init(visit, mode)).toBe('ann');
    await expect.poll(() => station.requests(), { timeout: 5_000 }).toEqual([`GET ${CLIENT}/users/ann`]);
    expect(visit.problems).toEqual([]);
    await visit.close();
  });

  test('takes over nothing if the app turned that off', async () => {
    const { visit } = await loginWithVendor('ann', 'local');
    await openFacade(visit);
    station.requests();
    expect(await init(visit, 'local', false)).toBeNull();
    expect(station.requests()).toEqual([]);
    await visit.close();
  });

  test('after a logout, the vendor’s stored user does not come back', async () => {
    const { visit, token } = await loginWithVendor('bo', 'local');
    await openFacade(visit);
    expect(await init(visit, 'local')).toBe('bo');
    await visit.page.evaluate(() => ours.CometChat.logout());
    expect(station.emulator.users.authTokens('bo')).not.toContain(token);
    await visit.page.reload();
    station.requests();
    expect(await init(visit, 'local')).toBeNull();
    expect(station.requests()).toEqual([]);
    await visit.close();
  });
});

test('the constants and the settings are the vendor’s', async () => {
  const visit = await station.visit('/chat');
  const vendors = await visit.page.evaluate(() => {
    const settings = new CometChat.AppSettingsBuilder()
      .subscribePresenceForRoles(['a'])
      .setRegion('us')
      .enableAutoJoinForGroups(false)
      .autoEstablishSocketConnection(false)
      .build();
    const { REGION_PRIVATE: _, ...constants } = { ...CometChat.AppSettings };
    const read = [
      settings.getSubscriptionType(),
      settings.getRoles(),
      settings.getRegion(),
      settings.getIsAutoJoinEnabled(),
      settings.shouldAutoEstablishSocketConnection(),
      settings.getStorageMode(),
    ];
    const { USER_STATUS, StorageMode, SORT_BY, SORT_ORDER } = CometChat;
    return { constants, read, USER_STATUS, StorageMode, SORT_BY, SORT_ORDER };
  });
  await openFacade(visit);
  const own = await visit.page.evaluate(() => {
    const { CometChat } = ours;
    const settings = new CometChat.AppSettingsBuilder()
      .subscribePresenceForRoles(['a'])
      .setRegion('us')
      .enableAutoJoinForGroups(false)
      .autoEstablishSocketConnection(false)
      .build();
    const read = [
      settings.getSubscriptionType(),
      settings.getRoles(),
      settings.getRegion(),
      settings.getIsAutoJoinEnabled(),
      settings.shouldAutoEstablishSocketConnection(),
      settings.getStorageMode(),
    ];
    const constants = { ...CometChat.AppSettings };
    const { USER_STATUS, StorageMode, SORT_BY, SORT_ORDER } = CometChat;
    return { constants, read, USER_STATUS, StorageMode, SORT_BY, SORT_ORDER };
  });
  expect(own).toEqual(vendors);
  await visit.close();
});
