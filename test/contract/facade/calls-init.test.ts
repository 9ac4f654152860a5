import { describe, expect, test } from 'vitest';
import { load, noUnhandledRejections, startEmulator, tokenOf, type Untyped } from './facade-support.js';

noUnhandledRejections();

const BAD: [string, settings: unknown, code: string][] = [
  ['nothing', undefined, 'INVALID_APP_ID'],
  ['null', null, 'INVALID_APP_ID'],
  ['a string', 'emulator-app', 'INVALID_APP_ID'],
  ['no App ID', { region: 'us' }, 'INVALID_APP_ID'],
  ['an empty App ID', { appId: '', region: 'us' }, 'INVALID_APP_ID'],
  ['an App ID that is another host', { appId: 'evil.example/', region: 'us' }, 'INVALID_APP_ID'],
  ['no region', { appId: 'emulator-app' }, 'INVALID_REGION'],
  ['a region that is another host', { appId: 'emulator-app', region: '.evil.example#' }, 'INVALID_REGION'],
  ['an invalid host', { appId: 'emulator-app', region: 'us', host: 'a b' }, 'INVALID_OPTION'],
  ['a host over plain http', { appId: 'emulator-app', region: 'us', host: 'http://calls.example' }, 'INSECURE_HOST'],
];

describe('CometChatCalls.init', () => {
  test.each(BAD)('resolves without success for %s', async (_, settings, code) => {
    const { CometChatCalls, CometChat } = await load();
    expect(await (CometChatCalls.init as Untyped)(settings)).toEqual({
      success: false,
      error: { name: 'VALIDATION_ERROR', code, message: expect.stringMatching(/\w/), timestamp: expect.any(Number) },
    });
    expect(CometChat.isInitialized()).toBe(false);
  });

  test('resolves without success for the same app in another region', async () => {
    const { CometChatCalls } = await load();
    expect(await CometChatCalls.init({ appId: 'emulator-app', region: 'US' })).toEqual({ success: true, error: null });
    const again = await CometChatCalls.init({ appId: 'emulator-app', region: 'eu' });
    expect(again).toMatchObject({ success: false, error: { code: 'CONFIG_CONFLICT' } });
  });

  test('initialises both facades', async () => {
    const { CometChatCalls, CometChat } = await load();
    await CometChatCalls.init({ appId: 'emulator-app', region: 'in' });
    expect(CometChat.isInitialized()).toBe(true);
    expect(await CometChat.getLoggedinUser()).toBeNull();
  });

  test.each(['built', 'not built'])('takes the settings of the v4 builder (%s)', async (form) => {
    const emulator = await startEmulator();
    const { CometChatCalls } = await load();
    const builder = new CometChatCalls.CallAppSettingsBuilder()
      .setAppId('emulator-app')
      .setRegion('us')
      .setHost(emulator.url);
    const settings = builder.build();
    expect(settings).toBeInstanceOf(CometChatCalls.CallAppSettings);
    expect([settings.getAppId(), settings.getRegion(), settings.getHost()]).toEqual([
      'emulator-app',
      'us',
      emulator.url,
    ]);
    expect(await CometChatCalls.init(form === 'built' ? settings : builder)).toMatchObject({ success: true });
    const token = await tokenOf(emulator, 'cometchat-uid-1');
    expect(await CometChatCalls.generateToken('standup', token)).toEqual({ token: expect.any(String) });
  });
});
