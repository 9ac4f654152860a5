import { describe, expect, test } from 'vitest';
import { noUnhandledRejections, outcome, start, type Untyped } from './facade-support.js';

noUnhandledRejections();

async function signedIn() {
  const started = await start();
  await started.CometChat.login('cometchat-uid-1', started.emulator.authKey);
  const before = started.emulator.requests.length;
  return { ...started, sent: () => started.emulator.requests.length - before };
}

const GET: [what: string, uid: unknown, code: string][] = [
  ['undefined', undefined, 'UID_IS_COMPULSORY'],
  ['null', null, 'UID_IS_COMPULSORY'],
  ['an empty string', '', 'INVALID_UID'],
  ['a blank string', '  ', 'INVALID_UID'],
  ['a number', 5, 'INVALID_UID'],
  ['an empty object', {}, 'UID_IS_COMPULSORY'],
  ['an array', ['cometchat-uid-1'], 'UID_IS_COMPULSORY'],
  ['a uid that leads to /me', '../me', 'INVALID_UID'],
  ['the same, escaped', '%2e%2e%2fme', 'INVALID_UID'],
  ['two dots, escaped', '%2e%2e', 'INVALID_UID'],
  ['a path', 'a/b', 'INVALID_UID'],
  ['a query', 'a?x', 'INVALID_UID'],
  ['a fragment', 'a#x', 'INVALID_UID'],
  ['one dot', '.', 'INVALID_UID'],
  ['a line break', 'a\nb', 'INVALID_UID'],
  ['101 characters', 'a'.repeat(101), 'INVALID_UID'],
];

describe('CometChat.getUser with wrong arguments sends nothing:', () => {
  test.each(GET)('%s', async (_, uid, code) => {
    const { CometChat, sent } = await signedIn();
    expect(await outcome(() => (CometChat.getUser as Untyped)(uid))).toBe(code);
    expect(sent()).toBe(0);
  });

  test.each(['a user', 'a plain object'])('but accepts %s with a uid', async (form) => {
    const { CometChat } = await signedIn();
    const { User } = CometChat;
    const who = form === 'a user' ? new User('cometchat-uid-2') : { uid: 'cometchat-uid-2' };
    expect((await (CometChat.getUser as Untyped)(who)).getName()).toBe('George Alan');
  });
});

const ME: [what: string, user: unknown, code: string][] = [
  ['undefined', undefined, 'MISSING_PARAMETERS'],
  ['null', null, 'MISSING_PARAMETERS'],
  ['a string', 'x', 'MISSING_PARAMETERS'],
  ['a number', 5, 'MISSING_PARAMETERS'],
  ['a string as the tags', { tags: 'x' }, 'INVALID_USER_TAGS'],
  ['a number as the name', { name: 5 }, 'INVALID_USER_NAME'],
  ['a blank name', { name: '  ' }, 'INVALID_USER_NAME'],
  ['an avatar that is not a URL', { avatar: 'x' }, 'INVALID_USER_AVATAR'],
  ['another role', { role: 'admin' }, 'ROLE_NOT_EDITABLE'],
  ['metadata that is a string', { metadata: 'x' }, 'INVALID_USER_METADATA'],
];

describe('CometChat.updateCurrentUserDetails with wrong arguments sends nothing:', () => {
  test.each(ME)('%s', async (_, user, code) => {
    const { CometChat, sent } = await signedIn();
    expect(await outcome(() => (CometChat.updateCurrentUserDetails as Untyped)(user))).toBe(code);
    expect(sent()).toBe(0);
  });

  test.each(ME.slice(0, 4))('%s, also when no user is signed in', async (_, user, code) => {
    const { CometChat, emulator } = await start();
    expect(await outcome(() => (CometChat.updateCurrentUserDetails as Untyped)(user))).toBe(code);
    expect(emulator.requests).toHaveLength(0);
  });

  test('another uid on the argument changes neither the target nor the argument', async () => {
    const { CometChat, emulator } = await signedIn();
    const user = new CometChat.User('cometchat-uid-2', 'Renamed');
    expect((await CometChat.updateCurrentUserDetails(user)).getUid()).toBe('cometchat-uid-1');
    expect(user.getUid()).toBe('cometchat-uid-2');
    expect(emulator.users.get('cometchat-uid-1')?.name).toBe('Renamed');
    expect(emulator.users.get('cometchat-uid-2')?.name).toBe('George Alan');
  });
});

describe('When no user is signed in', () => {
  const CALLS: [string, (all: Untyped) => Promise<unknown>][] = [
    ['getUser', ({ CometChat }) => CometChat.getUser('cometchat-uid-1')],
    ['updateCurrentUserDetails', ({ CometChat }) => CometChat.updateCurrentUserDetails({ name: 'K' })],
    ['logout', ({ CometChat }) => CometChat.logout()],
    ['logout of CometChatCalls', ({ CometChatCalls }) => CometChatCalls.logout()],
    ['generateToken', ({ CometChatCalls }) => CometChatCalls.generateToken('standup')],
  ];

  test.each(CALLS)('%s rejects and sends nothing', async (_, call) => {
    const all = await start();
    expect(await outcome(() => call(all))).toBe('USER_NOT_LOGED_IN');
    expect(all.emulator.requests).toHaveLength(0);
  });

  test('getLoggedinUser returns null, under both spellings', async () => {
    const { CometChat } = await start();
    expect(await CometChat.getLoggedinUser()).toBeNull();
    expect(await CometChat.getLoggedInUser()).toBeNull();
  });
});

describe('Arguments that are not options', () => {
  const CALLS: [string, (all: Untyped, options: unknown) => Promise<unknown>][] = [
    ['getUser', ({ CometChat }, options) => CometChat.getUser('cometchat-uid-2', options)],
    [
      'createUser',
      ({ CometChat, emulator }, options) => CometChat.createUser({ uid: 'a', name: 'A' }, emulator.authKey, options),
    ],
    [
      'updateCurrentUserDetails',
      ({ CometChat }, options) => CometChat.updateCurrentUserDetails({ name: 'A' }, options),
    ],
    ['logout', ({ CometChat }, options) => CometChat.logout(options)],
    ['logout of CometChatCalls', ({ CometChatCalls }, options) => CometChatCalls.logout(options)],
  ];

  test.each(CALLS)('null, an index or an event as options of %s are ignored', async (_, call) => {
    for (const options of [null, 0, new Event('click')]) {
      expect(await outcome(async () => call(await signedIn(), options))).toBe('ok');
    }
  });

  test.each([{ timeout: -1 }, { timeout: 'soon' }, { signal: 5 }])(
    '%j is refused before a request',
    async (options) => {
      const { CometChat, sent } = await signedIn();
      expect(await outcome(() => (CometChat.getUser as Untyped)('cometchat-uid-2', options))).toBe('INVALID_OPTION');
      expect(sent()).toBe(0);
    },
  );
});
