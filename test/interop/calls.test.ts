import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP_ID, openStation, type Station } from './support/station.js';

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

test('the Calls SDK gets a call token with the auth token of our login', async () => {
  const visit = await station.visit('/calls');
  const { call, own } = await visit.page.evaluate(
    async ([appId, authKey]) => {
      const client = createClient({ appId, region: 'us' });
      const user = await client.login({ uid: 'ann', authKey });
      const settings = new CometChatCalls.CallAppSettingsBuilder().setAppId(appId).setRegion('us').build();
      await CometChatCalls.init(settings);
      const { token } = await CometChatCalls.generateToken('session-1', user.getAuthToken());
      return { call: token, own: await client.generateCallToken('session-1') };
    },
    [APP_ID, station.emulator.authKey] as const,
  );
  const payloads = [call, own.token].map((token) =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
  );
  for (const payload of payloads)
    expect(payload).toMatchObject({
      appId: APP_ID,
      region: 'us',
      sessionId: 'session-1',
      user: { uid: 'ann', name: 'Ann' },
    });
  expect(station.requests()).toEqual([
    `POST https://${APP_ID}.api-us.cometchat.io/v3.0/users/ann/auth_tokens`,
    `PUT https://${APP_ID}.apiclient-us.cometchat.io/v3.0/me`,
    `POST https://${APP_ID}.call-us.cometchat.io/v3.0/call_tokens`,
    `POST https://${APP_ID}.call-us.cometchat.io/v3.0/call_tokens`,
  ]);
  expect(visit.problems).toEqual([]);
  await visit.close();
});
