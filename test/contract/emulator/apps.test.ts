import { describe, expect, test } from 'vitest';
import { failure, start } from './emulator-support.js';

describe('the app of a request', () => {
  const HOSTS = [
    'APP.api-us.cometchat.io',
    'APP.apiclient-eu.cometchat.io',
    'APP.call-in.cometchat.io',
    'APP.api-us.cc-cluster-2.io',
    'APP.apiclient-us.cc-edge-2.io',
  ];

  test.each(HOSTS)('%s names it', async (host) => {
    const { emulator } = await start();
    const headers = { apikey: emulator.apiKey, 'content-type': 'application/json', appid: 'ignored' };
    const create = (appId: string) =>
      emulator.fetch(
        new Request(`https://${host.replace('APP', appId)}/v3.0/users`, {
          method: 'POST',
          headers,
          body: '{"uid":"bo","name":"Bo"}',
        }),
      );
    expect((await create('one')).status).toBe(200);
    expect((await create('two')).status).toBe(200);
    expect((await create('ONE')).status).toBe(400);
    expect(emulator.users.get('bo')).toBeUndefined();
  });

  test('a Host header names it too', async () => {
    const { emulator, url } = await start({ appId: 'Mine' });
    const { request } = await import('node:http');
    const { port } = new URL(url);
    const path = '/v3/users/cometchat-uid-1';
    const headers = { host: 'mine.api-us.cometchat.io', apikey: emulator.apiKey };
    await new Promise<void>((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', path, method: 'DELETE', headers }, (answer) => {
        answer.resume().on('end', resolve);
      });
      sent.on('error', reject).end();
    });
    expect(emulator.users.get('cometchat-uid-1')).toHaveProperty('deactivatedAt');
  });

  test('with a shared host, or any other, the appid header names it', async () => {
    const { emulator, call } = await start();
    const body = { uid: 'bo', name: 'Bo' };
    expect((await call('POST', '/v3/users', { body, headers: { appid: 'one' } })).status).toBe(200);
    expect(emulator.users.get('bo')).toBeUndefined();
    const shared = await emulator.fetch(
      new Request('https://api-us.cometchat.io/v3/users/bo', { headers: { apikey: emulator.apiKey, appid: 'ONE' } }),
    );
    expect(shared.status).toBe(200);
  });

  test('otherwise the token names it, otherwise it is the default app', async () => {
    const { call, emulator } = await start({ appId: 'home' });
    expect(emulator.appId).toBe('home');
    const headers = { appid: 'away' };
    const made = await call('POST', '/v3/users', { headers, body: { uid: 'bo', name: 'Bo', withAuthToken: true } });
    const as = { token: made.json.data.authToken };
    expect(await call('GET', '/v3/users/bo', { as })).toMatchObject({ status: 200 });
    expect(await call('GET', '/v3/users/bo')).toMatchObject(failure(404, 'ERR_UID_NOT_FOUND'));
    const elsewhere = await call('GET', '/v3/users/bo', { as, headers: { appid: 'third' } });
    expect(elsewhere).toMatchObject(failure(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'));
    await call('POST', '/v3/users', { body: { uid: 'al', name: 'Al' }, headers: { appid: 'HOME' } });
    expect(emulator.users.get('al')).toMatchObject({ name: 'Al' });
  });

  test('every app starts with the five sample users and the given ones', async () => {
    const { call } = await start({ users: [{ uid: 'Ann', name: 'Ann' }] });
    const { json } = await call('GET', '/v3/users', { headers: { appid: 'fresh' } });
    const names = json.data.map((user: { uid: string; name: string }) => `${user.uid} ${user.name}`);
    expect(names).toEqual([
      'cometchat-uid-1 Andrew Joseph',
      'cometchat-uid-2 George Alan',
      'cometchat-uid-3 Nancy Grace',
      'cometchat-uid-4 Susan Marie',
      'cometchat-uid-5 John Paul',
      'ann Ann',
    ]);
  });

  test.each(['12,345', '../x', 'a b', 'x'.repeat(101)])('%s is not an app', async (appid) => {
    const { call } = await start();
    expect(await call('GET', '/v3/users', { headers: { appid } })).toMatchObject(
      failure(401, 'AUTH_ERR_INVALID_APPID'),
    );
  });

  test('an app may have the name of a prototype method', async () => {
    const { call } = await start();
    for (const appid of ['__proto__', 'constructor']) {
      expect((await call('GET', '/v3/users', { headers: { appid } })).json.data).toHaveLength(5);
    }
  });

  test('a client host accepts keys, and asks for a token if there is neither', async () => {
    const { emulator } = await start();
    const read = (headers: Record<string, string>) =>
      emulator.fetch(new Request('https://one.apiclient-us.cometchat.io/v3.0/users/cometchat-uid-1', { headers }));
    expect((await read({ apikey: emulator.apiKey })).status).toBe(200);
    expect(await (await read({})).json()).toMatchObject({ error: { code: 'AUTH_ERR_EMPTY_AUTH_TOKEN' } });
  });
});
