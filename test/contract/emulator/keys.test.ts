import { describe, expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { failure, start } from './emulator-support.js';

const UID = '/v3/users/cometchat-uid-1';
const NO_ACCESS = failure(403, 'AUTH_ERR_NO_ACCESS');

const { authKey: AUTH_KEY } = createEmulator();

const READS = [
  ['GET', '/v3/users', undefined],
  ['GET', UID, undefined],
] as const;

const FULL_ACCESS_ONLY = [
  ['DELETE', UID, undefined],
  ['DELETE', '/v3/users', { uidsToDeactivate: [] }],
  ['PUT', '/v3/users', { uidsToActivate: [] }],
  ['GET', `${UID}/auth_tokens`, undefined],
  ['DELETE', `${UID}/auth_tokens`, undefined],
  ['GET', `${UID}/auth_tokens/TOKEN`, undefined],
  ['PUT', `${UID}/auth_tokens/TOKEN`, {}],
  ['DELETE', `${UID}/auth_tokens/TOKEN`, undefined],
  ['POST', `${UID}/blockedusers`, { blockedUids: [] }],
  ['DELETE', `${UID}/blockedusers`, { blockedUids: [] }],
  ['GET', `${UID}/blockedusers`, undefined],
  ['POST', `${UID}/friends`, { accepted: [] }],
  ['DELETE', `${UID}/friends`, { friends: [] }],
  ['GET', `${UID}/friends`, undefined],
  ['POST', '/v3/roles', { role: 'r', name: 'R' }],
  ['GET', '/v3/roles', undefined],
  ['GET', '/v3/roles/default', undefined],
  ['PUT', '/v3/roles/default', {}],
  ['DELETE', '/v3/roles/staff', undefined],
  ['GET', '/v3/roles/default/permissions', undefined],
  ['PUT', '/v3/roles/default/permissions', { permissions: {} }],
  ['DELETE', '/v3/roles/default/permissions/listUsers', undefined],
  ['POST', '/v3/roles/default/restrictedfeatures', { featuresToRestrict: [] }],
  ['GET', '/v3/roles/default/restrictedfeatures', undefined],
  ['DELETE', '/v3/roles/default/restrictedfeatures', {}],
  ['POST', '/v3/apikeys', { name: 'K' }],
  ['GET', '/v3/apikeys', undefined],
  ['GET', `/v3/apikeys/${AUTH_KEY}`, undefined],
  ['PUT', `/v3/apikeys/${AUTH_KEY}`, {}],
  ['DELETE', `/v3/apikeys/${AUTH_KEY}`, undefined],
  ['POST', '/v3/data_import/users', { users: { ann: { uid: 'ann', name: 'Ann' } } }],
] as const;

const AUTH_KEY_MAY = [
  ['POST', '/v3/users', { uid: 'bo', name: 'Bo' }],
  ['PUT', UID, { name: 'A' }],
  ['POST', `${UID}/auth_tokens`, undefined],
] as const;

describe('API keys', () => {
  test('are 40 hex digits, different, and always the same', async () => {
    const [{ emulator: one }, { emulator: two }] = [await start(), await start()];
    expect(one.authKey).toMatch(/^[0-9a-f]{40}$/);
    expect(one.apiKey).toMatch(/^[0-9a-f]{40}$/);
    expect(one.authKey).not.toBe(one.apiKey);
    expect([two.authKey, two.apiKey]).toEqual([one.authKey, one.apiKey]);
  });

  test.each(AUTH_KEY_MAY)('the auth key may %s %s', async (method, path, body) => {
    const { call } = await start();
    expect(await call(method, path, { as: 'authKey', body })).toMatchObject({ status: 200 });
  });

  test.each([...READS, ...FULL_ACCESS_ONLY])('only the API key may %s %s', async (method, template, body) => {
    const { call, tokenOf, emulator } = await start({ roles: ['staff'] });
    const path = template.replace('TOKEN', await tokenOf('cometchat-uid-1'));
    const before = emulator.users.list();
    const refused = await call(method, path, { as: 'authKey', body });
    expect(refused).toMatchObject(NO_ACCESS);
    expect(refused.json.error.message).not.toContain(emulator.authKey);
    expect(emulator.users.list()).toEqual(before);
    expect(await call(method, path, { as: 'apiKey', body })).toMatchObject({ status: 200 });
  });

  test('with authKeyMayRead the auth key may read users, and no more', async () => {
    const { call } = await start({ authKeyMayRead: true });
    for (const [method, path] of READS) expect((await call(method, path, { as: 'authKey' })).status).toBe(200);
    for (const [method, path, body] of FULL_ACCESS_ONLY) {
      expect(await call(method, path, { as: 'authKey', body })).toMatchObject(NO_ACCESS);
    }
  });

  test.each([...AUTH_KEY_MAY, ...READS, ...FULL_ACCESS_ONLY])('%s %s needs a valid key', async (method, path, body) => {
    const { call, emulator } = await start();
    const missing = failure(401, 'AUTH_ERR_EMPTY_APIKEY');
    expect(await call(method, path, { as: 'nobody', body })).toMatchObject(missing);
    expect(await call(method, path, { as: 'nobody', headers: { apikey: '' }, body })).toMatchObject(missing);
    const apikey = `12345${'x'.repeat(30)}67890`;
    const unknown = await call(method, path, { as: 'nobody', headers: { apikey }, body });
    expect(unknown).toMatchObject(failure(401, 'AUTH_ERR_APIKEY_NOT_FOUND'));
    expect(unknown.json.error.message).toContain(`12345${'*'.repeat(30)}67890`);
    expect(unknown.json.error.message).not.toContain(apikey);
    expect(emulator.users.list()).toHaveLength(5);
  });

  test('a short key is masked completely, and a prototype name is not a key', async () => {
    const { call } = await start();
    const { json } = await call('GET', UID, { as: 'nobody', headers: { apikey: 'constructor' } });
    expect(json.error).toMatchObject({ code: 'AUTH_ERR_APIKEY_NOT_FOUND' });
    const short = await call('GET', UID, { as: 'nobody', headers: { apikey: 'secret' } });
    expect(JSON.stringify(short.json)).not.toContain('secret');
  });

  test('the key is checked before the user and the body', async () => {
    const { call } = await start();
    const headers = { apikey: 'x'.repeat(40) };
    const unknownKey = failure(401, 'AUTH_ERR_APIKEY_NOT_FOUND');
    expect(await call('PUT', '/v3/users/nobody', { as: 'nobody', headers, body: '{' })).toMatchObject(unknownKey);
    expect(await call('POST', '/v3/users/nobody/auth_tokens', { as: 'nobody', headers })).toMatchObject(unknownKey);
  });

  test('a key takes precedence over a token', async () => {
    const { call, tokenOf } = await start();
    const headers = { authtoken: await tokenOf('cometchat-uid-1') };
    expect(await call('GET', UID, { as: 'authKey', headers })).toMatchObject(NO_ACCESS);
  });
});
