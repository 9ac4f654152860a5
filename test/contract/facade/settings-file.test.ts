import { describe, expect, test } from 'vitest';
import { load, noUnhandledRejections, startEmulator, tokenOf } from './facade-support.js';

noUnhandledRejections();

const NOWHERE = 'http://127.0.0.1:9';

/** A settings file whose two parts name different hosts. Only the hosts of `chatSDK` respond. */
async function differingSettings() {
  const emulator = await startEmulator();
  const { url } = emulator;
  const settings = {
    appId: 'emulator-app',
    region: 'us',
    credentials: { authKey: emulator.authKey },
    chatSDK: { adminHost: url, clientHost: url },
    callsSDK: { adminHost: NOWHERE, clientHost: NOWHERE, host: url },
  };
  return { emulator, settings };
}

describe('initFromSettings of both facades', () => {
  test.each(['CometChat', 'CometChatCalls'] as const)(
    'takes the hosts of chatSDK where callsSDK has others, with %s first',
    async (first) => {
      const { emulator, settings } = await differingSettings();
      const all = await load();
      const second = first === 'CometChat' ? 'CometChatCalls' : 'CometChat';
      const results = [await all[first].initFromSettings(settings), await all[second].initFromSettings(settings)];
      expect(results).toEqual(expect.arrayContaining([true, { success: true, error: null }]));
      await all.CometChat.login(await tokenOf(emulator, 'cometchat-uid-1'));
      expect(all.CometChatCalls.getLoggedInUser()?.uid).toBe('cometchat-uid-1');
      expect(await all.CometChatCalls.login('cometchat-uid-2')).toMatchObject({ uid: 'cometchat-uid-2' });
    },
  );

  test('a host that is null or empty in chatSDK is the one of callsSDK', async () => {
    const { emulator, settings } = await differingSettings();
    const hosts = { adminHost: emulator.url, clientHost: emulator.url };
    const file = { ...settings, chatSDK: { adminHost: null, clientHost: '' }, callsSDK: hosts };
    const { CometChat, CometChatCalls } = await load();
    await CometChat.initFromSettings(file);
    const client = CometChat.getClient();
    expect(await CometChatCalls.initFromSettings(file)).toEqual({ success: true, error: null });
    expect(CometChat.getClient()).toBe(client);
    expect(await CometChat.login('cometchat-uid-1', emulator.authKey)).toMatchObject({ uid: 'cometchat-uid-1' });
  });

  test('the client of one facade serves the other: the second call makes no other client', async () => {
    const { settings } = await differingSettings();
    const { CometChat, CometChatCalls } = await load();
    await CometChatCalls.initFromSettings(settings);
    const client = CometChat.getClient();
    await CometChat.initFromSettings(settings);
    expect(CometChat.getClient()).toBe(client);
  });
});
