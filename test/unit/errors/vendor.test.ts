import { describe, expect, test } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';

describe('under the names of the vendor’s Calls SDK v5', () => {
  test.each([
    ['UID_IS_COMPULSORY', 'ERROR_INVALID_UID'],
    ['INVALID_UID', 'ERROR_INVALID_UID'],
    ['INVALID_AUTH_KEY', 'ERROR_API_KEY_NOT_FOUND'],
    ['AUTH_ERR_APIKEY_NOT_FOUND', 'ERROR_API_KEY_NOT_FOUND'],
    ['MISSING_PARAMETERS', 'ERROR_BLANK_AUTHTOKEN'],
    ['INVALID_AUTH_TOKEN', 'ERROR_AUTHTOKEN_WITH_SPACE'],
    ['LOGIN_SUPERSEDED', 'ERROR_LOGIN_IN_PROGRESS'],
    ['COMETCHAT_INITIALIZATION_NOT_DONE', 'ERROR_SDK_NOT_INITIALIZED'],
    ['USER_NOT_LOGED_IN', 'ERROR_NO_USER_LOGGED_IN'],
  ])('%s is %s', (code, errorCode) => {
    expect(new CometChatException({ code }).errorCode).toBe(errorCode);
  });

  test('a code that v5 has no name for keeps its own', () => {
    expect(new CometChatException({ code: 'ERR_UID_NOT_FOUND' }).errorCode).toBe('ERR_UID_NOT_FOUND');
  });

  test('a more exact one can be given', () => {
    const error = new CometChatException({ code: 'INVALID_UID', errorCode: 'ERROR_UID_WITH_SPACE' });
    expect(error).toMatchObject({ code: 'INVALID_UID', errorCode: 'ERROR_UID_WITH_SPACE' });
  });

  test('errorDescription is the message', () => {
    expect(new CometChatException({ code: 'INVALID_UID', message: 'uid is empty.' }).errorDescription).toBe(
      'uid is empty.',
    );
  });
});

describe("the hint is the advice of the vendor's troubleshooting table", () => {
  test.each([
    ['Auth Key not found', 'AUTH_ERR_APIKEY_NOT_FOUND', /verify the auth key .*dashboard/i],
    ['UID already exists', 'ERR_UID_ALREADY_EXISTS', /use updateUser\(\) instead, or choose a different uid/i],
    ['role is not updated for the signed-in user', 'ROLE_NOT_EDITABLE', /from your server, with updateUser\(\)/i],
    ['login of a user who was never created', 'ERR_UID_NOT_FOUND', /create the user when they register/i],
  ])('%s', (_symptom, code, advice) => {
    expect(new CometChatException({ code, message: 'What the service said.' }).hint).toMatch(advice);
  });
});
