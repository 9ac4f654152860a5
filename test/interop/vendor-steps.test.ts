import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMoment, expectAll, openProfile, type Profile, type Tab } from './support/beside.js';
import { openStation, type Station } from './support/station.js';

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

const login = ({ page }: Tab, token: string) =>
  page.evaluate((given) => client.login(given).then(() => undefined), token);

describe.each([
  ['the Chat SDK alone, without focus', { kit: false, focus: false }],
  ['the Chat SDK alone, with focus', { kit: false, focus: true }],
  ['the UI kit, without focus', { kit: true, focus: false }],
])('%s, in two tabs', (_, setup) => {
  let profile: Profile;
  let one: Tab;
  let two: Tab;
  beforeAll(async () => {
    profile = await openProfile(station, setup);
    await profile.rename('ann', 'Ann');
    one = await profile.openTab();
    two = await profile.openTab();
    profile.requests();
  });
  afterAll(() => profile?.close());

  test('our login, profile edit, switch and logout reach all parts, with one request more each; a logout with none', async () => {
    await login(one, await profile.token('ann'));
    await expectAll([one, two], 'ann', 'Ann');
    await aMoment(one.page);
    expect(profile.requests()).toEqual(['POST /users/ann/auth_tokens', 'PUT /me', 'PUT /me']);

    await one.page.evaluate(() => client.updateCurrentUserDetails({ name: 'Ann Lee' }).then(() => undefined));
    await expectAll([one, two], 'ann', 'Ann Lee');
    await aMoment(one.page);
    expect(profile.requests()).toEqual(['PUT /me', 'PUT /me']);

    await login(two, await profile.token('bo'));
    await expectAll([one, two], 'bo', 'Bo');
    await aMoment(one.page);
    expect(profile.requests()).toEqual(['POST /users/bo/auth_tokens', 'PUT /me', 'PUT /me']);

    await two.page.evaluate(() => client.logout());
    await expectAll([one, two], null);
    await aMoment(one.page);
    expect(profile.requests()).toEqual(['DELETE /me']);
    for (const { page } of [one, two]) expect(await page.evaluate(() => warnings)).toEqual([]);
  }, 90_000);
});
