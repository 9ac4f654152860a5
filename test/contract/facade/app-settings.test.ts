import { describe, expect, test, vi } from 'vitest';
import {
  load,
  noUnhandledRejections,
  outcome,
  type Package,
  scripted,
  startEmulator,
  tokenOf,
  type Untyped,
} from './facade-support.js';

noUnhandledRejections();

describe('AppSettingsBuilder', () => {
  test('chains every method of the vendor', async () => {
    const { CometChat } = await load();
    const builder = new CometChat.AppSettingsBuilder();
    const settings = builder
      .subscribePresenceForAllUsers()
      .subscribePresenceForRoles(['admin'])
      .subscribePresenceForFriends()
      .setRegion('EU')
      .enableAutoJoinForGroups(true)
      .autoEstablishSocketConnection(false)
      .overrideAdminHost('admin.example/v3')
      .overrideClientHost('client.example/v3')
      .setStorageMode(CometChat.StorageMode.SESSION)
      .build();
    expect(settings).toBeInstanceOf(CometChat.AppSettings);
    expect(settings.getRegion()).toBe('EU');
    expect(settings.getAdminHost()).toBe('admin.example/v3');
    expect(settings.getClientHost()).toBe('client.example/v3');
    expect(settings.getStorageMode()).toBe('session');
    expect(await CometChat.init('emulator-app', settings)).toBe(true);
  });

  test('returns what it was given for presence, groups and the socket, which have no effect', async () => {
    const { CometChat } = await load();
    const { AppSettings, AppSettingsBuilder } = CometChat;
    const read = (builder: InstanceType<typeof AppSettingsBuilder>) => {
      const settings = builder.build();
      return [
        settings.getSubscriptionType(),
        settings.getRoles(),
        settings.getIsAutoJoinEnabled(),
        settings.shouldAutoEstablishSocketConnection(),
      ];
    };
    const make = () => new AppSettingsBuilder();
    expect(read(make())).toEqual([AppSettings.SUBSCRIPTION_TYPE_NONE, [], true, true]);
    expect(read(make().enableAutoJoinForGroups().autoEstablishSocketConnection())).toEqual(['NONE', [], true, true]);
    expect(read(make().subscribePresenceForAllUsers())[0]).toBe(AppSettings.SUBSCRIPTION_TYPE_ALL_USERS);
    expect(read(make().subscribePresenceForFriends())[0]).toBe(AppSettings.SUBSCRIPTION_TYPE_FRIENDS);
    const roles = make().subscribePresenceForRoles(['admin']);
    expect(read(roles.enableAutoJoinForGroups(false).autoEstablishSocketConnection(false))).toEqual([
      AppSettings.SUBSCRIPTION_TYPE_ROLES,
      ['admin'],
      false,
      false,
    ]);
  });

  test('builds settings that later changes of the builder do not affect', async () => {
    const { CometChat } = await load();
    const builder = new CometChat.AppSettingsBuilder().setRegion('us');
    const settings = builder.build();
    builder.setRegion('eu');
    expect(settings.getRegion()).toBe('us');
  });

  test("has the names and values of the vendor's storage modes", async () => {
    const { CometChat } = await load();
    expect({ ...CometChat.StorageMode }).toEqual({ LOCAL: 'local', SESSION: 'session' });
    expect(new CometChat.AppSettings().getStorageMode()).toBe('local');
  });
});

describe('Override hosts', () => {
  const HOSTS: [string, given: string, path: string][] = [
    ['a URL gets the version', '', '/v3.0/users'],
    ['a path replaces the version', '/custom', '/custom/users'],
    ['a slash at the end is ignored', '/custom/deep/', '/custom/deep/users'],
  ];

  test.each(HOSTS)('%s', async (_, given, path) => {
    const { url, seen } = await scripted(() => ({ status: 200, body: '{"data":{"uid":"kevin"}}' }));
    const { CometChat } = await load();
    const host = `${url}${given}`;
    await CometChat.init(
      'emulator-app',
      new CometChat.AppSettingsBuilder().setRegion('us').overrideAdminHost(host).build(),
    );
    await CometChat.createUser({ uid: 'kevin', name: 'Kevin' }, 'key');
    expect(seen).toEqual([`POST ${path}`]);
  });

  const VENDOR: [given: string, url: string][] = [
    ['admin.example', 'https://admin.example/v3.0/users'],
    ['admin.example/v3', 'https://admin.example/v3/users'],
    ['https://admin.example', 'https://admin.example/v3.0/users'],
    ['admin.example:8443/a/b', 'https://admin.example:8443/a/b/users'],
  ];

  test.each(VENDOR)('"%s" is sent to %s', async (given, expected) => {
    const urls: string[] = [];
    vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
      urls.push(new Request(input, init).url);
      return new Response('{"data":{"uid":"kevin"}}');
    });
    const { CometChat } = await load();
    await CometChat.init(
      'emulator-app',
      new CometChat.AppSettingsBuilder().setRegion('us').overrideAdminHost(given).build(),
    );
    await CometChat.createUser({ uid: 'kevin', name: 'Kevin' }, 'key');
    expect(urls).toEqual([expected]);
  });

  test.each([
    ['http://admin.example', 'INSECURE_HOST'],
    ['user:password@admin.example', 'INVALID_OPTION'],
    ['admin.example?x=1', 'INVALID_OPTION'],
    ['https://https://admin.example', 'INVALID_OPTION'],
    ['a b', 'INVALID_OPTION'],
  ])('"%s" is refused', async (host, code) => {
    const { CometChat } = await load();
    const settings = new CometChat.AppSettingsBuilder().setRegion('us').overrideClientHost(host).build();
    expect(await outcome(() => CometChat.init('emulator-app', settings))).toBe(code);
  });
});

describe('initFromSettings', () => {
  /** The shape of the vendor's `cometchat-settings.json`. */
  const file = (url: string, more: object = {}) => ({
    appId: 'emulator-app',
    region: 'us',
    credentials: { authKey: '' },
    chatSDK: {
      presenceSubscription: { type: 'ALL_USERS', roles: [] },
      autoEstablishSocketConnection: true,
      adminHost: url,
      clientHost: url,
    },
    callsSDK: { adminHost: url, clientHost: url, host: url },
    uiKit: {},
    ...more,
  });

  const BOTH: [string, (all: Package, settings: Untyped) => Promise<unknown>][] = [
    ['CometChat', ({ CometChat }, settings) => CometChat.initFromSettings(settings)],
    ['CometChatCalls', ({ CometChatCalls }, settings) => CometChatCalls.initFromSettings(settings)],
  ];

  test.each(BOTH)("of %s takes the vendor's file; an empty authKey counts as none", async (_, init) => {
    const emulator = await startEmulator();
    const all = await load();
    const answer = await init(all, file(emulator.url));
    expect([true, { success: true, error: null }]).toContainEqual(answer);
    const token = await tokenOf(emulator, 'cometchat-uid-1');
    expect((await all.CometChatCalls.login(token)).uid).toBe('cometchat-uid-1');
    expect(await all.CometChatCalls.generateToken('standup')).toEqual({ token: expect.any(String) });
    expect((await all.CometChat.createUser({ uid: 'kevin', name: 'K' }, emulator.authKey)).uid).toBe('kevin');
  });

  test('treats an empty authKey as none: login with a uid alone fails', async () => {
    const { url, seen } = await scripted(() => ({ status: 200, body: '{"data":{"uid":"kevin"}}' }));
    const { CometChatCalls } = await load();
    await CometChatCalls.initFromSettings(file(url));
    expect(await outcome(() => CometChatCalls.login('kevin'))).toBe('INVALID_AUTH_KEY');
    expect(seen).toEqual([]);
  });

  test('of both facades, one after the other, initialises one app', async () => {
    const { CometChat, CometChatCalls } = await load();
    const settings = file('http://127.0.0.1:1', { credentials: { authKey: 'key' } });
    expect(await CometChat.initFromSettings(settings)).toBe(true);
    expect(await CometChatCalls.initFromSettings(settings)).toEqual({ success: true, error: null });
  });

  test.each([undefined, null, {}, { appId: 'emulator-app' }, { region: 'us' }])(
    'of %j fails as each facade fails',
    async (settings) => {
      const { CometChat, CometChatCalls } = await load();
      expect(await outcome(() => CometChat.initFromSettings(settings as Untyped))).toMatch(/^INVALID_(APP_ID|REGION)$/);
      expect(await CometChatCalls.initFromSettings(settings as Untyped)).toMatchObject({ success: false });
    },
  );
});
