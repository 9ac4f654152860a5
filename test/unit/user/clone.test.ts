import { describe, expect, test } from 'vitest';
import { updateBody } from '../../../src/user/payload.js';
import { User } from '../../../src/user/user.js';

const json = {
  uid: 'kevin',
  name: 'Kevin',
  avatar: 'https://example.com/kevin.png',
  metadata: { address: { city: 'Bern' } },
  tags: ['beta'],
  updatedAt: 3,
  badges: [{ id: 'first' }],
};
const loaded = () => User.from(structuredClone(json));

describe('a clone', () => {
  test('is another user with the same fields, unknown ones too', () => {
    const user = loaded();
    expect(user.clone()).toBeInstanceOf(User);
    expect(user.clone()).not.toBe(user);
    expect(user.clone().toJSON()).toEqual(json);
  });

  test('has the token, hidden as before', () => {
    const clone = loaded().setAuthToken('secret').clone();
    expect(clone.getAuthToken()).toBe('secret');
    expect(Object.keys(clone)).not.toContain('authToken');
  });

  test.each<[string, User]>([
    ['nothing', loaded()],
    ['values', loaded().setName('Ann').setTags(['gold'])],
    [
      'objects that are equal to what was there',
      loaded()
        .setTags(['beta'])
        .setMetadata({ address: { city: 'Bern' } }),
    ],
    ['null', loaded().setAvatar(null).setMetadata(null)],
    ['null assigned as a field', Object.assign(new User('kevin'), { avatar: null })],
    ['a user that was never sent', new User('kevin', 'Kevin').setLink(null)],
  ])('has the same changed fields: %s', (_name, user) => {
    expect(user.clone().touched).toEqual(user.touched);
    expect(updateBody(user.clone())).toStrictEqual(updateBody(user));
    expect(updateBody(user.clone().clone())).toStrictEqual(updateBody(user));
  });

  test('shares nothing with the first one, however deep', () => {
    const user = loaded();
    const clone = user.clone() as User & typeof json;
    clone.setName('Ann').setAvatar(null).setAuthToken('secret');
    clone.metadata.address.city = 'Basel';
    clone.tags.push('gold');
    clone.badges.push({ id: 'second' });

    expect(user.toJSON()).toEqual(json);
    expect(user.touched).toEqual([]);
    expect(user.getAuthToken()).toBe('');
  });

  test('nor the first one with it', () => {
    const user = loaded() as User & typeof json;
    const clone = user.clone();
    user.metadata.address.city = 'Basel';
    user.setAvatar(null);
    expect(clone.toJSON()).toEqual(json);
    expect(clone.touched).toEqual([]);
  });

  test('of a frozen user can be changed', () => {
    expect(Object.freeze(loaded()).clone().setName('Ann').name).toBe('Ann');
  });
});

describe('a clone of an invalid user has the same issues: copying must not make it valid', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;

  test.each<[string, unknown]>([
    ['NaN', { a: Number.NaN }],
    ['a function', { a: () => 1 }],
    ['a map', { a: new Map([['x', 1]]) }],
    ['a hole in an array', { a: new Array(1) }],
    ['an invalid date', { a: new Date(Number.NaN) }],
    ['a cycle', cyclic],
    ['infinity for metadata', Number.POSITIVE_INFINITY],
    ['a map for metadata', new Map()],
    ['false for metadata', false],
  ])('%s', (_name, metadata) => {
    const user = new User('kevin').setMetadata(metadata as Record<string, unknown>);
    expect(user.validate()).toMatchObject([{ field: 'metadata' }]);
    expect(user.clone().validate()).toEqual(user.validate());
  });

  test.each<[string, unknown]>([
    ['a number for a uid', 7],
    ['no uid', undefined],
  ])('%s', (_name, uid) => {
    const user = new User(uid as string);
    expect(user.clone().validate()).toEqual(user.validate());
  });
});

test('objects that are shared over and over are copied once each', () => {
  let metadata: Record<string, unknown> = { end: true };
  for (let level = 0; level < 60; level++) metadata = { left: metadata, right: metadata };
  const { left, right } = new User({ uid: 'kevin', metadata }).clone().getMetadata() as Record<string, unknown>;
  // Compared here: printing them would take for ever.
  expect(left === right).toBe(true);
  expect(left === metadata.left).toBe(false);
});
