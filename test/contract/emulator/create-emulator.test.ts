import { describe, expect, test } from 'vitest';
import { createEmulator as createInBrowser } from '../../../src/emulator.browser.js';
import { createEmulator, type EmulatorOptions } from '../../../src/emulator.js';

describe('createEmulator', () => {
  test('starts with the given users, which replace samples with the same uid', () => {
    const { users } = createEmulator({
      clock: () => 1_700_000_000_999,
      roles: ['admin'],
      users: [
        { uid: 'Ann', name: 'Ann', role: 'admin', metadata: { a: 1 }, tags: ['x'], statusMessage: 'Hi' },
        { uid: 'cometchat-uid-1', name: 'Mine' },
      ],
    });
    expect(users.get('ann')).toStrictEqual({
      uid: 'ann',
      name: 'Ann',
      role: 'admin',
      metadata: { a: 1 },
      tags: ['x'],
      statusMessage: 'Hi',
      status: 'offline',
      createdAt: 1_700_000_000,
    });
    expect(users.get('cometchat-uid-1')?.name).toBe('Mine');
    expect(users.list()).toHaveLength(6);
  });

  test.each<[string, unknown, RegExp]>([
    ['an app id', { appId: 'a.b' }, /appId/],
    ['a role', { roles: ['a b'] }, /roles.*"a b"/],
    ['a user without a name', { users: [{ uid: 'a', name: 'A' }, { uid: 'b' }] }, /users\[1\].*name/],
    ['a uid', { users: [{ uid: 'a b', name: 'A' }] }, /users\[0\].*uid/],
    ['a user with an unknown role', { users: [{ uid: 'a', name: 'A', role: 'admin' }] }, /users\[0\].*admin/],
    ['a user that is none', { users: [null] }, /users\[0\]/],
    [
      'a uid given twice',
      {
        users: [
          { uid: 'a', name: 'A' },
          { uid: 'A', name: 'B' },
        ],
      },
      /users\[1\].*repeated/,
    ],
    ['a limit of zero', { limits: { authTokens: 0 } }, /limits\.authTokens/],
    ['half a limit', { limits: { requests: 1.5 } }, /limits\.requests/],
    ['a limit as text', { limits: { bodyBytes: '10' } }, /limits\.bodyBytes/],
    ['origins that are no array', { allowOrigins: 'https://a.example' }, /allowOrigins must be an array/],
    ...[
      'a.example',
      'https://a.example/',
      'https://a.example/x',
      'https://u:p@a.example',
      'https://*.example',
      '*',
      'null',
      '',
      'https://a:x',
    ].map((origin): [string, unknown, RegExp] => [
      `the origin ${origin}`,
      { allowOrigins: ['http://b.example', origin] },
      /allowOrigins\[1\] must be an origin, scheme:\/\/host or scheme:\/\/host:port, such as https:\/\/staging\.example.*, not "/,
    ]),
    ['an origin that is no text', { allowOrigins: [7] }, /allowOrigins\[0\] must be a string, not 7/],
    ['hosts that are no array', { hosts: 'a.example' }, /hosts must be an array/],
    ...[
      'http://a.example',
      'a.example:80',
      'a.example:',
      'a.example/',
      '*.example',
      '',
      'a b',
      '[::1]:7',
      'u@a.example',
    ].map((host): [string, unknown, RegExp] => [
      `the host ${host}`,
      { hosts: [host] },
      /hosts\[0\] must be a host name or an IP address, without scheme and port, such as emulator\.test, not "/,
    ]),
    ['a limit that is none', { limits: { tokens: 1 } }, /limits\.tokens.*authTokens/],
  ])('refuses %s and names it', (_, options, message) => {
    expect(() => createEmulator(options as EmulatorOptions)).toThrow(TypeError);
    expect(() => createEmulator(options as EmulatorOptions)).toThrow(message);
  });

  test.each<[object, string]>([
    [{ userz: [] }, 'userz is not an option of createEmulator. Did you mean users?'],
    [{ ratelimits: false }, 'ratelimits is not an option of createEmulator. Did you mean rateLimits?'],
    [{ limits: { request: 5 } }, 'limits.request is not an option of createEmulator. Did you mean limits.requests?'],
    [{ emulator: undefined }, 'emulator is not an option of createEmulator. Its options are appId, users, roles, '],
  ])('refuses %j and suggests the nearest name', (options, message) => {
    expect(() => createEmulator(options)).toThrow(TypeError);
    expect(() => createEmulator(options)).toThrow(message);
    expect(() => createInBrowser(options)).toThrow(message);
  });

  test('copies the given users', () => {
    const given = { uid: 'ann', name: 'Ann', metadata: { a: 1 }, tags: ['x'] };
    const emulator = createEmulator({ users: [given] });
    given.metadata.a = 2;
    given.tags.push('y');
    const view = emulator.users.get('ann');
    expect(view).toMatchObject({ metadata: { a: 1 }, tags: ['x'] });
    (view?.tags as string[] | undefined)?.push('z');
    expect(emulator.users.get('ann')?.tags).toEqual(['x']);
    emulator.reset();
    expect(emulator.users.get('ann')?.tags).toEqual(['x']);
  });
});
