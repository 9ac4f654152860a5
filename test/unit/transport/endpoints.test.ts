import { expect, test } from 'vitest';
import * as namespace from '../../../src/transport/endpoints.js';

const endpoints = { ...namespace };

test.each([
  ['createUser', 'POST', '/users', 'admin', 'apikey', 'create'],
  ['updateUser', 'PUT', '/users/{uid}', 'admin', 'apikey', 'safe'],
  ['readUser', 'GET', '/users/{uid}', 'admin', 'apikey', 'safe'],
  ['createAuthToken', 'POST', '/users/{uid}/auth_tokens', 'admin', 'apikey', 'safe'],
  ['login', 'PUT', '/me', 'client', 'authtoken', 'safe'],
  ['updateMe', 'PUT', '/me', 'client', 'authtoken', 'safe'],
  ['getUser', 'GET', '/users/{uid}', 'client', 'authtoken', 'safe'],
  ['logout', 'DELETE', '/me', 'client', 'authtoken', 'safe'],
  ['listUsers', 'GET', '/users', 'client', 'authtoken', 'safe'],
  ['listBlockedUsers', 'GET', '/blockedusers', 'client', 'authtoken', 'safe'],
  ['blockUsers', 'POST', '/blockedusers', 'client', 'authtoken', 'safe'],
  ['unblockUsers', 'DELETE', '/blockedusers', 'client', 'authtoken', 'safe'],
  ['createCallToken', 'POST', '/call_tokens', 'calls', 'authtoken', 'safe'],
] as const)('%s is %s %s at the %s host with %s, %s to repeat', (key, method, path, host, auth, retry) => {
  expect(endpoints[key]).toMatchObject({ method, path, host, auth, retry });
});

test('there is no other endpoint', () => {
  expect(Object.keys(endpoints)).toHaveLength(13);
});

test.each(['createUser', 'updateUser', 'readUser', 'login', 'updateMe', 'getUser'] as const)(
  '%s takes a response with a uid for a user, and no other',
  (key) => {
    const { result } = endpoints[key];
    expect(result({ uid: 'kevin', brandNew: 1 })).toEqual({ value: { uid: 'kevin', brandNew: 1 }, odd: [] });
    expect(result({})).toEqual({ badField: 'uid' });
    expect(result({ uid: '' })).toEqual({ badField: 'uid' });
    expect(result({ uid: 'Kevin', name: false })).toEqual({
      value: { uid: 'kevin' },
      odd: [{ field: 'name', type: 'boolean' }],
    });
    expect(result([])).toEqual({ badField: 'user' });
    expect(result('kevin')).toEqual({ badField: 'user' });
  },
);

test.each([
  ['createAuthToken', 'authToken'],
  ['createCallToken', 'token'],
] as const)('%s takes the %s of a response, and nothing else', (key, field) => {
  const { result } = endpoints[key];
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
    expect(result(data)).toEqual({ badField: field });
  }
});

test.each([{}, [], 'gone', 0, { success: true }])('a logout looks for nothing in %j', (data) => {
  expect(endpoints.logout.result(data)).toEqual({ value: undefined });
});
