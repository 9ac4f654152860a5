import { expect, test } from 'vitest';
import * as namespace from '../../../src/transport/operations.js';

const operations = { ...namespace };

test.each([
  ['createUser', 'createUser', 'POST', '/users', 'admin', 'apikey', 'create'],
  ['updateUser', 'updateUser', 'PUT', '/users/{uid}', 'admin', 'apikey', 'safe'],
  ['readUser', 'readUser', 'GET', '/users/{uid}', 'admin', 'apikey', 'safe'],
  ['createAuthToken', 'createAuthToken', 'POST', '/users/{uid}/auth_tokens', 'admin', 'apikey', 'safe'],
  ['enter', 'login', 'PUT', '/me', 'client', 'authtoken', 'safe'],
  ['updateMe', 'updateCurrentUserDetails', 'PUT', '/me', 'client', 'authtoken', 'safe'],
  ['getUser', 'getUser', 'GET', '/users/{uid}', 'client', 'authtoken', 'safe'],
  ['leave', 'logout', 'DELETE', '/me', 'client', 'authtoken', 'safe'],
  ['createCallToken', 'generateCallToken', 'POST', '/call_tokens', 'calls', 'authtoken', 'safe'],
] as const)('%s: %s is %s %s at the %s host with %s, %s to repeat', (key, name, method, path, host, auth, retry) => {
  expect(operations[key]).toMatchObject({ name, method, path, host, auth, retry });
});

test('there is no other operation', () => {
  expect(Object.keys(operations)).toHaveLength(9);
});

test.each(['createUser', 'updateUser', 'readUser', 'enter', 'updateMe', 'getUser'] as const)(
  '%s takes an answer with a uid for a user, and no other',
  (key) => {
    const { result } = operations[key];
    expect(result({ uid: 'kevin', brandNew: 1 })).toEqual({ value: { uid: 'kevin', brandNew: 1 }, odd: [] });
    expect(result({})).toEqual({ problem: 'uid' });
    expect(result({ uid: '' })).toEqual({ problem: 'uid' });
    expect(result({ uid: 'Kevin', name: false })).toEqual({
      value: { uid: 'kevin' },
      odd: [{ field: 'name', type: 'boolean' }],
    });
    expect(result([])).toEqual({ problem: 'user' });
    expect(result('kevin')).toEqual({ problem: 'user' });
  },
);

test.each([
  ['createAuthToken', 'authToken'],
  ['createCallToken', 'token'],
] as const)('%s takes the %s of an answer, and nothing else', (key, field) => {
  const { result } = operations[key];
  expect(result({ [field]: 'abc', more: true })).toEqual({ value: 'abc' });
  for (const data of [
    {},
    { [field]: '' },
    { [field]: 'a\nb' },
    { [field]: 'ü' },
    { [field]: 7 },
    { [field]: null },
    [],
    'abc',
    7,
  ]) {
    expect(result(data)).toEqual({ problem: field });
  }
});

test.each([{}, [], 'gone', 0, { success: true }])('a logout looks for nothing in %j', (data) => {
  expect(operations.leave.result(data)).toEqual({ value: undefined });
});
