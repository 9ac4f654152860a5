import { expect, test } from 'vitest';
import type { ClientOptions } from '../../../src/client/options.js';
import { createClient, memoryStorage } from '../../../src/index.js';
import { APP } from '../support.js';

test.each<[object | null | undefined | string, string, string]>([
  [undefined, 'INVALID_OPTION', 'options'],
  [null, 'INVALID_OPTION', 'options'],
  ['app-1', 'INVALID_OPTION', 'options'],
  [{}, 'INVALID_APP_ID', 'appId'],
  [{ region: 'us' }, 'INVALID_APP_ID', 'appId'],
  [{ appId: '', region: 'us' }, 'INVALID_APP_ID', 'appId'],
  [{ appId: 5, region: 'us' }, 'INVALID_APP_ID', 'appId'],
  [{ appId: 'a.b', region: 'us' }, 'INVALID_APP_ID', 'appId'],
  [{ appId: 'a/b', region: 'us' }, 'INVALID_APP_ID', 'appId'],
  [{ appId: 'evil.example#', region: 'us' }, 'INVALID_APP_ID', 'appId'],
  [{ appId: 'app-1' }, 'INVALID_REGION', 'region'],
  [{ appId: 'app-1', region: '' }, 'INVALID_REGION', 'region'],
  [{ appId: 'app-1', region: 'us.evil.example/' }, 'INVALID_REGION', 'region'],
  [{ ...APP, emulator: '' }, 'INVALID_OPTION', 'emulator'],
  [{ ...APP, emulator: 5 }, 'INVALID_OPTION', 'emulator'],
  [{ ...APP, emulator: 'http://192.168.0.9:7700' }, 'INSECURE_HOST', 'emulator'],
  [{ ...APP, hosts: { client: 'http://chat.example' } }, 'INSECURE_HOST', 'hosts.client'],
  [{ ...APP, hosts: { admin: 'user:secret@chat.example' } }, 'INVALID_OPTION', 'hosts.admin'],
  [{ ...APP, timeout: 0 }, 'INVALID_OPTION', 'timeout'],
  [{ ...APP, timeout: '10' }, 'INVALID_OPTION', 'timeout'],
  [{ ...APP, timeout: Number.NaN }, 'INVALID_OPTION', 'timeout'],
  [{ ...APP, totalTimeout: Number.POSITIVE_INFINITY }, 'INVALID_OPTION', 'totalTimeout'],
  [{ ...APP, totalTimeout: -5 }, 'INVALID_OPTION', 'totalTimeout'],
  [{ ...APP, maxResponseBytes: 0 }, 'INVALID_OPTION', 'maxResponseBytes'],
  [{ ...APP, maxResponseBytes: 1023 }, 'INVALID_OPTION', 'maxResponseBytes'],
  [{ ...APP, maxResponseBytes: 5000.5 }, 'INVALID_OPTION', 'maxResponseBytes'],
  [{ ...APP, maxResponseBytes: '4MB' }, 'INVALID_OPTION', 'maxResponseBytes'],
  [{ ...APP, maxResponseBytes: Number.POSITIVE_INFINITY }, 'INVALID_OPTION', 'maxResponseBytes'],
  [{ ...APP, retry: { limit: -1 } }, 'INVALID_OPTION', 'retry.limit'],
  [{ ...APP, retry: { limit: 1.5 } }, 'INVALID_OPTION', 'retry.limit'],
  [{ ...APP, retry: { limit: 11 } }, 'INVALID_OPTION', 'retry.limit'],
  [{ ...APP, fetch: 'fetch' }, 'INVALID_OPTION', 'fetch'],
  [{ ...APP, tokenProvider: 'token' }, 'INVALID_OPTION', 'tokenProvider'],
  [{ ...APP, storage: {} }, 'INVALID_OPTION', 'storage'],
  [{ ...APP, storage: null }, 'INVALID_OPTION', 'storage'],
  [{ ...APP, storage: { ...memoryStorage(), setItem: undefined } }, 'INVALID_OPTION', 'storage'],
  [{ ...APP, tabs: 'yes' }, 'INVALID_OPTION', 'tabs'],
  [{ ...APP, adoptVendorSession: 1 }, 'INVALID_OPTION', 'adoptVendorSession'],
  [{ ...APP, storageKey: '' }, 'INVALID_OPTION', 'storageKey'],
  [{ ...APP, storageKey: 5 }, 'INVALID_OPTION', 'storageKey'],
  [{ ...APP, apiKey: 'f0'.repeat(20) }, 'INVALID_OPTION', 'apiKey'],
])('createClient(%j) throws %s about %s', (options, code, field) => {
  const made = () => createClient(options as ClientOptions);
  expect(made).toThrow(
    expect.objectContaining({
      name: 'CometChatException',
      code,
      kind: 'config',
      details: { [field]: [expect.any(String)] },
    }),
  );
});

test('what is undefined is as if it were not there', () => {
  const names = [
    'emulator',
    'hosts',
    'storage',
    'storageKey',
    'tokenProvider',
    'timeout',
    'totalTimeout',
    'retry',
    'fetch',
    'hooks',
  ];
  const options = Object.fromEntries(names.map((name) => [name, undefined]));
  const client = createClient({ ...APP, ...options });
  client.dispose();
});

test('no message shows a REST key that was given by mistake', () => {
  const apiKey = 'f0'.repeat(20);
  expect(() => createClient({ ...APP, apiKey } as unknown as ClientOptions)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(apiKey) }),
  );
});
