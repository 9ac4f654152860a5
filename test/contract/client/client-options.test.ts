import { describe, expect, test } from 'vitest';
import type { ClientOptions } from '../../../src/client/options.js';
import { createClient, memoryStorage, tokenFrom } from '../../../src/index.js';
import { APP, serve } from '../../support/client-support.js';

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
  [{ ...APP, totalTimeout: 5_000 }, 'INVALID_OPTION', 'totalTimeout'],
  [{ ...APP, attemptTimeout: Number.POSITIVE_INFINITY }, 'INVALID_OPTION', 'attemptTimeout'],
  [{ ...APP, attemptTimeout: -5 }, 'INVALID_OPTION', 'attemptTimeout'],
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
  [{ ...APP, apiKey: undefined }, 'INVALID_OPTION', 'apiKey'],
  [{ ...APP, allowInsecure: 'false' }, 'INVALID_OPTION', 'allowInsecure'],
  [{ ...APP, retry: 5 }, 'INVALID_OPTION', 'retry'],
  [{ ...APP, hooks: 'log' }, 'INVALID_OPTION', 'hooks'],
  [{ ...APP, hosts: 'chat.example' }, 'INVALID_OPTION', 'hosts'],
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

test('an option that is undefined counts as missing', () => {
  const names = [
    'emulator',
    'hosts',
    'storage',
    'storageKey',
    'tokenProvider',
    'timeout',
    'attemptTimeout',
    'retry',
    'fetch',
    'hooks',
  ];
  const options = Object.fromEntries(names.map((name) => [name, undefined]));
  const client = createClient({ ...APP, ...options });
  client.dispose();
});

test('no message shows a REST key that was passed by mistake', () => {
  const apiKey = 'f0'.repeat(20);
  expect(() => createClient({ ...APP, apiKey } as unknown as ClientOptions)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(apiKey) }),
  );
});

describe('an unknown option', () => {
  const refused = (message: string) =>
    expect.objectContaining({ name: 'CometChatException', code: 'INVALID_OPTION', kind: 'config', message });

  test.each<[object, string]>([
    [{ emulater: 'http://127.0.0.1:7700' }, 'emulater is not an option of createClient. Did you mean emulator?'],
    [{ emulater: undefined }, 'emulater is not an option of createClient. Did you mean emulator?'],
    [{ retry: { limits: 3 } }, 'retry.limits is not an option of createClient. Did you mean retry.limit?'],
    [
      { totalTimeout: 5_000 },
      'totalTimeout is not an option of createClient. Use timeout for an operation, attemptTimeout for one attempt.',
    ],
    [{ hosts: { amin: 'a' } }, 'hosts.amin is not an option of createClient. Did you mean hosts.admin?'],
    [{ hooks: { onWarn() {} } }, 'hooks.onWarn is not an option of createClient. Did you mean hooks.onWarning?'],
  ])('%j of createClient is refused', (options, message) => {
    expect(() => createClient({ ...APP, ...options } as ClientOptions)).toThrow(refused(message));
  });

  test('without a similar name is refused with all names', () => {
    const message =
      'verbose is not an option of createClient. Its options are appId, region, emulator, hosts, storage, storageKey, tabs, adoptVendorSession, tokenProvider, allowInsecure, timeout, attemptTimeout, retry, maxResponseBytes, fetch, hooks.';
    expect(() => createClient({ ...APP, verbose: true } as ClientOptions)).toThrow(refused(message));
  });

  test('of tokenFrom is refused', () => {
    const message = 'header is not an option of tokenFrom. Did you mean headers?';
    expect(() => tokenFrom('/token', { header: {} } as object)).toThrow(refused(message));
  });

  test('of an operation is refused before a request; each operation has its own options', async () => {
    const { make, wire } = await serve();
    const client = make();
    const given = { timeOut: 5 } as object;
    const calls: Record<string, (options: object) => Promise<unknown>> = {
      login: (options) => client.login('token', options),
      logout: (options) => client.logout(options),
      createUser: (options) => client.createUser({ uid: 'a', name: 'A' }, 'key', options),
      updateUser: (options) => client.updateUser({ uid: 'a', name: 'A' }, 'key', options),
      updateCurrentUserDetails: (options) => client.updateCurrentUserDetails({ name: 'A' }, options),
      getUser: (options) => client.getUser('a', options),
      generateCallToken: (options) => client.generateCallToken('standup', options),
    };
    for (const [name, call] of Object.entries(calls)) {
      await expect(call(given)).rejects.toEqual(refused(`timeOut is not an option of ${name}. Did you mean timeout?`));
    }
    await expect(client.logout({ strikt: true } as object)).rejects.toEqual(
      refused('strikt is not an option of logout. Did you mean strict?'),
    );
    await expect(client.getUser('a', { strict: true } as object)).rejects.toEqual(
      refused('strict is not an option of getUser. Its options are signal, timeout.'),
    );
    expect(wire()).toEqual([]);
  });
});

describe('an instance of a class', () => {
  test('as options has its own fields checked, and getters of the class are read', () => {
    class Options {
      readonly appId = 'app-1';
      get region() {
        return 'us';
      }
    }
    createClient(new Options()).dispose();
    const wrong = Object.assign(new Options(), { emulater: 'http://127.0.0.1:7700' });
    expect(() => createClient(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });

  test('as hooks, and an event as options of an operation, may have other fields', async () => {
    class Metrics {
      readonly counted: string[] = [];
      onRequest({ operation }: { operation: string }) {
        this.counted.push(operation);
      }
    }
    const { make, tokenOf } = await serve();
    const hooks = new Metrics();
    const client = make({ hooks });
    await client.login(await tokenOf('kevin'));
    await client.logout(new Event('click') as object);
    expect(hooks.counted).toEqual(['login', 'logout']);
  });
});

test('options that cannot be read are refused, with the error as the cause', () => {
  const cause = new Error('a getter');
  const throwing = (name: string) =>
    Object.defineProperty({ ...APP }, name, {
      enumerable: true,
      get() {
        throw cause;
      },
    });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(() => createClient(proxy as ClientOptions)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  for (const name of ['appId', 'region', 'emulator', 'timeout', 'tabs', 'fetch'])
    expect(() => createClient(throwing(name))).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', cause }));
});
