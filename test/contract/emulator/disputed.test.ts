import { describe, expect, test } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../../src/emulator.js';
import { failure, start, stoppedClock } from './emulator-support.js';

const UID = '/v3/users/cometchat-uid-1';

describe("if the vendor's pages disagree", () => {
  test('with metadataMerge an update adds to metadata and tags', async () => {
    const { call, tokenOf } = await start({ metadataMerge: true });
    await call('PUT', UID, { body: { metadata: { a: 1, b: { c: 1 } }, tags: ['x', 'y'] } });
    const { json } = await call('PUT', UID, { body: { metadata: { b: 2, d: 3 }, tags: ['y', 'z'] } });
    expect(json.data).toMatchObject({ metadata: { a: 1, b: 2, d: 3 }, tags: ['x', 'y', 'z'] });
    const as = { token: await tokenOf('cometchat-uid-1') };
    const own = await call('PUT', '/v3.0/me', { as, body: { metadata: { e: 4 } } });
    expect(own.json.data.metadata).toEqual({ a: 1, b: 2, d: 3, e: 4 });
    const unset = await call('PUT', UID, { body: { metadata: { f: 5 }, unset: ['metadata'] } });
    expect(unset.json.data).not.toHaveProperty('metadata');
  });

  test('with reuseAuthTokens an existing token is returned again, unless force asks for another', async () => {
    const { call, emulator } = await start({ reuseAuthTokens: true });
    const make = async (body?: object) => (await call('POST', `${UID}/auth_tokens`, { body })).json.data;
    const first = await make();
    expect(await make()).toStrictEqual(first);
    expect(await make({ force: false })).toStrictEqual(first);
    const forced = await make({ force: true });
    expect(forced.authToken).not.toBe(first.authToken);
    expect(await make()).toStrictEqual(forced);
    expect(emulator.users.authTokens('cometchat-uid-1')).toEqual([first.authToken, forced.authToken]);
    await call('DELETE', `${UID}/auth_tokens`);
    expect((await make()).authToken).not.toBe(forced.authToken);
  });

  test('without authKeyMayWrite an auth key may only create auth tokens', async () => {
    const { call } = await start({ authKeyMayWrite: false });
    const as = 'authKey';
    const denied = failure(403, 'AUTH_ERR_NO_ACCESS');
    expect(await call('POST', '/v3/users', { as, body: { uid: 'bo', name: 'Bo' } })).toMatchObject(denied);
    expect(await call('POST', '/v3/users', { as, body: [{ uid: 'bo', name: 'Bo' }] })).toMatchObject(denied);
    expect(await call('PUT', UID, { as, body: { name: 'Bo' } })).toMatchObject(denied);
    expect((await call('POST', `${UID}/auth_tokens`, { as })).status).toBe(200);
    expect((await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } })).status).toBe(200);
  });

  test('with requireAppId a request that does not name an app is refused', async () => {
    const { call, emulator, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    expect((await call('GET', UID, { as: { token } })).status).toBe(200);
    const strict = await start({ requireAppId: true });
    const refused = failure(401, 'AUTH_ERR_EMPTY_APPID');
    for (const headers of [{}, { appid: '' }])
      expect(await strict.call('GET', UID, { headers })).toMatchObject(refused);
    expect(await strict.call('PUT', '/v3.0/me', { as: { token } })).toMatchObject(refused);
    expect((await strict.call('GET', UID, { headers: { appId: 'one' } })).status).toBe(200);
    // Also on a path that does not exist. A preflight cannot name an app.
    const unknown = await strict.call('GET', '/v3/nothing');
    expect(unknown).toMatchObject(refused);
    expect(unknown.headers.get('access-control-allow-origin')).toBe('*');
    for (const headers of [{}, { appid: 'not one' }])
      expect((await strict.call('OPTIONS', UID, { as: 'nobody', headers })).status).toBe(204);
    const request = new Request(`https://one.api-us.cometchat.io${UID}`, { headers: { apikey: emulator.apiKey } });
    expect((await strict.emulator.fetch(request)).status).toBe(200);
  });

  test('with importUpdates an import changes existing users', async () => {
    const { call, emulator } = await start({ importUpdates: true, clock: stoppedClock(1_700_000_000).clock });
    const user = { uid: 'cometchat-uid-1', name: 'Andy', createdAt: 1_600_000_000 };
    const { json } = await call('POST', '/v3/data_import/users', { body: { users: { 'cometchat-uid-1': user } } });
    expect(json.data['cometchat-uid-1']).toMatchObject({ success: true, data: user });
    expect(emulator.users.get('cometchat-uid-1')).toMatchObject({ ...user, avatar: expect.any(String) });
    expect(emulator.users.list()).toHaveLength(5);
  });

  test.each<[string, object, RegExp]>([
    ['a spelling', { rateLimitHeaders: 'X' }, /rateLimitHeaders.*x-ratelimit/],
    ['more roles than there may be', { roles: ['a', 'b'], limits: { roles: 2 } }, /roles.*2/],
    ['a limit of zero', { limits: { corePerMinute: 0 } }, /corePerMinute/],
  ])('refuses %s', (_, options, message) => {
    expect(() => createEmulator(options as EmulatorOptions)).toThrow(message);
  });
});
