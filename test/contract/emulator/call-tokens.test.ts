import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { failure, invalid, start, stoppedClock } from './emulator-support.js';

const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

describe('POST /call_tokens', () => {
  test('signs the user and the call', async () => {
    const { call, tokenOf, emulator } = await start({ clock: stoppedClock(1_700_000_000).clock });
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bø 🎉' } });
    const token = await tokenOf('bo');
    const { status, json } = await call('POST', '/v3.0/call_tokens', { as: { token }, body: { sessionId: 'room/1' } });
    expect(status).toBe(200);
    expect(Object.keys(json.data)).toEqual(['token']);
    const [header, payload, signature] = json.data.token.split('.');
    expect(decode(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decode(payload)).toStrictEqual({
      appId: emulator.appId,
      region: 'us',
      authToken: token,
      user: { uid: 'bo', name: 'Bø 🎉' },
      sessionId: 'room/1',
      iat: 1_700_000_000,
    });
    const expected = createHmac('sha256', emulator.apiKey).update(`${header}.${payload}`).digest('base64url');
    expect(signature).toBe(expected);
  });

  test('takes app and region from the calls host, and the app from the token alone', async () => {
    const { emulator, url } = await start();
    const tokenFor = async (host: string, path: string, init: RequestInit) => {
      const response = await emulator.fetch(new Request(`${host}${path}`, { method: 'POST', ...init }));
      return ((await response.json()) as { data: Record<string, string> }).data;
    };
    const apikey = emulator.authKey;
    const made = await tokenFor(url, '/v3/users/cometchat-uid-1/auth_tokens', {
      headers: { apikey, appid: 'App-One' },
    });
    const init = {
      headers: { authtoken: made.authToken ?? '', 'content-type': 'application/json' },
      body: '{"sessionId":"s","passthrough":"p"}',
    };
    const bare = await tokenFor(url, '/v3.0/call_tokens', init);
    expect(decode(bare.token?.split('.')[1])).toMatchObject({ appId: 'App-One', region: 'us', passthrough: 'p' });
    const hosted = await tokenFor('https://app-one.call-in.cometchat.io', '/v3.0/call_tokens', init);
    expect(decode(hosted.token?.split('.')[1])).toMatchObject({
      appId: 'App-One',
      region: 'in',
      user: { avatar: expect.stringContaining('cometchat-uid-1.webp') },
    });
  });

  test.each([[undefined], [{}], [{ sessionId: '' }], [{ sessionId: 7 }]])('refuses %j', async (body) => {
    const { call, tokenOf } = await start();
    const as = { token: await tokenOf('cometchat-uid-1') };
    expect(await call('POST', '/v3/call_tokens', { as, body })).toMatchObject(invalid('sessionId'));
  });

  test('GET is not served', async () => {
    const { call, tokenOf } = await start();
    const as = { token: await tokenOf('cometchat-uid-1') };
    expect(await call('GET', '/v3/call_tokens', { as })).toMatchObject(failure(404, 'ERR_API_NOT_FOUND'));
  });
});
