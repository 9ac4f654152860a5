import { describe, expect, test, vi } from 'vitest';
import type { Emulator } from '../../../src/emulator.js';
import { openStorage } from '../../support/client-support.js';
import {
  load,
  noUnhandledRejections,
  outcome,
  type Package,
  startEmulator,
  tokenOf,
  type Untyped,
} from './facade-support.js';

noUnhandledRejections();

const VENDOR_KEY = 'emulator-app:common_store/user';
const OWN_KEY = 'cometchat-users:v1:emulator-app:us';

/** The user as the vendor's Chat SDK 4.2.0 stores it: JSON in JSON, with the token among the fields. */
const vendorUser = (uid: string, authToken: string) => JSON.stringify(JSON.stringify({ uid, name: uid, authToken }));

/** A page in which the vendor's SDK has logged in a user. */
async function openPage(uid = 'cometchat-uid-1') {
  const emulator = await startEmulator();
  const token = await tokenOf(emulator, uid);
  const localStorage = openStorage({ [VENDOR_KEY]: vendorUser(uid, token) });
  const sessionStorage = openStorage();
  vi.stubGlobal('document', { addEventListener: () => undefined });
  vi.stubGlobal('localStorage', localStorage);
  vi.stubGlobal('sessionStorage', sessionStorage);
  const sent = () =>
    emulator.requests
      .filter(({ headers }) => headers.apikey !== emulator.apiKey)
      .map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  return { emulator, token, localStorage, sessionStorage, sent };
}

const settings = ({ CometChat }: Package, { url }: Emulator) =>
  new CometChat.AppSettingsBuilder().setRegion('us').useEmulator(url);

const FORMS: [string, (all: Package, emulator: Emulator, adopt?: boolean) => Promise<unknown>][] = [
  [
    'CometChat.init',
    (all, emulator, adopt) => {
      const builder = settings(all, emulator);
      if (adopt !== undefined) builder.adoptVendorSession(adopt);
      return all.CometChat.init('emulator-app', builder.build());
    },
  ],
  [
    'CometChat.initFromSettings',
    ({ CometChat }, { url }, adopt) =>
      CometChat.initFromSettings({
        appId: 'emulator-app',
        region: 'us',
        emulator: url,
        ...(adopt !== undefined && { adoptVendorSession: adopt }),
      }),
  ],
  [
    'CometChatCalls.init',
    ({ CometChatCalls }, { url }, adopt) =>
      CometChatCalls.init({
        appId: 'emulator-app',
        region: 'us',
        emulator: url,
        ...(adopt !== undefined && { adoptVendorSession: adopt }),
      }),
  ],
  [
    'CometChatCalls.init with a CallAppSettingsBuilder',
    ({ CometChatCalls }, { url }, adopt) => {
      const builder = new CometChatCalls.CallAppSettingsBuilder().setAppId('emulator-app').setRegion('us');
      if (adopt !== undefined) builder.setAdoptVendorSession(adopt);
      return CometChatCalls.init(Object.assign(builder.build(), { emulator: url }));
    },
  ],
  [
    'CometChatCalls.initFromSettings',
    ({ CometChatCalls }, { url }, adopt) =>
      CometChatCalls.initFromSettings({
        appId: 'emulator-app',
        region: 'us',
        emulator: url,
        ...(adopt !== undefined && { adoptVendorSession: adopt }),
      }),
  ],
];

describe('The session of the vendor’s Chat SDK', () => {
  test.each(FORMS)('is taken over by %s, and one request checks it', async (_, init) => {
    const { emulator, token, localStorage, sent } = await openPage();
    const all = await load();
    await init(all, emulator);
    expect(all.CometChatCalls.getUserAuthToken()).toBe(token);
    await vi.waitFor(() => expect(sent()).toEqual(['GET /v3.0/users/cometchat-uid-1']));
    expect(localStorage.held[VENDOR_KEY]).toBe(vendorUser('cometchat-uid-1', token));
  });

  test.each(FORMS)('is left alone by %s where the app says so', async (_, init) => {
    const { emulator, sent } = await openPage();
    const all = await load();
    await init(all, emulator, false);
    expect(await all.CometChat.getLoggedinUser()).toBeNull();
    expect(sent()).toEqual([]);
  });

  test('does not come back after a logout: not on the next page, nor by an init of the other facade', async () => {
    const { emulator, localStorage } = await openPage();
    const first = await load();
    await first.CometChat.init('emulator-app', settings(first, emulator).build());
    await first.CometChat.logout();
    expect(JSON.parse(localStorage.held[OWN_KEY] as string)).toEqual({ v: 1, ended: expect.any(String) });
    first.CometChat.getClient().dispose();
    const next = await load();
    await next.CometChatCalls.init({ appId: 'emulator-app', region: 'us', emulator: emulator.url });
    expect(next.CometChatCalls.isUserLoggedIn()).toBe(false);
    expect(await next.CometChat.getLoggedinUser()).toBeNull();
  });

  test('gives way to a session of this package', async () => {
    const { emulator } = await openPage();
    const first = await load();
    await first.CometChat.init('emulator-app', settings(first, emulator).adoptVendorSession(false).build());
    await first.CometChat.login('cometchat-uid-2', emulator.authKey);
    first.CometChat.getClient().dispose();
    const next = await load();
    await next.CometChat.init('emulator-app', settings(next, emulator).build());
    expect((await next.CometChat.getLoggedinUser())?.uid).toBe('cometchat-uid-2');
  });

  test('is read from the storage that the app chose', async () => {
    const { emulator, localStorage, sessionStorage } = await openPage();
    const { [VENDOR_KEY]: user = '' } = localStorage.held;
    const all = await load();
    const { StorageMode } = all.CometChat;
    await all.CometChat.init('emulator-app', settings(all, emulator).setStorageMode(StorageMode.SESSION).build());
    expect(await all.CometChat.getLoggedinUser()).toBeNull();
    all.CometChat.getClient().dispose();
    sessionStorage.held[VENDOR_KEY] = user as string;
    localStorage.removeItem(VENDOR_KEY);
    const next = await load();
    await next.CometChat.init('emulator-app', settings(next, emulator).setStorageMode(StorageMode.SESSION).build());
    expect((await next.CometChat.getLoggedinUser())?.uid).toBe('cometchat-uid-1');
  });

  test('of another app is not touched', async () => {
    const { emulator } = await openPage();
    const all = await load();
    await all.CometChat.init('app2', settings(all, emulator).build());
    expect(await all.CometChat.getLoggedinUser()).toBeNull();
  });
});

describe('adoptVendorSession', () => {
  test('may be set by the first init only; an init that does not set it changes nothing', async () => {
    const { emulator } = await openPage();
    const all = await load();
    const build = (adopt: boolean) => settings(all, emulator).adoptVendorSession(adopt).build();
    await all.CometChat.init('emulator-app', build(false));
    expect(await all.CometChatCalls.init({ appId: 'emulator-app', region: 'us' })).toMatchObject({ success: true });
    expect(await all.CometChat.init('emulator-app', build(false))).toBe(true);
    expect(await outcome(() => all.CometChat.init('emulator-app', build(true)))).toBe('CONFIG_CONFLICT');
  });

  test('must be a boolean', async () => {
    const { CometChat } = await load();
    const init = CometChat.init as Untyped;
    expect(await outcome(() => init('emulator-app', { region: 'us', adoptVendorSession: 'no' }))).toBe(
      'INVALID_OPTION',
    );
  });
});
