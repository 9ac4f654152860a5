import { inspect } from 'node:util';
import { createClient } from 'cometchat-users';
import { type AdminOptions, createAdmin } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { KEY, scripted } from './admin-support.js';

const APP = { appId: 'app-1', region: 'us', apiKey: KEY };

test.each<[unknown, string, string]>([
  [undefined, 'INVALID_OPTION', 'options'],
  [null, 'INVALID_OPTION', 'options'],
  ['app-1', 'INVALID_OPTION', 'options'],
  [{}, 'INVALID_APP_ID', 'appId'],
  [{ ...APP, apiKey: 5 }, 'INVALID_OPTION', 'apiKey'],
  [{ ...APP, apiKey: `${KEY}\n` }, 'INVALID_OPTION', 'apiKey'],
  [{ apiKey: KEY, region: 'us' }, 'INVALID_APP_ID', 'appId'],
  [{ ...APP, appId: 'evil.example/' }, 'INVALID_APP_ID', 'appId'],
  [{ ...APP, region: undefined }, 'INVALID_REGION', 'region'],
  [{ ...APP, region: 'us.evil.example/' }, 'INVALID_REGION', 'region'],
  [{ ...APP, emulator: 'http://192.168.0.9' }, 'INSECURE_HOST', 'emulator'],
  [{ ...APP, hosts: { admin: 'http://chat.example' } }, 'INSECURE_HOST', 'hosts.admin'],
  [{ ...APP, hosts: { admin: 'user:secret@chat.example' } }, 'INVALID_OPTION', 'hosts.admin'],
  [{ ...APP, hosts: 'chat.example' }, 'INVALID_OPTION', 'hosts'],
  [{ ...APP, timeout: 0 }, 'INVALID_OPTION', 'timeout'],
  [{ ...APP, attemptTimeout: '30' }, 'INVALID_OPTION', 'attemptTimeout'],
  [{ ...APP, maxResponseBytes: 100 }, 'INVALID_OPTION', 'maxResponseBytes'],
  [{ ...APP, retry: { limit: 11 } }, 'INVALID_OPTION', 'retry.limit'],
  [{ ...APP, fetch: 'fetch' }, 'INVALID_OPTION', 'fetch'],
  [{ ...APP, hooks: null }, 'INVALID_OPTION', 'hooks'],
])('createAdmin(%j) throws %s about %s, and shows no key', (options, code, field) => {
  expect(() => createAdmin(options as AdminOptions)).toThrow(
    expect.objectContaining({
      name: 'CometChatException',
      code,
      kind: 'config',
      message: expect.not.stringContaining(KEY),
      details: { [field]: [expect.any(String)] },
    }),
  );
});

describe('the host of an admin', () => {
  test.each<[object, string]>([
    [{}, 'https://app-1.api-us.cometchat.io/v3/users/kevin'],
    [{ region: 'IN' }, 'https://app-1.api-in.cometchat.io/v3/users/kevin'],
    [{ hosts: { admin: 'chat.example' } }, 'https://chat.example/v3/users/kevin'],
    [{ hosts: { admin: 'https://chat.example/api/v3.0/' } }, 'https://chat.example/api/v3.0/users/kevin'],
    [{ emulator: 'http://127.0.0.1:7700' }, 'http://127.0.0.1:7700/v3/users/kevin'],
  ])('with %j', async (options, expected) => {
    const urls: string[] = [];
    const admin = createAdmin({
      ...APP,
      ...options,
      fetch: async ({ url }) => {
        urls.push(url);
        return Response.json({ data: { uid: 'kevin' } });
      },
    });
    await admin.users.get('kevin');
    expect(urls).toEqual([expected]);
  });

  test('gets the key and the app in the headers, and only documented headers', async () => {
    const { admin, sent } = scripted(() => ({ uid: 'kevin' }));
    await admin.users.get('kevin');
    expect(sent[0]?.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      apikey: KEY,
      appid: 'app-1',
    });
  });
});

test('an admin never shows its key', () => {
  const { admin } = scripted(() => ({}));
  expect(inspect(admin, { depth: 9, showHidden: true })).not.toContain(KEY);
  expect(JSON.stringify(admin)).not.toContain(KEY);
  expect(admin.appId).toBe('app-1');
});

test('a client has no option for the key, in its type and when it runs', () => {
  // @ts-expect-error A REST API key is for servers.
  expect(() => createClient({ appId: 'app-1', region: 'us', apiKey: KEY })).toThrow(/server/);
});

test('a list shows only its methods: each may be taken off its object', async () => {
  const { admin } = scripted(() => ({ uid: 'kevin' }));
  const { get } = admin.users;
  expect(await get('kevin')).toMatchObject({ uid: 'kevin' });
});
