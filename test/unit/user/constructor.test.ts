import { describe, expect, test } from 'vitest';
import { User } from '../../../src/user/user.js';

const everything = {
  uid: 'kevin',
  name: 'Kevin',
  avatar: 'https://example.com/kevin.png',
  link: 'https://example.com/kevin',
  role: 'default',
  metadata: { department: 'support' },
  statusMessage: 'Away',
  tags: ['beta'],
  status: 'online',
  lastActiveAt: 1,
  createdAt: 2,
  updatedAt: 3,
  deactivatedAt: 4,
  hasBlockedMe: true,
  blockedByMe: true,
} as const;

describe('a user is made', () => {
  test('from a uid', () => {
    expect({ ...new User('kevin') }).toEqual({ uid: 'kevin' });
  });

  test('from a uid and a name', () => {
    expect({ ...new User('kevin', 'Kevin') }).toEqual({ uid: 'kevin', name: 'Kevin' });
  });

  test('from an object with any of its fields', () => {
    expect({ ...new User({ ...everything, tags: ['beta'] }) }).toEqual(everything);
  });

  test('from another user, which it leaves alone', () => {
    const kevin = new User('kevin', 'Kevin');
    expect(new User(kevin).setName('Ann')).toMatchObject({ uid: 'kevin', name: 'Ann' });
    expect(kevin.name).toBe('Kevin');
  });

  test('without undefined fields', () => {
    expect(Object.keys(new User({ uid: 'kevin', name: undefined, avatar: undefined }))).toEqual(['uid']);
  });

  test('without unknown fields, and without a token: User.from reads those', () => {
    const user = new User({ uid: 'kevin', authToken: 'secret', plan: 'pro', setName: 'x' } as { uid: string });
    expect(Object.keys(user)).toEqual(['uid']);
    expect(user.getAuthToken()).toBe('');
    expect(user.setName('Kevin').getName()).toBe('Kevin');
  });
});

describe('the constructor accepts any value, and validate() names the problems', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.uid = cyclic;

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty string', ''],
    ['a number', 7],
    ['NaN', Number.NaN],
    ['a bigint', 7n],
    ['true', true],
    ['a symbol', Symbol('kevin')],
    ['a function', () => 'kevin'],
    ['an array', ['kevin']],
    ['an object without a uid', {}],
    ['an object with a uid of null', { uid: null }],
    ['an object with a bigint for a uid', { uid: 7n }],
    ['an object that is its own uid', cyclic],
    ['a map', new Map([['uid', 'kevin']])],
  ])('%s', (_name, value) => {
    const user = new User(value as string);
    expect(user.validate('create').map(({ field }) => field)).toEqual(['uid', 'name']);
    expect(user.setName('Kevin').validate('create')).toMatchObject([{ field: 'uid' }]);
  });

  test('an invalid name', () => {
    expect(new User('kevin', 7 as unknown as string).validate()).toMatchObject([{ code: 'INVALID_USER_NAME' }]);
  });
});
