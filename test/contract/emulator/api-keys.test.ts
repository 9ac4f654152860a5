import { describe, expect, test } from 'vitest';
import { failure, invalid, start, stoppedClock } from './emulator-support.js';

const NOT_FOUND = failure(404, 'ERR_APIKEY_NOT_FOUND');

describe('/apikeys', () => {
  test('every app starts with the two printed keys under their documented names', async () => {
    const { call, emulator } = await start({ clock: stoppedClock(1_700_000_000).clock });
    for (const appid of ['one', 'two']) {
      expect((await call('GET', '/v3/apikeys', { headers: { appid } })).json).toStrictEqual({
        data: [
          { apiKey: emulator.authKey, name: 'Auth Key', scope: 'authOnly', createdAt: 1_700_000_000 },
          { apiKey: emulator.apiKey, name: 'Rest API Key', scope: 'fullAccess', createdAt: 1_700_000_000 },
        ],
        meta: { pagination: { total: 2, count: 2, per_page: 100, current_page: 1, total_pages: 1 } },
      });
    }
  });

  test('a new key may do what its scope permits, and nothing once it is deleted', async () => {
    const { call } = await start();
    const made = await call('POST', '/v3/apikeys', { body: { name: "John's key" } });
    expect(made).toMatchObject({ status: 200, json: { data: { name: "John's key", scope: 'authOnly' } } });
    const { apiKey } = made.json.data;
    expect(apiKey).toMatch(/^[0-9a-f]{40}$/);
    const headers = { apikey: apiKey };
    const as = 'nobody';
    expect((await call('POST', '/v3/users', { as, headers, body: { uid: 'bo', name: 'Bo' } })).status).toBe(200);
    expect(await call('GET', '/v3/users', { as, headers })).toMatchObject(failure(403, 'AUTH_ERR_NO_ACCESS'));

    const changed = await call('PUT', `/v3/apikeys/${apiKey}`, { body: { scope: 'fullAccess', name: 'K' } });
    expect(changed.json.data).toStrictEqual({ ...made.json.data, scope: 'fullAccess', name: 'K' });
    expect((await call('GET', `/v3/apikeys/${apiKey}`)).json).toStrictEqual(changed.json);
    expect((await call('GET', '/v3/users', { as, headers })).status).toBe(200);
    // The key of one app is unknown in another.
    const elsewhere = await call('GET', '/v3/users', { as, headers: { ...headers, appid: 'two' } });
    expect(elsewhere).toMatchObject(failure(401, 'AUTH_ERR_APIKEY_NOT_FOUND'));

    const deleted = await call('DELETE', `/v3/apikeys/${apiKey}`);
    expect(deleted.json).toStrictEqual({ data: { success: true, message: expect.stringContaining(apiKey) } });
    expect(await call('GET', '/v3/users', { as, headers })).toMatchObject(failure(401, 'AUTH_ERR_APIKEY_NOT_FOUND'));
    expect(await call('GET', `/v3/apikeys/${apiKey}`)).toMatchObject(NOT_FOUND);
  });

  test('a key reads itself, but does not change or delete itself; another key does', async () => {
    const { call, emulator } = await start();
    const path = `/v3/apikeys/${emulator.apiKey}`;
    const refused = failure(403, 'ERR_APIKEY_NO_SELF_ACTION');
    expect((await call('GET', path)).status).toBe(200);
    expect(await call('PUT', path, { body: { name: 'Mine' } })).toMatchObject(refused);
    expect(await call('DELETE', path)).toMatchObject(refused);
    const { json } = await call('POST', '/v3/apikeys', { body: { name: 'K', scope: 'fullAccess' } });
    expect((await call('DELETE', path, { headers: { apikey: json.data.apiKey } })).status).toBe(200);
    expect(await call('GET', '/v3/apikeys')).toMatchObject(failure(401, 'AUTH_ERR_APIKEY_NOT_FOUND'));
    emulator.reset();
    expect((await call('GET', '/v3/apikeys')).json.data).toHaveLength(2);
  });

  test.each([
    ['scope=authOnly', ['Beta', 'Auth Key']],
    ['scope=fullAccess', ['Alpha', 'Rest API Key']],
    ['searchKey=BETA', ['Beta']],
    ['searchKey=zz', []],
    ['perPage=1&page=2', ['Alpha']],
  ])('GET ?%s', async (query, names) => {
    const { call } = await start();
    await call('POST', '/v3/apikeys', { body: { name: 'Alpha', scope: 'fullAccess' } });
    await call('POST', '/v3/apikeys', { body: { name: 'Beta', scope: 'authOnly' } });
    const { json } = await call('GET', `/v3/apikeys?${query}`);
    expect(json.data.map((key: { name: string }) => key.name)).toEqual(names);
  });

  test('refuses wrong input, and the 26th key', async () => {
    const { call } = await start();
    expect(await call('POST', '/v3/apikeys', { body: {} })).toMatchObject(invalid('name'));
    const wrong = { name: 'x'.repeat(101), scope: 'admin' };
    expect(await call('POST', '/v3/apikeys', { body: wrong })).toMatchObject(invalid('name', 'scope'));
    expect(await call('GET', '/v3/apikeys?scope=admin')).toMatchObject(invalid('scope'));
    for (let count = 2; count < 25; count++) await call('POST', '/v3/apikeys', { body: { name: 'K' } });
    expect(await call('POST', '/v3/apikeys', { body: { name: 'K' } })).toMatchObject(invalid('apiKey'));
    expect((await call('GET', '/v3/apikeys')).json.data).toHaveLength(25);
  });
});
