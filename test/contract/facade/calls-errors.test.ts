import { describe, expect, test } from 'vitest';
import { failureOf, load, noUnhandledRejections, start, type Untyped } from './facade-support.js';

noUnhandledRejections();

type Row = [errorCode: string, what: string, call: (all: Untyped, authKey: string) => Promise<unknown>, code: string];

/** The codes of the vendor's page on authentication, each with a call that causes it. */
const CODES: Row[] = [
  ['ERROR_INVALID_UID', 'an empty uid', ({ CometChatCalls }, key) => CometChatCalls.login('', key), 'INVALID_UID'],
  [
    'ERROR_INVALID_UID',
    'a path as the uid',
    ({ CometChatCalls }, key) => CometChatCalls.login('../me', key),
    'INVALID_UID',
  ],
  [
    'ERROR_INVALID_UID',
    'no uid',
    ({ CometChatCalls }, key) => CometChatCalls.login(undefined, key),
    'UID_IS_COMPULSORY',
  ],
  ['ERROR_UID_WITH_SPACE', 'a space', ({ CometChatCalls }, key) => CometChatCalls.login('ann lee', key), 'INVALID_UID'],
  ['ERROR_UID_WITH_SPACE', 'a tab', ({ CometChatCalls }, key) => CometChatCalls.login('ann\tlee', key), 'INVALID_UID'],
  ['ERROR_API_KEY_NOT_FOUND', 'no key', ({ CometChatCalls }) => CometChatCalls.login('kevin', ''), 'INVALID_AUTH_KEY'],
  [
    'ERROR_API_KEY_NOT_FOUND',
    'an unknown key',
    ({ CometChatCalls }) => CometChatCalls.login('cometchat-uid-1', 'f'.repeat(40)),
    'AUTH_ERR_APIKEY_NOT_FOUND',
  ],
  [
    'ERROR_BLANK_AUTHTOKEN',
    'no token',
    ({ CometChatCalls }) => CometChatCalls.loginWithAuthToken(),
    'MISSING_PARAMETERS',
  ],
  [
    'ERROR_BLANK_AUTHTOKEN',
    'a blank token',
    ({ CometChatCalls }) => CometChatCalls.loginWithAuthToken(' '),
    'MISSING_PARAMETERS',
  ],
  ['ERROR_BLANK_AUTHTOKEN', 'nothing', ({ CometChatCalls }) => CometChatCalls.login(), 'MISSING_PARAMETERS'],
  [
    'ERROR_AUTHTOKEN_WITH_SPACE',
    'a token with a space',
    ({ CometChatCalls }) => CometChatCalls.loginWithAuthToken('a b'),
    'INVALID_AUTH_TOKEN',
  ],
  ['ERROR_NO_USER_LOGGED_IN', 'a logout', ({ CometChatCalls }) => CometChatCalls.logout(), 'USER_NOT_LOGED_IN'],
  [
    'ERROR_NO_USER_LOGGED_IN',
    'a call token',
    ({ CometChatCalls }) => CometChatCalls.generateToken('a'),
    'USER_NOT_LOGED_IN',
  ],
];

describe('An error has the code of v5 beside our own:', () => {
  test.each(CODES)('%s for %s', async (errorCode, _, call, code) => {
    const all = await start();
    const error = await failureOf(call(all, all.emulator.authKey));
    expect(error).toMatchObject({ errorCode, code, errorDescription: error.message });
    expect(error).toBeInstanceOf(all.CometChatCalls.CometChatException);
  });

  test('ERROR_SDK_NOT_INITIALIZED before init', async () => {
    const { CometChatCalls } = await load();
    expect(await failureOf(CometChatCalls.login('kevin'))).toMatchObject({ errorCode: 'ERROR_SDK_NOT_INITIALIZED' });
  });

  test('ERROR_LOGIN_IN_PROGRESS for a login that a later one superseded', async () => {
    const { CometChatCalls, emulator } = await start();
    const first = failureOf(CometChatCalls.login('cometchat-uid-1', emulator.authKey));
    await CometChatCalls.login('cometchat-uid-2', emulator.authKey);
    expect(await first).toMatchObject({
      errorCode: 'ERROR_LOGIN_IN_PROGRESS',
      code: 'LOGIN_SUPERSEDED',
      kind: 'superseded',
    });
  });

  test('a code without a counterpart in v5 is the same in both', async () => {
    const { CometChatCalls, emulator } = await start();
    const error = await failureOf(CometChatCalls.login('nobody-here', emulator.authKey));
    expect(error).toMatchObject({ errorCode: 'ERR_UID_NOT_FOUND', code: 'ERR_UID_NOT_FOUND' });
  });

  test('the listener gets the same code for a login of a uid with a space', async () => {
    const { CometChatCalls, emulator } = await start();
    const heard: string[] = [];
    CometChatCalls.addLoginListener('a', { onLoginFailure: (error) => void heard.push(error.errorCode) });
    await failureOf(CometChatCalls.login('ann lee', emulator.authKey));
    expect(heard).toEqual(['ERROR_UID_WITH_SPACE']);
  });
});
