import { expect, test } from 'vitest';
import { APP, aWhile, make, scripted } from '../../support/client-support.js';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const AUTH_KEY = 'a0'.repeat(20);

/** Headers that fetch adds by itself, here and in a browser. */
const OF_FETCH = [
  'accept-encoding',
  'accept-language',
  'user-agent',
  'connection',
  'content-length',
  'host',
  'sec-fetch-mode',
];

function service() {
  return scripted(({ method, path, body }) => {
    if (path.endsWith('/auth_tokens')) return { authToken: 'kevin_token' };
    if (path === '/call_tokens') return { token: 'call_token' };
    if (method === 'DELETE') return { success: true };
    return { uid: path === '/me' ? 'kevin' : (path.split('/')[2] ?? body.uid), name: 'Kevin' };
  });
}

const IDENTITY = {
  appid: APP.appId,
  sdk: expect.stringMatching(/^cometchat-users@\d+\.\d+\.\d+$/),
  resource: expect.stringMatching(new RegExp(`^WEB-\\d+_\\d+_\\d+-${UUID}-\\d{13}$`)),
};
const JSON_TYPES = { accept: 'application/json', 'content-type': 'application/json' };

/** The headers that our code sends. */
const ours = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_FETCH.includes(name)));

test("every request has exactly the headers of the vendor's SDK, and one credential", async () => {
  const { fetch, sent } = service();
  const client = make({ fetch });
  await client.login('kevin', AUTH_KEY);
  await client.getUser('andy');
  await client.updateCurrentUserDetails({ name: 'K' });
  await client.createUser({ uid: 'andy', name: 'Andy' }, AUTH_KEY);
  await client.updateUser({ uid: 'andy', name: 'Andy' }, AUTH_KEY);
  await client.logout();
  const admin = { ...JSON_TYPES, ...IDENTITY, apikey: AUTH_KEY };
  const own = { ...JSON_TYPES, ...IDENTITY, authtoken: 'kevin_token' };
  expect(sent.map(({ method, host, path, headers }) => [method, host, path, ours(headers)])).toEqual([
    ['POST', 'app-1.api-us.cometchat.io', '/users/kevin/auth_tokens', admin],
    ['PUT', 'app-1.apiclient-us.cometchat.io', '/me', own],
    ['GET', 'app-1.apiclient-us.cometchat.io', '/users/andy', own],
    ['PUT', 'app-1.apiclient-us.cometchat.io', '/me', own],
    ['POST', 'app-1.api-us.cometchat.io', '/users', admin],
    ['PUT', 'app-1.api-us.cometchat.io', '/users/andy', admin],
    ['DELETE', 'app-1.apiclient-us.cometchat.io', '/me', own],
  ]);
});

test('the calls host gets the token, without app and SDK', async () => {
  const { fetch, sent } = service();
  const client = make({ fetch });
  await client.login('kevin_token');
  await client.generateCallToken('standup');
  const { host, headers, body } = sent.at(-1) ?? {};
  expect(host).toBe('app-1.call-us.cometchat.io');
  expect(ours(headers ?? {})).toEqual({ ...JSON_TYPES, authtoken: 'kevin_token' });
  expect(body).toStrictEqual({ sessionId: 'standup' });
});

test("both requests of a login identify the device, in the vendor's form", async () => {
  const { fetch, sent } = service();
  await make({ fetch }).login('kevin', AUTH_KEY);
  const device = {
    platform: 'WEB',
    deviceId: expect.stringMatching(new RegExp(`^app-1_${UUID}_\\d{13}$`)),
    appInfo: { version: expect.stringMatching(/^v\d+\.\d+\.\d+$/), apiVersion: 'v3.0', userAgent: expect.any(String) },
  };
  expect(sent.map(({ body }) => body)).toStrictEqual([device, device]);
  expect(sent[0]?.body).toEqual(sent[1]?.body);
});

test('a logout, a read and a restore have no body', async () => {
  const { fetch, sent } = service();
  const client = make({ fetch });
  await client.login('kevin_token');
  await client.getUser('andy');
  await client.logout();
  expect(sent.slice(1).map(({ body }) => body)).toEqual([undefined, undefined]);
});

test('two clients are two devices', async () => {
  const { fetch, sent } = service();
  const [one, two] = [make({ fetch }), make({ fetch })];
  await one.login('kevin_token');
  await one.login('kevin_token');
  await two.login('kevin_token');
  const resources = sent.map(({ headers }) => headers.resource);
  expect(resources[0]).toBe(resources[1]);
  expect(resources[2]).not.toBe(resources[0]);
});

test('the region is lower-cased in hosts, the App ID is unchanged', async () => {
  const { fetch, sent } = service();
  const client = make({ fetch, appId: 'ApP1', region: 'EU' });
  await client.login('kevin', AUTH_KEY);
  expect(sent.map(({ headers }) => headers.appid)).toEqual(['ApP1', 'ApP1']);
  // Hosts in URLs are in lower case.
  expect(sent.map(({ host }) => host)).toEqual(['app1.api-eu.cometchat.io', 'app1.apiclient-eu.cometchat.io']);
});

test('hosts in the response to a login are ignored', async () => {
  const settings = { ADMIN_API_HOST: 'evil.example', CLIENT_API_HOST: 'evil.example', CHAT_API_VERSION: 'v9' };
  const { fetch, sent } = scripted(() => ({ uid: 'kevin', name: 'Kevin', settings }));
  const client = make({ fetch });
  const user = await client.login('kevin_token');
  await client.getUser('kevin');
  await client.createUser({ uid: 'kevin', name: 'Kevin' }, AUTH_KEY);
  await aWhile(5);
  expect(sent.map(({ host }) => host).filter((host) => !host.endsWith('.cometchat.io'))).toEqual([]);
  expect(JSON.stringify([user, client.session.getSnapshot()])).not.toContain('evil.example');
});
