import { describe, expect, test } from 'vitest';
import { failureOf, noUnhandledRejections, outcome, start, type Untyped } from './facade-support.js';

noUnhandledRejections();

type Row = [what: string, args: (CometChat: Untyped) => unknown[], code: string];

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

const named = (more: object) => () => [{ uid: 'kevin', name: 'Kevin', ...more }, 'key'];
const user = (make: (user: Untyped) => void) => (CometChat: Untyped) => {
  const made = new CometChat.User('kevin', 'Kevin');
  make(made);
  return [made, 'key'];
};

const LOGIN: Row[] = [
  ['nothing', () => [], 'MISSING_PARAMETERS'],
  ['undefined', () => [undefined], 'MISSING_PARAMETERS'],
  ['null', () => [null], 'MISSING_PARAMETERS'],
  ['an empty string', () => [''], 'MISSING_PARAMETERS'],
  ['a blank string', () => ['  '], 'MISSING_PARAMETERS'],
  ['a number', () => [123], 'INVALID_AUTH_TOKEN'],
  ['true', () => [true], 'INVALID_AUTH_TOKEN'],
  ['an array', () => [[]], 'INVALID_AUTH_TOKEN'],
  ['an empty object', () => [{}], 'MISSING_PARAMETERS'],
  ['options only', () => [{ timeout: 5 }], 'MISSING_PARAMETERS'],
  ['a token with a space', () => ['a b'], 'INVALID_AUTH_TOKEN'],
  ['a token with a line break', () => ['a\nb'], 'INVALID_AUTH_TOKEN'],
  ['a token that is invalid in a header', () => ['tökén'], 'INVALID_AUTH_TOKEN'],
  ['three arguments', () => ['kevin', 'key', 'more'], 'MISSING_PARAMETERS'],
  ['an undefined authKey', () => ['kevin', undefined], 'INVALID_AUTH_KEY'],
  ['null as the authKey', () => ['kevin', null], 'INVALID_AUTH_KEY'],
  ['an empty authKey', () => ['kevin', ''], 'INVALID_AUTH_KEY'],
  ['a blank authKey', () => ['kevin', ' '], 'INVALID_AUTH_KEY'],
  ['a number as the authKey', () => ['kevin', 5], 'INVALID_AUTH_KEY'],
  ['null as the uid', () => [null, 'key'], 'UID_IS_COMPULSORY'],
  ['an undefined uid', () => [undefined, 'key'], 'UID_IS_COMPULSORY'],
  ['an empty uid', () => ['', 'key'], 'INVALID_UID'],
  ['a blank uid', () => [' ', 'key'], 'INVALID_UID'],
  ['a number as the uid', () => [7, 'key'], 'INVALID_UID'],
  ['a uid with a space', () => ['ann lee', 'key'], 'INVALID_UID'],
  ['a uid of 101 characters', () => ['a'.repeat(101), 'key'], 'INVALID_UID'],
  ['a uid in another script', () => ['кевин', 'key'], 'INVALID_UID'],
  ['a user', (CometChat) => [new CometChat.User('kevin')], 'INVALID_AUTH_KEY'],
];

const CREATE: Row[] = [
  ['nothing', () => [], 'INVALID_AUTH_KEY'],
  ['no key', () => [{ uid: 'kevin', name: 'Kevin' }], 'INVALID_AUTH_KEY'],
  ['null as the key', () => [{ uid: 'kevin', name: 'Kevin' }, null], 'INVALID_AUTH_KEY'],
  ['an empty key', () => [{ uid: 'kevin', name: 'Kevin' }, ''], 'INVALID_AUTH_KEY'],
  ['a blank key', () => [{ uid: 'kevin', name: 'Kevin' }, ' '], 'INVALID_AUTH_KEY'],
  ['an object as the key', () => [{ uid: 'kevin', name: 'Kevin' }, {}], 'INVALID_AUTH_KEY'],
  ['a number as the key', () => [{ uid: 'kevin', name: 'Kevin' }, 5], 'INVALID_AUTH_KEY'],
  ['no key, which is checked before the user', () => [{}, ''], 'INVALID_AUTH_KEY'],
  ['null as the user', () => [null, 'key'], 'UID_IS_COMPULSORY'],
  ['undefined as the user', () => [undefined, 'key'], 'UID_IS_COMPULSORY'],
  ['a string as the user', () => ['kevin', 'key'], 'UID_IS_COMPULSORY'],
  ['a number as the user', () => [5, 'key'], 'UID_IS_COMPULSORY'],
  ['an array as the user', () => [[], 'key'], 'UID_IS_COMPULSORY'],
  ['a user without a uid', () => [{ name: 'Kevin' }, 'key'], 'UID_IS_COMPULSORY'],
  ['an empty uid', () => [{ uid: '', name: 'Kevin' }, 'key'], 'INVALID_UID'],
  ['a blank uid', () => [{ uid: ' ', name: 'Kevin' }, 'key'], 'INVALID_UID'],
  ['a number as the uid', (CometChat) => [new CometChat.User(7, 'Kevin'), 'key'], 'INVALID_UID'],
  ['no name', () => [{ uid: 'kevin' }, 'key'], 'USER_NAME_IS_COMPULSORY'],
  ['an empty name', named({ name: '' }), 'USER_NAME_IS_COMPULSORY'],
  ['null as the name', named({ name: null }), 'USER_NAME_IS_COMPULSORY'],
  ['a blank name', named({ name: '  ' }), 'INVALID_USER_NAME'],
  ['a number as the name', named({ name: 5 }), 'INVALID_USER_NAME'],
  ['a name of 101 characters', named({ name: 'a'.repeat(101) }), 'INVALID_USER_NAME'],
  ['an empty avatar', named({ avatar: '' }), 'INVALID_USER_AVATAR'],
  ['a number as the avatar', named({ avatar: 5 }), 'INVALID_USER_AVATAR'],
  ['an avatar that is not a URL', named({ avatar: 'picture' }), 'INVALID_USER_AVATAR'],
  ['an avatar that is a script', named({ avatar: 'javascript:alert(1)' }), 'INVALID_USER_AVATAR'],
  ['a link that is not a URL', named({ link: 'x' }), 'INVALID_USER_LINK'],
  ['a role with a space', named({ role: 'My Role' }), 'INVALID_USER_ROLE'],
  ['a string as the tags', named({ tags: 'x' }), 'INVALID_USER_TAGS'],
  ['null as the tags', named({ tags: null }), 'INVALID_USER_TAGS'],
  ['26 tags', named({ tags: Array(26).fill('x') }), 'INVALID_USER_TAGS'],
  ['a tag of 101 characters', named({ tags: ['x'.repeat(101)] }), 'INVALID_USER_TAGS'],
  ['a tag that is a number', named({ tags: [5] }), 'INVALID_USER_TAGS'],
  ['a string as the metadata', named({ metadata: 'x' }), 'INVALID_USER_METADATA'],
  ['an array as the metadata', named({ metadata: [1] }), 'INVALID_USER_METADATA'],
  ['a number as the metadata', named({ metadata: 5 }), 'INVALID_USER_METADATA'],
  ['metadata that refers back to itself', named({ metadata: cyclic }), 'INVALID_USER_METADATA'],
  ['the same through the setter', user((made) => made.setMetadata(cyclic)), 'INVALID_USER_METADATA'],
];

const UPDATE: Row[] = [
  ['nothing', () => [], 'INVALID_AUTH_KEY'],
  ['null as the user', () => [null, 'key'], 'UID_IS_COMPULSORY'],
  ['no key', () => [{ uid: 'kevin' }], 'INVALID_AUTH_KEY'],
  ['no uid', () => [{ name: 'Kevin' }, 'key'], 'UID_IS_COMPULSORY'],
  ['a blank name', named({ name: ' ' }), 'INVALID_USER_NAME'],
  ['a number as the name', named({ name: 5 }), 'INVALID_USER_NAME'],
  ['an empty name through the setter', user((made) => made.setName('')), 'USER_NAME_IS_COMPULSORY'],
  ['an empty avatar', named({ avatar: '' }), 'INVALID_USER_AVATAR'],
  ['a string as the tags', named({ tags: 'x' }), 'INVALID_USER_TAGS'],
  ['metadata that refers back to itself', named({ metadata: cyclic }), 'INVALID_USER_METADATA'],
];

const METHODS: [method: string, rows: Row[]][] = [
  ['login', LOGIN],
  ['createUser', CREATE],
  ['updateUser', UPDATE],
];

describe.each(METHODS)('CometChat.%s with wrong arguments sends nothing:', (method, rows) => {
  test.each(rows)('%s', async (_, args, code) => {
    const { CometChat, emulator } = await start();
    const call = (CometChat as Untyped)[method];
    expect(await outcome(() => call(...args(CometChat)))).toBe(code);
    expect(emulator.requests).toHaveLength(0);
  });
});

test('CometChat.login() says what is missing, and does not mention a tokenProvider', async () => {
  const { CometChat } = await start();
  const error = await failureOf((CometChat.login as Untyped)());
  expect(error).toMatchObject({ message: 'authToken is missing.', details: { authToken: ['authToken is missing.'] } });
});

const UIDS = [
  '',
  '  ',
  '../me',
  '..',
  '.',
  'a/b',
  'a?x',
  'a#x',
  '%2e%2e',
  '%2e%2e%2fme',
  'a b',
  'a\\b',
  'ä',
  'a\0',
  'a'.repeat(101),
];

describe.each(['login', 'createUser', 'updateUser'])('A uid that %s cannot send unchanged', (method) => {
  test.each(UIDS)('is refused: %j', async (uid) => {
    const { CometChat, emulator } = await start();
    const first = method === 'login' ? uid : { uid, name: 'Kevin' };
    expect(await outcome(() => (CometChat as Untyped)[method](first, 'key'))).toBe('INVALID_UID');
    expect(emulator.requests).toHaveLength(0);
  });
});

describe("Values that only the vendor's SDK refuses", () => {
  test('an empty list of tags removes all tags', async () => {
    const { CometChat, emulator } = await start();
    await CometChat.createUser({ uid: 'kevin', name: 'Kevin', tags: ['a'] }, emulator.authKey);
    await CometChat.updateUser(new CometChat.User('kevin').setTags([]), emulator.authKey);
    expect(emulator.users.get('kevin')?.tags).toEqual([]);
  });

  test('a uid in capitals is the same user', async () => {
    const { CometChat, emulator } = await start();
    expect((await CometChat.login('CometChat-UID-1', emulator.authKey)).getUid()).toBe('cometchat-uid-1');
  });

  test('unknown fields of a plain object are not sent', async () => {
    const { CometChat, emulator } = await start();
    const given = { uid: 'kevin', name: 'Kevin', withAuthToken: true, foo: 1 };
    await CometChat.createUser(given, emulator.authKey);
    expect(emulator.requests[0]?.body).toEqual({ uid: 'kevin', name: 'Kevin' });
  });

  test.each([[[{}]], [[undefined, {}]]])('empty call options (%j) change nothing', async (options) => {
    const { CometChat, emulator, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    const last = options.at(-1) as object;
    expect((await CometChat.login(token, last)).getUid()).toBe('cometchat-uid-1');
    expect((await CometChat.login('cometchat-uid-2', emulator.authKey, last)).getUid()).toBe('cometchat-uid-2');
    expect((await CometChat.login('cometchat-uid-3', emulator.authKey, undefined)).getUid()).toBe('cometchat-uid-3');
  });
});
