import { describe, expect, test } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';
import type { UserJSON } from '../../../src/user/response.js';
import { User } from '../../../src/user/user.js';

const row = {
  uid: 'kevin',
  name: 'Kevin',
  avatar: 'https://example.com/kevin.png',
  link: 'https://example.com/kevin',
  role: 'default',
  metadata: { '@private': { email: 'kevin@example.com' } },
  status: 'offline',
  statusMessage: 'Away',
  tags: ['beta'],
  lastActiveAt: 1_700_000_000,
  createdAt: 1_600_000_000,
  updatedAt: 1_650_000_000,
  deactivatedAt: 1_690_000_000,
  hasBlockedMe: false,
  blockedByMe: true,
  conversationId: 'ann_user_kevin',
} as const;

const from = (json: object) => User.from(json as UserJSON);

describe('User.from reads', () => {
  test('a row of the service: every field, also those we have no name for', () => {
    expect({ ...from(row) }).toEqual(row);
  });

  test('the least there can be', () => {
    expect({ ...from({ uid: 'kevin' }) }).toEqual({ uid: 'kevin' });
  });

  test.each([
    ['available', 'online'],
    ['online', 'online'],
    ['busy', 'online'],
    ['offline', 'offline'],
  ])('status %s as %s', (status, read) => {
    expect(from({ uid: 'kevin', status }).getStatus()).toBe(read);
  });

  test.each(Object.keys(row).filter((field) => field !== 'uid'))('%s of null as absent', (field) => {
    expect({ ...from({ uid: 'kevin', [field]: null }) }).toEqual({ uid: 'kevin' });
  });

  test.each([[[]], ['']])('metadata of %j as absent: some of the service’s stores turn {} into []', (metadata) => {
    expect({ ...from({ uid: 'kevin', metadata }) }).toEqual({ uid: 'kevin' });
  });

  test('zero, false and empty texts as they are', () => {
    const json = { uid: 'kevin', name: '', lastActiveAt: 0, blockedByMe: false, tags: [], metadata: {}, plan: '' };
    expect({ ...from(json) }).toEqual(json);
  });

  test('the token of a response, and hides it', () => {
    const user = from({ uid: 'kevin', authToken: 'secret' });
    expect(user.getAuthToken()).toBe('secret');
    expect(Object.keys(user)).toEqual(['uid']);
  });

  test('a user, as another one of whom nothing is touched', () => {
    const user = from(row).setName('Ann');
    expect(User.from(user).touched).toEqual([]);
    expect(User.from(user).toJSON()).toEqual({ ...row, name: 'Ann' });
  });

  test('the response to a login without the keys and hosts of the realtime service', () => {
    const answer = { ...row, jwt: 'a.b.c', fat: 'secret', wsChannel: { secret: 'x' }, settings: { chatHost: 'evil' } };
    expect({ ...from(answer) }).toEqual(row);
  });

  test('no field with the name of a method: the methods stay', () => {
    const user = from(
      JSON.parse('{"uid":"kevin","setName":1,"toJSON":2,"touched":["name"],"constructor":3,"toString":4}'),
    );
    expect({ ...user }).toEqual({ uid: 'kevin' });
    expect(user.setName('Kevin').touched).toEqual(['name']);
  });

  test('no prototype out of __proto__', () => {
    const user = from(JSON.parse('{"uid":"kevin","__proto__":{"admin":true},"name":"Kevin"}'));
    expect(Object.getPrototypeOf(user)).toBe(User.prototype);
    expect(user).not.toHaveProperty('admin');
    expect({}).not.toHaveProperty('admin');
  });
});

describe('User.from refuses invalid users and names the field', () => {
  test.each<[string, unknown, string, string]>([
    ['nothing', undefined, 'user', 'INVALID_USER'],
    ['null', null, 'user', 'INVALID_USER'],
    ['a text', '{"uid":"kevin"}', 'user', 'INVALID_USER'],
    ['a list', [row], 'user', 'INVALID_USER'],
    ['no uid', { name: 'Kevin' }, 'uid', 'INVALID_UID'],
    ['an empty uid', { uid: '' }, 'uid', 'INVALID_UID'],
    ['a uid of null', { uid: null }, 'uid', 'INVALID_UID'],
    ['an object for a uid', { uid: {} }, 'uid', 'INVALID_UID'],
    ['half a number for a uid', { uid: 7.5 }, 'uid', 'INVALID_UID'],
    ['a flag for a name', { uid: 'kevin', name: true }, 'name', 'INVALID_USER'],
    ['a text for metadata', { uid: 'kevin', metadata: '{}' }, 'metadata', 'INVALID_USER'],
    ['a list for metadata', { uid: 'kevin', metadata: [1] }, 'metadata', 'INVALID_USER'],
    ['an object for an avatar', { uid: 'kevin', avatar: {} }, 'avatar', 'INVALID_USER'],
    ['one text for tags', { uid: 'kevin', tags: 'beta' }, 'tags', 'INVALID_USER'],
    ['an object among tags', { uid: 'kevin', tags: ['beta', {}] }, 'tags', 'INVALID_USER'],
    ['a text for a time', { uid: 'kevin', createdAt: 'yesterday' }, 'createdAt', 'INVALID_USER'],
    ['a number for a flag', { uid: 'kevin', blockedByMe: 2 }, 'blockedByMe', 'INVALID_USER'],
    ['a number for a token', { uid: 'kevin', authToken: 7 }, 'authToken', 'INVALID_USER'],
  ])('%s', (_name, json, field, code) => {
    const read = () => from(json as object);
    expect(read).toThrow(CometChatException);
    const message = field === 'user' ? 'This is not a user.' : `This is not a user: its ${field} is not usable.`;
    expect(read).toThrow(expect.objectContaining({ code, kind: 'validation', message }));
  });
});

test('a field that an old library added to every object is not a field of a user', () => {
  const all = Object.prototype as { zork?: unknown };
  all.zork = () => 'zork';
  try {
    expect(User.from({ uid: 'ann', name: 'Ann' }).toJSON()).toEqual({ uid: 'ann', name: 'Ann' });
  } finally {
    delete all.zork;
  }
});
