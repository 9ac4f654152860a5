import { describe, expect, test } from 'vitest';
import { failure, invalid, start, stoppedClock } from './emulator-support.js';

const LOGIN = { platform: 'WEB', deviceId: 'd-1', appInfo: { version: 'v4.2.0', userAgent: 'Agent/1' } };
const GONE = failure(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');

describe('PUT /me as a login', () => {
  test('returns the user and the settings of a client', async () => {
    const { call, tokenOf, url, emulator } = await start({ clock: stoppedClock(1_700_000_000).clock });
    const token = await tokenOf('cometchat-uid-1');
    const { status, json } = await call('PUT', '/v3.0/me', { as: { token }, body: LOGIN });
    expect(status).toBe(200);
    const { authToken, wsChannel, jwt, fat, settings, ...user } = json.data;
    expect(user).toStrictEqual(emulator.users.get('cometchat-uid-1'));
    expect(user).toMatchObject({ uid: 'cometchat-uid-1', status: 'available', lastActiveAt: 1_700_000_000 });
    expect(authToken).toBe(token);
    expect(wsChannel).toEqual({ identity: expect.stringContaining('cometchat-uid-1') });
    expect(jwt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]*$/);
    expect(fat).toMatch(/^[0-9a-f]{40}$/);
    const { host, hostname, port } = new URL(url);
    expect(settings).toMatchObject({
      ADMIN_API_HOST: host,
      CLIENT_API_HOST: host,
      CHAT_API_VERSION: 'v3.0',
      CHAT_HOST: hostname,
      CHAT_WSS_PORT: port,
      APP_VERSION: expect.any(String),
      ANALYTICS_PING_DISABLED: true,
    });
  });

  test('keeps a client on a CometChat host on the CometChat hosts of that app', async () => {
    const { emulator } = await start();
    const call = (url: string, init: RequestInit) => emulator.fetch(new Request(url, init));
    const apiHost = 'app1.api-eu.cometchat.io';
    const made = await call(`https://${apiHost}/v3/users/cometchat-uid-1/auth_tokens`, {
      method: 'POST',
      headers: { apikey: emulator.authKey },
    });
    const { data } = (await made.json()) as { data: { authToken: string } };
    const entered = await call('https://app1.apiclient-eu.cometchat.io/v3.0/me', {
      method: 'PUT',
      headers: { authtoken: data.authToken, 'content-type': 'application/json' },
      body: JSON.stringify(LOGIN),
    });
    expect(await entered.json()).toMatchObject({
      data: {
        settings: {
          ADMIN_API_HOST: apiHost,
          CLIENT_API_HOST: 'app1.apiclient-eu.cometchat.io',
          CHAT_HOST: 'app1.websocket-eu.cometchat.io',
          CHAT_WSS_PORT: '443',
        },
      },
    });
  });

  test('stores the data of the client with its token', async () => {
    const { call, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    await call('PUT', '/v3/me', { as: { token }, body: LOGIN });
    const { json } = await call('GET', `/v3/users/cometchat-uid-1/auth_tokens/${token}`);
    expect(json.data).toMatchObject({
      platform: 'WEB',
      userAgent: 'Agent/1',
      appInfo: JSON.stringify(LOGIN.appInfo),
    });
  });

  test('changes no profile field', async () => {
    const { call, tokenOf, emulator } = await start();
    const token = await tokenOf('cometchat-uid-1');
    await call('PUT', '/v3/me', { as: { token }, body: { ...LOGIN, name: 'Other' } });
    expect(emulator.users.get('cometchat-uid-1')).toMatchObject({ name: 'Andrew Joseph' });
    expect(emulator.users.get('cometchat-uid-1')).not.toHaveProperty('updatedAt');
  });

  test('refuses login fields with wrong types', async () => {
    const { call, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    const reply = await call('PUT', '/v3/me', { as: { token }, body: { platform: 1, appInfo: 'x' } });
    expect(reply).toMatchObject(invalid('platform', 'appInfo'));
  });
});

describe('PUT /me as an update', () => {
  test('an empty body is neither a login nor an update', async () => {
    const { call, tokenOf, emulator } = await start();
    const before = emulator.users.get('cometchat-uid-1');
    const token = await tokenOf('cometchat-uid-1');
    expect(await call('PUT', '/v3/me', { as: { token } })).toMatchObject({ status: 200, json: { data: before } });
    expect(emulator.users.get('cometchat-uid-1')).toStrictEqual(before);
  });

  test('changes the own profile only, with any uid', async () => {
    const time = stoppedClock(1_700_000_000);
    const { call, tokenOf, emulator } = await start({ clock: time.clock });
    const token = await tokenOf('cometchat-uid-1');
    const others = emulator.users.list().slice(1);
    time.advance(9);
    const body = {
      // The fields that the vendor's SDK sends of every user.
      hasBlockedMe: false,
      blockedByMe: false,
      deactivatedAt: 0,
      uid: 'cometchat-uid-2',
      status: 'online',
      lastActiveAt: 1,
      authToken: 'other',
      name: 'Andy',
      metadata: { '@private': { email: 'a@example.com' } },
      tags: ['x'],
    };
    const { status, json } = await call('PUT', '/v3.0/me', { as: { token }, body });
    expect(status).toBe(200);
    expect(json.data).toMatchObject({
      uid: 'cometchat-uid-1',
      name: 'Andy',
      metadata: body.metadata,
      tags: ['x'],
      authToken: token,
      updatedAt: 1_700_000_009,
      settings: { CHAT_API_VERSION: 'v3.0' },
    });
    expect(json.data).not.toHaveProperty('deactivatedAt');
    expect(json.data).not.toHaveProperty('lastActiveAt');
    expect(emulator.users.list().slice(1)).toEqual(others);
  });

  test('does not change the role, and does not complain', async () => {
    const { call, tokenOf, emulator } = await start({ roles: ['admin'] });
    const token = await tokenOf('cometchat-uid-1');
    for (const role of ['admin', 'ghost', null]) {
      expect((await call('PUT', '/v3/me', { as: { token }, body: { role, name: 'Andy' } })).status).toBe(200);
    }
    expect(emulator.users.get('cometchat-uid-1')).toMatchObject({ role: 'default', name: 'Andy' });
  });

  test('refuses the same as an update with a key', async () => {
    const { call, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    const body = { name: ' ', avatar: null, tags: 'x', unset: ['name'] };
    const reply = await call('PUT', '/v3/me', { as: { token }, body });
    expect(reply).toMatchObject(invalid('name', 'avatar', 'tags', 'unset'));
  });
});

describe('DELETE /me', () => {
  test('revokes the token of the request, and no other', async () => {
    const { call, tokenOf, emulator } = await start();
    const [token, other] = [await tokenOf('cometchat-uid-1'), await tokenOf('cometchat-uid-1')];
    const out = await call('DELETE', '/v3.0/me', { as: { token } });
    expect(out).toMatchObject({ status: 200, json: { data: { success: true, message: expect.any(String) } } });
    expect(await call('DELETE', '/v3.0/me', { as: { token } })).toMatchObject(GONE);
    expect(await call('PUT', '/v3.0/me', { as: { token }, body: LOGIN })).toMatchObject(GONE);
    expect(emulator.users.authTokens('cometchat-uid-1')).toEqual([other]);
  });

  test('a user is available until the last client has logged out', async () => {
    const { call, tokenOf, emulator } = await start();
    const status = () => emulator.users.get('cometchat-uid-1')?.status;
    const [one, two, unused] = [
      await tokenOf('cometchat-uid-1'),
      await tokenOf('cometchat-uid-1'),
      await tokenOf('cometchat-uid-1'),
    ];
    expect(status()).toBe('offline');
    for (const token of [one, two]) await call('PUT', '/v3/me', { as: { token }, body: LOGIN });
    expect(status()).toBe('available');
    await call('DELETE', '/v3/me', { as: { token: one } });
    expect(status()).toBe('available');
    await call('DELETE', '/v3/me', { as: { token: two } });
    expect(status()).toBe('offline');
    expect(emulator.users.authTokens('cometchat-uid-1')).toEqual([unused]);
  });
});

describe('callers with an auth token', () => {
  test.each([
    ['PUT', '/v3/me'],
    ['DELETE', '/v3/me'],
    ['POST', '/v3/call_tokens'],
  ])('%s %s needs one', async (method, path) => {
    const { call, emulator } = await start();
    const missing = failure(401, 'AUTH_ERR_EMPTY_AUTH_TOKEN');
    expect(await call(method, path, { as: 'nobody' })).toMatchObject(missing);
    expect(await call(method, path, { as: { token: '' } })).toMatchObject(missing);
    expect(await call(method, path, { as: 'apiKey' })).toMatchObject(missing);
    const unknown = await call(method, path, { as: { token: 'bo_1' } });
    expect(unknown).toMatchObject(GONE);
    expect(unknown.json.error.message).toContain('bo_1');
    expect(await call(method, path, { as: { token: emulator.apiKey } })).toMatchObject(GONE);
  });

  test('a deactivated user is not found, and its old token works after a reactivation', async () => {
    const { call, tokenOf, emulator } = await start();
    const token = await tokenOf('cometchat-uid-1');
    await call('PUT', '/v3/me', { as: { token }, body: LOGIN });
    await call('DELETE', '/v3/users', { body: { uidsToDeactivate: ['cometchat-uid-1'] } });
    expect(emulator.users.get('cometchat-uid-1')?.status).toBe('offline');
    for (const method of ['PUT', 'DELETE']) {
      const reply = await call(method, '/v3/me', { as: { token }, body: LOGIN });
      expect(reply).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
    }
    await call('PUT', '/v3/users', { body: { uidsToActivate: ['cometchat-uid-1'] } });
    expect((await call('PUT', '/v3/me', { as: { token }, body: LOGIN })).status).toBe(200);
  });

  test('a member sees only its own private metadata', async () => {
    const { call, tokenOf } = await start();
    const metadata = { '@private': { pin: 1 }, public: true };
    for (const uid of ['ann', 'bo']) await call('POST', '/v3/users', { body: { uid, name: uid, metadata } });
    const as = { token: await tokenOf('ann') };
    expect((await call('GET', '/v3.0/users/ANN', { as })).json.data.metadata).toEqual(metadata);
    expect((await call('GET', '/v3.0/users/bo', { as })).json.data.metadata).toEqual({ public: true });
    expect((await call('PUT', '/v3.0/me', { as, body: LOGIN })).json.data.metadata).toEqual(metadata);
    expect((await call('GET', '/v3/users/bo')).json.data.metadata).toEqual(metadata);
  });

  test('does not find users that do not exist', async () => {
    const { call, tokenOf } = await start();
    const as = { token: await tokenOf('cometchat-uid-1') };
    expect(await call('GET', '/v3/users/nobody', { as })).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
  });

  test.each(['/user_sessions', '/ping'])(
    "telemetry of the vendor's SDK to %s is accepted from anybody",
    async (path) => {
      const { call } = await start();
      const reply = await call('POST', `/v3.0${path}`, { as: 'nobody', body: { sessionId: 'x', data: {} } });
      expect(reply).toMatchObject({ status: 200, json: { data: { success: true } } });
    },
  );

  test("a browser may send the token of the vendor's telemetry", async () => {
    const { url } = await start();
    const preflight = await fetch(`${url}/v3.0/ping`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'appid,authorization,authtoken' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('appid, authorization, authtoken');
  });
});

describe('GET /me', () => {
  test('returns the own user, private metadata too, and is neither a login nor a new token', async () => {
    const { call, tokenOf, emulator } = await start({
      users: [{ uid: 'ann', name: 'Ann', metadata: { '@private': { email: 'a@b.c' } } }],
    });
    const as = { token: await tokenOf('ann') };
    const { status, json } = await call('GET', '/v3.0/me', { as });
    expect([status, json.data]).toEqual([200, emulator.users.get('ann')]);
    expect(json.data).toMatchObject({ status: 'offline', metadata: { '@private': { email: 'a@b.c' } } });
    expect(await call('GET', '/v3.0/me')).toMatchObject(failure(401, 'AUTH_ERR_EMPTY_AUTH_TOKEN'));
  });

  test('is refused for roles without the permission', async () => {
    const { call, tokenOf } = await start();
    const body = { featuresToRestrict: ['u.getMyDetails'] };
    await call('POST', '/v3/roles/default/restrictedfeatures', { body });
    const as = { token: await tokenOf('cometchat-uid-1') };
    expect(await call('GET', '/v3.0/me', { as })).toMatchObject(failure(403, 'ERR_PERMISSION_DENIED'));
  });
});
