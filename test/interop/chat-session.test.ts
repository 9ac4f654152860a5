import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStation, type Station, tokenFor } from './support/station.js';
import { enterAs, init } from './support/steps.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

const CLIENT = 'https://interop.apiclient-us.cometchat.io/v3.0';
const READY = '< {"type":"auth","body":{"code":"200","status":"OK"}}';

/** The vendor's SDK sends this request five seconds after a login; an unexpected response is an unhandled rejection. */
const TELEMETRY = `POST ${CLIENT}/user_sessions`;

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

test('logs in with a token and out again, which revokes it', async () => {
  const visit = await station.visit('/chat');
  await init(visit);
  const token = await tokenFor(station.emulator, 'ann');
  station.requests();
  const uid = await visit.page.evaluate(async (token) => (await CometChat.login(token)).getUid(), token);
  expect(uid).toBe('ann');
  // Before that, the SDK itself rejects its telemetry, because there is no user.
  await expect.poll(() => station.emulator.requests.at(-1)?.url, { timeout: 15_000 }).toContain('/user_sessions');
  await visit.page.evaluate(() => CometChat.logout());
  expect(await visit.page.evaluate(() => CometChat.getLoggedinUser())).toBeNull();
  expect(station.emulator.users.authTokens('ann')).toEqual([]);
  expect(station.requests()).toEqual([`PUT ${CLIENT}/me`, TELEMETRY, `DELETE ${CLIENT}/me`]);
  await expect.poll(() => visit.frames.at(-1)).toBe('closed');
  expect(visit.problems).toEqual([]);
  await visit.close();
});

test('a reload restores the session without a request, and opens the socket again', async () => {
  const visit = await station.visit('/chat');
  await init(visit);
  await enterAs(visit, 'kevin', station.emulator.authKey);
  await expect.poll(() => visit.frames, { timeout: 10_000 }).toContain(READY);
  station.requests();
  for (const round of [2, 3]) {
    await visit.page.reload();
    await init(visit);
    const uid = await visit.page.evaluate(async () => (await CometChat.getLoggedinUser())?.getUid());
    expect(uid).toBe('kevin');
    await expect.poll(() => visit.frames.filter((line) => line === READY), { timeout: 10_000 }).toHaveLength(round);
  }
  expect(station.requests().filter((line) => line !== TELEMETRY)).toEqual([]);
  expect(await visit.page.evaluate(async () => (await CometChat.getUser('ann')).getUid())).toBe('ann');
  expect(visit.problems).toEqual([]);
  await visit.close();
});

test('the socket connects, its pings get responses, and nothing is retried', async () => {
  const visit = await station.visit('/chat');
  await visit.page.evaluate(() => {
    const events: string[] = [];
    Object.assign(globalThis, { events });
    CometChat.addConnectionListener(
      'test',
      new CometChat.ConnectionListener({
        onConnected: () => events.push('connected'),
        onDisconnected: () => events.push('disconnected'),
      }),
    );
  });
  await init(visit);
  await enterAs(visit, 'pinger', station.emulator.authKey);
  station.requests();
  const pongs = () => visit.frames.filter((line) => line === '< {"action":"pong"}');
  await expect.poll(pongs, { timeout: 45_000, interval: 200 }).toHaveLength(2);
  const state = await visit.page.evaluate(() => [
    CometChat.getConnectionStatus(),
    (globalThis as unknown as { events: string[] }).events,
  ]);
  expect(state).toEqual(['connected', ['connected']]);
  expect(visit.frames[0]).toBe('open wss://interop.websocket-us.cometchat.io/');
  expect(visit.frames).toHaveLength(7);
  expect(station.requests()).toEqual([TELEMETRY]);
  expect(visit.problems).toEqual([]);
  await visit.close();
}, 90_000);

test('continues at the hosts of overrideAdminHost and overrideClientHost', async () => {
  const visit = await station.visit('/chat');
  await init(visit, station.host);
  await enterAs(visit, 'wanda', station.emulator.authKey);
  expect(await visit.page.evaluate(async () => (await CometChat.getUser('ann')).getUid())).toBe('ann');
  await expect.poll(() => visit.frames, { timeout: 10_000 }).toContain(READY);
  const base = `https://${station.host}/v3.0`;
  expect(station.requests()).toEqual([
    `POST ${base}/users`,
    `POST ${base}/users/wanda/auth_tokens`,
    `PUT ${base}/me`,
    `GET ${base}/users/ann`,
  ]);
  expect(visit.frames[0]).toBe(`open wss://${station.host}/`);
  expect(visit.problems).toEqual([]);
  await visit.close();
});
