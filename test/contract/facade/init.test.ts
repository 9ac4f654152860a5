import { describe, expect, test } from 'vitest';
import {
  failureOf,
  initialize,
  load,
  noUnhandledRejections,
  outcome,
  start,
  startEmulator,
  tokenOf,
  type Untyped,
} from './facade-support.js';

noUnhandledRejections();

const BAD: [string, appId: unknown, region: unknown, code: string][] = [
  ['no App ID', undefined, 'us', 'INVALID_APP_ID'],
  ['null as the App ID', null, 'us', 'INVALID_APP_ID'],
  ['an empty App ID', '', 'us', 'INVALID_APP_ID'],
  ['a blank App ID', '  ', 'us', 'INVALID_APP_ID'],
  ['a number as the App ID', 12345, 'us', 'INVALID_APP_ID'],
  ['an object as the App ID', {}, 'us', 'INVALID_APP_ID'],
  ['an App ID with another host in it', 'evil.example/', 'us', 'INVALID_APP_ID'],
  ['an App ID with a user and host in it', 'a@evil.example#', 'us', 'INVALID_APP_ID'],
  ['an App ID of 64 characters', 'a'.repeat(64), 'us', 'INVALID_APP_ID'],
  ['no region', 'emulator-app', undefined, 'INVALID_REGION'],
  ['null as the region', 'emulator-app', null, 'INVALID_REGION'],
  ['an empty region', 'emulator-app', '', 'INVALID_REGION'],
  ['a blank region', 'emulator-app', ' ', 'INVALID_REGION'],
  ['a region with another host in it', 'emulator-app', 'us.evil.example/', 'INVALID_REGION'],
  ['an object as the region', 'emulator-app', {}, 'INVALID_REGION'],
];

describe('CometChat.init', () => {
  test.each(BAD)('rejects %s', async (_, appId, region, code) => {
    const { CometChat } = await load();
    const init = CometChat.init as Untyped;
    expect(await outcome(() => init(appId, { region }))).toBe(code);
    expect(CometChat.isInitialized()).toBe(false);
  });

  test.each([undefined, null, {}])('without settings (%j) rejects because of the region', async (settings) => {
    const { CometChat } = await load();
    expect(await outcome(() => (CometChat.init as Untyped)('emulator-app', settings))).toBe('INVALID_REGION');
  });

  test('names the option and the remedy', async () => {
    const { CometChat } = await load();
    const error = await failureOf((CometChat.init as Untyped)('emulator-app'));
    expect(error).toMatchObject({
      kind: 'config',
      message: 'region is missing.',
      details: { region: ['region is missing.'] },
    });
    expect(error.hint).toContain('us, eu or in');
  });

  test('resolves with true and sends nothing; a repetition with the same settings keeps the session', async () => {
    const { CometChat, emulator, tokenOf } = await start();
    expect(emulator.requests).toHaveLength(0);
    await CometChat.login(await tokenOf('cometchat-uid-1'));
    const before = emulator.requests.length;
    const settings = new CometChat.AppSettingsBuilder().setRegion('US').useEmulator(emulator.url).build();
    expect(await CometChat.init('emulator-app', settings)).toBe(true);
    expect((await CometChat.getLoggedinUser())?.uid).toBe('cometchat-uid-1');
    expect(emulator.requests).toHaveLength(before);
  });

  test('resolves three times if called three times at once', async () => {
    const { CometChat } = await load();
    const settings = new CometChat.AppSettingsBuilder().setRegion('eu').build();
    const inits = [1, 2, 3].map(() => CometChat.init('emulator-app', settings));
    expect(await Promise.all(inits)).toEqual([true, true, true]);
  });

  test('with another app ends the former client and its requests', async () => {
    const { CometChat, CometChatCalls, emulator, tokenOf: token, ...rest } = await start();
    await CometChat.login(await token('cometchat-uid-1'));
    const reading = outcome(() => CometChat.getUser('cometchat-uid-2'));
    await initialize({ CometChat, CometChatCalls, ...rest }, emulator.url, 'app2');
    expect(await reading).toBe('CLIENT_DISPOSED');
    expect(await CometChat.getLoggedinUser()).toBeNull();
    await CometChat.login(await tokenOf(emulator, 'cometchat-uid-2', 'app2'));
    expect(emulator.requests.at(-1)?.headers.appid).toBe('app2');
    expect(CometChatCalls.getLoggedInUser()?.uid).toBe('cometchat-uid-2');
  });

  test('with another app that is not valid keeps the present one', async () => {
    const { CometChat, tokenOf } = await start();
    await CometChat.login(await tokenOf('cometchat-uid-1'));
    expect(await outcome(() => CometChat.init('no app', new CometChat.AppSettings()))).toBe('INVALID_APP_ID');
    expect((await CometChat.getUser('cometchat-uid-2')).getName()).toBe('George Alan');
  });
});

describe('The same app again', () => {
  const OTHERS: [string, Record<string, string>][] = [
    ['region', { region: 'eu' }],
    ['adminHost', { adminHost: 'b.example' }],
    ['clientHost', { clientHost: 'b.example' }],
    ['storageMode', { storageMode: 'session' }],
  ];

  test.each(OTHERS)('with another %s rejects with CONFIG_CONFLICT and changes nothing', async (name, other) => {
    const { CometChat } = await load();
    const { AppSettingsBuilder } = CometChat;
    const settings = new AppSettingsBuilder()
      .setRegion('us')
      .overrideAdminHost('a.example')
      .overrideClientHost('a.example')
      .build();
    await CometChat.init('emulator-app', settings);
    const error = await failureOf((CometChat.init as Untyped)('emulator-app', { ...settings, ...other }));
    expect(error).toMatchObject({
      code: 'CONFIG_CONFLICT',
      kind: 'config',
      details: { [name]: [expect.stringContaining(name)] },
    });
    expect(await CometChat.init('emulator-app', settings)).toBe(true);
  });

  test('with another emulator rejects with CONFIG_CONFLICT', async () => {
    const { CometChat, ...all } = await start();
    expect(await outcome(() => initialize({ CometChat, ...all }, 'http://127.0.0.1:1'))).toBe('CONFIG_CONFLICT');
  });

  test('CometChatCalls.init may add the calls host, and keeps the session', async () => {
    const emulator = await startEmulator();
    const { CometChat, CometChatCalls } = await load();
    const { url } = emulator;
    const settings = new CometChat.AppSettingsBuilder()
      .setRegion('us')
      .overrideAdminHost(url)
      .overrideClientHost(url)
      .build();
    await CometChat.init('emulator-app', settings);
    await CometChat.login(await tokenOf(emulator, 'cometchat-uid-1'));
    expect(await CometChatCalls.init({ appId: 'emulator-app', region: 'us', host: `${url}/v3.0` })).toMatchObject({
      success: true,
    });
    expect(CometChatCalls.getLoggedInUser()?.name).toBe('Andrew Joseph');
    expect(await CometChatCalls.generateToken('standup')).toEqual({ token: expect.any(String) });
    expect((await CometChat.getLoggedinUser())?.uid).toBe('cometchat-uid-1');
  });

  test('CometChatCalls.init decides where the session is stored; a later setStorageMode(SESSION) is refused, not ignored', async () => {
    const { CometChat, CometChatCalls } = await load();
    await CometChatCalls.init({ appId: 'emulator-app', region: 'us' });
    const { AppSettingsBuilder, StorageMode } = CometChat;
    const settings = new AppSettingsBuilder().setRegion('us').setStorageMode(StorageMode.SESSION).build();
    expect(await outcome(() => CometChat.init('emulator-app', settings))).toBe('CONFIG_CONFLICT');
  });
});
