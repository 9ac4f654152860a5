import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMoment, expectAll, openProfile, type Profile, partsOf, type Tab } from './support/beside.js';
import { openStation, type Station } from './support/station.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

let station: Station;
let profile: Profile;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

/** What our session has when a call of the vendor's side has resolved. */
const uidNow = () => {
  const state = client.session.getSnapshot();
  return state.status === 'signedIn' ? `${state.user.uid} ${state.user.name}` : state.status;
};
const exposeUid = ({ page }: Tab) => page.evaluate(`globalThis.uidNow = ${uidNow}`);

describe.each([
  ['the Chat SDK', false],
  ['the UI kit', true],
])('%s', (_, kit) => {
  let one: Tab;
  let two: Tab;
  beforeAll(async () => {
    profile = await openProfile(station, { kit });
    await profile.rename('ann', 'Ann');
    one = await profile.openTab({ providedToken: 'never' });
    two = await profile.openTab({ providedToken: 'never' });
    for (const tab of [one, two]) await exposeUid(tab);
  });
  afterAll(() => profile?.close());

  test('its own login, profile edit and logout are our session’s when they resolve, with no request more', async () => {
    profile.requests();
    const loggedIn = await one.page.evaluate(
      async ([isKit, key]) => {
        if (isKit) await CometChatUIKit.login('ann');
        else await CometChat.login('ann', key);
        return (globalThis as unknown as { uidNow(): string }).uidNow();
      },
      [kit, station.emulator.authKey] as const,
    );
    expect(loggedIn).toBe('ann Ann');
    await expectAll([one, two], 'ann', 'Ann');
    await aMoment(one.page);
    expect(profile.requests()).toEqual(['POST /users/ann/auth_tokens', 'PUT /me']);

    const edited = await one.page.evaluate(async () => {
      const user = new CometChat.User('ann');
      user.setName('Ann Lee');
      await CometChat.updateCurrentUserDetails(user);
      return (globalThis as unknown as { uidNow(): string }).uidNow();
    });
    expect(edited).toBe('ann Ann Lee');
    await expectAll([one, two], 'ann', 'Ann Lee');
    await aMoment(one.page);
    expect(profile.requests()).toEqual(['PUT /me']);

    const switched = await two.page.evaluate(async (key) => {
      await CometChat.login('bo', key);
      return (globalThis as unknown as { uidNow(): string }).uidNow();
    }, station.emulator.authKey);
    expect(switched).toBe('bo Bo');
    await expectAll([one, two], 'bo', 'Bo');
    await aMoment(one.page);
    expect(profile.requests()).toEqual(['POST /users/bo/auth_tokens', 'PUT /me']);

    // A click on logout revokes the token that both tabs share. No tab may take that for a revoked token.
    const out = await one.page.evaluate(async (isKit) => {
      if (isKit) await CometChatUIKit.logout();
      else await CometChat.logout();
      return (globalThis as unknown as { uidNow(): string }).uidNow();
    }, kit);
    expect(out).toBe('signedOut');
    await expectAll([one, two], null);
    await aMoment(one.page);
    expect(profile.requests()).toEqual(['DELETE /me']);
    for (const { page } of [one, two]) {
      expect(await page.evaluate(() => asked)).toBe(0);
      expect(await page.evaluate(() => warnings)).toEqual([]);
    }
  }, 90_000);
});

describe('a token that was revoked', () => {
  async function twoTabs(providedToken?: string) {
    const one = await profile.openTab({ ...(providedToken !== undefined && { providedToken }) });
    const two = await profile.openTab({ ...(providedToken !== undefined && { providedToken }) });
    return [one, two] as const;
  }

  test.each([
    ['the vendor’s side', 'vendor'],
    ['our side', 'ours'],
  ])(
    'asks the tokenProvider once over all tabs, if %s notices',
    async (_, who) => {
      profile = await openProfile(station);
      const first = await profile.token('ann');
      const renewed = await profile.token('ann');
      const [one, two] = await twoTabs(renewed);
      await one.page.evaluate((token) => client.login(token).then(() => undefined), first);
      await expectAll([one, two], 'ann');
      await aMoment(one.page);
      await revokeOnly(first);
      profile.requests();
      const noticed = await one.page.evaluate(
        (side) =>
          (side === 'vendor' ? CometChat.getUser('bo') : client.getUser('bo')).then(
            () => 'read',
            ({ code }) => code,
          ),
        who,
      );
      // The request of the vendor's SDK that noticed rejects all the same.
      expect(noticed).toBe(who === 'vendor' ? 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' : 'read');
      await expect.poll(async () => (await partsOf(two)).token).toBe(renewed);
      await expectAll([one, two], 'ann');
      await aMoment(one.page);
      const asked = await Promise.all([one, two].map(({ page }) => page.evaluate(() => globalThis.asked)));
      expect(asked.reduce((sum, count) => sum + count)).toBe(1);
      // Our login with the new token, and the vendor's. If the vendor's side noticed, our side asked the service first.
      const expected = who === 'vendor' ? ['GET /users/bo', 'GET /users/ann', 'PUT /me', 'PUT /me'] : [];
      const requests = profile.requests();
      if (who === 'vendor') expect(requests).toEqual(expected);
      else expect(requests.sort()).toEqual(['GET /users/bo', 'GET /users/bo', 'PUT /me', 'PUT /me']);
      await profile.close();
    },
    90_000,
  );

  test('signs both sides out without a tokenProvider', async () => {
    profile = await openProfile(station);
    const [one, two] = await twoTabs();
    await one.page.evaluate((token) => client.login(token).then(() => undefined), await profile.token('ann'));
    await expectAll([one, two], 'ann');
    await profile.revoke('ann');
    await two.page.evaluate(() => CometChat.getUser('bo').catch(() => undefined));
    await expectAll([one, two], null);
    await profile.close();
  }, 60_000);
});

/** Revokes one token, as the user's own logout elsewhere would. */
async function revokeOnly(token: string): Promise<void> {
  const url = 'https://interop.apiclient-us.cometchat.io/v3.0/me';
  const response = await station.emulator.fetch(new Request(url, { method: 'DELETE', headers: { authtoken: token } }));
  if (!response.ok) throw new Error(await response.text());
}
