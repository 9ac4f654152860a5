import { describe, expect, test } from 'vitest';
import { failure, invalid, start, stoppedClock } from './emulator-support.js';

const TOKENS = '/v3/users/cometchat-uid-1/auth_tokens';
const GONE = failure(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');

describe('auth tokens', () => {
  test.each([undefined, {}, { force: true }, { force: false }])(
    'POST with the body %j creates a token',
    async (body) => {
      const { call, emulator } = await start({ clock: stoppedClock(1_700_000_000).clock });
      const make = () => call('POST', '/v3/users/Cometchat-UID-1/auth_tokens', { body, as: 'authKey' });
      const [first, second] = [await make(), await make()];
      expect(first.status).toBe(200);
      expect(first.json).toStrictEqual({
        data: {
          uid: 'cometchat-uid-1',
          authToken: expect.stringMatching(/^cometchat-uid-1_1700000000[0-9a-f]{30}$/),
          createdAt: 1_700_000_000,
        },
      });
      const made = [first.json.data.authToken, second.json.data.authToken];
      expect(new Set(made).size).toBe(2);
      expect(emulator.users.authTokens('cometchat-uid-1')).toEqual(made);
      for (const token of made) {
        expect((await call('GET', '/v3/users/cometchat-uid-1', { as: { token } })).status).toBe(200);
      }
    },
  );

  test('the time in a token always has ten digits', async () => {
    const { call } = await start({ clock: () => 0 });
    expect((await call('POST', TOKENS)).json.data.authToken).toMatch(/^cometchat-uid-1_0{10}[0-9a-f]{30}$/);
  });

  test('a hundred stay valid; the next removes the oldest', async () => {
    const { call, tokenOf, emulator } = await start();
    const tokens: string[] = [];
    for (let count = 0; count < 101; count++) tokens.push(await tokenOf('cometchat-uid-1'));
    const other = await tokenOf('cometchat-uid-2');
    const use = (token = '') => call('GET', '/v3/users/cometchat-uid-3', { as: { token } });
    expect(await use(tokens[0])).toMatchObject(GONE);
    expect(await use(tokens[1])).toMatchObject({ status: 200 });
    expect(await use(tokens[100])).toMatchObject({ status: 200 });
    expect(await use(other)).toMatchObject({ status: 200 });
    expect(emulator.users.authTokens('cometchat-uid-1')).toEqual(tokens.slice(1));
  });

  test('the limit can be set', async () => {
    const { tokenOf, emulator } = await start({ limits: { authTokens: 1 } });
    await tokenOf('cometchat-uid-1');
    const last = await tokenOf('cometchat-uid-1');
    expect(emulator.users.authTokens('cometchat-uid-1')).toEqual([last]);
  });

  test('GET lists them newest first, with the data of the login, page by page', async () => {
    const { call } = await start({ clock: stoppedClock(1_700_000_000).clock });
    const appInfo = { version: 'v4.2.0', apiVersion: 'v3.0', userAgent: 'Agent/1' };
    const body = { platform: 'WEB', deviceId: 'd-1', appInfo };
    const told = (await call('POST', TOKENS, { body })).json.data;
    const plain = (await call('POST', TOKENS)).json.data;
    const { status, json } = await call('GET', TOKENS);
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      data: [plain, { ...told, platform: 'WEB', userAgent: 'Agent/1', appInfo: JSON.stringify(appInfo) }],
      meta: { pagination: { total: 2, count: 2, per_page: 100, current_page: 1, total_pages: 1 } },
    });
    const second = await call('GET', `${TOKENS}?perPage=1&page=2`);
    expect(second.json).toMatchObject({ data: [told], meta: { pagination: { total: 2, count: 1, total_pages: 2 } } });
    expect(await call('GET', `${TOKENS}?perPage=0`)).toMatchObject(invalid('perPage'));
  });

  test('GET and PUT handle one token', async () => {
    const { call, tokenOf } = await start();
    const authToken = await tokenOf('cometchat-uid-1');
    const before = (await call('GET', `${TOKENS}/${authToken}`)).json;
    expect(before).toStrictEqual({ data: { uid: 'cometchat-uid-1', authToken, createdAt: expect.any(Number) } });
    const body = { platform: 'ios', userAgent: 'A', appInfo: { v: 1 } };
    const after = { data: { ...before.data, ...body, appInfo: '{"v":1}' } };
    expect((await call('PUT', `${TOKENS}/${authToken}`, { body })).json).toStrictEqual(after);
    expect((await call('GET', `${TOKENS}/${authToken}`)).json).toStrictEqual(after);
    const wrong = { platform: 1, userAgent: null, appInfo: 'text' };
    const refused = await call('PUT', `${TOKENS}/${authToken}`, { body: wrong });
    expect(refused).toMatchObject(invalid('platform', 'userAgent', 'appInfo'));
  });

  test('DELETE revokes one, or all of a user', async () => {
    const { call, tokenOf, emulator } = await start();
    const [one, two, other] = [
      await tokenOf('cometchat-uid-1'),
      await tokenOf('cometchat-uid-1'),
      await tokenOf('cometchat-uid-2'),
    ];
    const deleted = { status: 200, json: { data: { success: true, message: expect.any(String) } } };
    expect(await call('DELETE', `${TOKENS}/${one}`)).toMatchObject(deleted);
    expect(emulator.users.authTokens('cometchat-uid-1')).toEqual([two]);
    expect(await call('GET', '/v3/users/cometchat-uid-2', { as: { token: one } })).toMatchObject(GONE);
    expect(await call('DELETE', `${TOKENS}/${one}`)).toMatchObject(failure(404, 'ERR_AUTH_TOKEN_NOT_FOUND'));
    expect(await call('DELETE', TOKENS)).toMatchObject(deleted);
    expect(emulator.users.authTokens('cometchat-uid-1')).toEqual([]);
    expect(emulator.users.authTokens('cometchat-uid-2')).toEqual([other]);
    expect((await call('GET', TOKENS)).json.data).toEqual([]);
  });

  test('a token is found only under its own user', async () => {
    const { call, tokenOf } = await start();
    const other = await tokenOf('cometchat-uid-2');
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? {} : undefined;
      const [mistaken, unknown] = [`${TOKENS}/${other}`, `${TOKENS}/nobodys`];
      expect(await call(method, mistaken, { body })).toMatchObject(failure(403, 'ERR_AUTHTOKEN_NOT_ACCESSIBLE'));
      expect(await call(method, unknown, { body })).toMatchObject(failure(404, 'ERR_AUTH_TOKEN_NOT_FOUND'));
    }
  });

  test('a user who does not exist, or is deactivated, has no tokens and gets none', async () => {
    const { call } = await start();
    await call('DELETE', '/v3/users/cometchat-uid-2');
    for (const uid of ['nobody', 'cometchat-uid-2', '__proto__']) {
      for (const method of ['POST', 'GET', 'DELETE']) {
        const reply = await call(method, `/v3/users/${uid}/auth_tokens`);
        expect(reply).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
      }
    }
  });

  test('refuses a login body with wrong types', async () => {
    const { call } = await start();
    const body = { platform: 1, deviceId: 2, appInfo: [], force: 'yes' };
    expect(await call('POST', TOKENS, { body })).toMatchObject(invalid('platform', 'appInfo', 'deviceId', 'force'));
  });
});
