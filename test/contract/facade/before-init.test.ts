import { describe, expect, test } from 'vitest';
import {
  failureOf,
  load,
  noUnhandledRejections,
  outcome,
  type Package,
  startEmulator,
  tokenOf,
  type Untyped,
} from './facade-support.js';

noUnhandledRejections();

type Call = [name: string, call: (all: Untyped) => Promise<unknown>];

const CALLS: Call[] = [
  ['CometChat.login(authToken)', ({ CometChat }) => CometChat.login('token')],
  ['CometChat.login(uid, authKey)', ({ CometChat }) => CometChat.login('kevin', 'key')],
  ['CometChat.login()', ({ CometChat }) => CometChat.login()],
  ['CometChat.login(null)', ({ CometChat }) => CometChat.login(null)],
  ['CometChat.login with three arguments', ({ CometChat }) => CometChat.login('a', 'b', 'c')],
  ['CometChat.logout', ({ CometChat }) => CometChat.logout()],
  ['CometChat.getLoggedinUser', ({ CometChat }) => CometChat.getLoggedinUser()],
  ['CometChat.getLoggedInUser', ({ CometChat }) => CometChat.getLoggedInUser()],
  ['CometChat.getUser', ({ CometChat }) => CometChat.getUser('kevin')],
  ['CometChat.getUser without arguments', ({ CometChat }) => CometChat.getUser()],
  ['CometChat.createUser', ({ CometChat }) => CometChat.createUser(new CometChat.User('kevin', 'Kevin'), 'key')],
  ['CometChat.createUser without arguments', ({ CometChat }) => CometChat.createUser()],
  ['CometChat.updateUser', ({ CometChat }) => CometChat.updateUser(new CometChat.User('kevin'), 'key')],
  ['CometChat.updateUser with null', ({ CometChat }) => CometChat.updateUser(null, null)],
  ['CometChat.updateCurrentUserDetails', ({ CometChat }) => CometChat.updateCurrentUserDetails({ name: 'K' })],
  ['CometChat.updateCurrentUserDetails without arguments', ({ CometChat }) => CometChat.updateCurrentUserDetails()],
  ['CometChatCalls.login(authToken)', ({ CometChatCalls }) => CometChatCalls.login('token')],
  ['CometChatCalls.login(uid, authKey)', ({ CometChatCalls }) => CometChatCalls.login('kevin', 'key')],
  ['CometChatCalls.login with a space in the uid', ({ CometChatCalls }) => CometChatCalls.login('a b', 'key')],
  ['CometChatCalls.loginWithAuthToken', ({ CometChatCalls }) => CometChatCalls.loginWithAuthToken('')],
  ['CometChatCalls.logout', ({ CometChatCalls }) => CometChatCalls.logout()],
  ['CometChatCalls.generateToken', ({ CometChatCalls }) => CometChatCalls.generateToken('')],
];

describe('Before init', () => {
  test.each(CALLS)('%s rejects, before any other check', async (_, call) => {
    const all = await load();
    expect(await outcome(() => call(all))).toBe('COMETCHAT_INITIALIZATION_NOT_DONE');
  });

  test('an error says what to do, with the method names of both facades', async () => {
    const { CometChat } = await load();
    const error = await failureOf(CometChat.getLoggedinUser());
    expect(error).toMatchObject({ kind: 'config', errorCode: 'ERROR_SDK_NOT_INITIALIZED', retryable: false });
    expect(error.hint).toContain('init()');
  });

  test('a failed init changes nothing', async () => {
    const { CometChat } = await load();
    await failureOf(CometChat.init('', new CometChat.AppSettingsBuilder().setRegion('us').build()));
    expect(CometChat.isInitialized()).toBe(false);
    expect(await outcome(() => CometChat.logout())).toBe('COMETCHAT_INITIALIZATION_NOT_DONE');
  });

  test('methods that need no app work: listeners and synchronous getters', async () => {
    const { CometChat, CometChatCalls } = await load();
    CometChat.addLoginListener('a', new CometChat.LoginListener({}));
    CometChat.removeLoginListener('a');
    CometChatCalls.addLoginListener('a', {});
    CometChatCalls.removeLoginListener('a');
    expect(CometChat.isInitialized()).toBe(false);
    expect(CometChatCalls.isUserLoggedIn()).toBe(false);
    expect(CometChatCalls.getLoggedInUser()).toBeNull();
    expect(CometChatCalls.getUserAuthToken()).toBeNull();
  });

  test('a listener that was added before init hears a login after it', async () => {
    const emulator = await startEmulator();
    const { CometChat } = await load();
    const names: string[] = [];
    CometChat.addLoginListener('early', { loginSuccess: (user) => names.push(user.getName()) });
    await CometChat.init(
      'emulator-app',
      new CometChat.AppSettingsBuilder().setRegion('us').useEmulator(emulator.url).build(),
    );
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(names).toEqual(['Andrew Joseph']);
  });
});

describe('During init', () => {
  const UNDER_WAY: [string, (all: Package, token: string, key: string) => Promise<unknown>][] = [
    ['CometChat.login', ({ CometChat }, token) => CometChat.login(token)],
    ['CometChatCalls.login', ({ CometChatCalls }, token) => CometChatCalls.login(token)],
    ['createUser', ({ CometChat }, _, key) => CometChat.createUser({ uid: 'kevin', name: 'Kevin' }, key)],
    ['getLoggedinUser', ({ CometChat }) => CometChat.getLoggedinUser()],
  ];

  test.each(UNDER_WAY)('%s waits for it', async (_, call) => {
    const emulator = await startEmulator();
    const all = await load();
    const token = await tokenOf(emulator, 'cometchat-uid-1');
    const { AppSettingsBuilder } = all.CometChat;
    const init = all.CometChat.init(
      'emulator-app',
      new AppSettingsBuilder().setRegion('us').useEmulator(emulator.url).build(),
    );
    expect(await outcome(() => call(all, token, emulator.authKey))).toBe('ok');
    expect(await init).toBe(true);
  });
});
