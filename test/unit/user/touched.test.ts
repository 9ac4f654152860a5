import { describe, expect, test } from 'vitest';
import { EDITABLE_FIELDS } from '../../../src/user/fields.js';
import { User } from '../../../src/user/user.js';

const profile = {
  name: 'Kevin',
  avatar: 'https://example.com/kevin.png',
  link: 'https://example.com/kevin',
  role: 'admin',
  metadata: { department: 'support' },
  statusMessage: 'Away',
  tags: ['beta'],
};
const loaded = () => User.from({ uid: 'kevin', ...structuredClone(profile) });

/** As JavaScript and form libraries assign it: `user.name = 'Kevin'`. */
const assign = (user: User, fields: object) => Object.assign(user, fields);

describe('touched is', () => {
  test('nothing on a user that was read', () => {
    expect(loaded().touched).toEqual([]);
  });

  test('nothing on a new user of whom only the uid is known', () => {
    expect(new User('kevin').touched).toEqual([]);
  });

  test('all that the constructor was given', () => {
    expect(new User('kevin', 'Kevin').touched).toEqual(['name']);
    expect(new User({ uid: 'kevin', ...profile }).touched).toEqual(EDITABLE_FIELDS);
  });

  test('fields that were set, in the order of the fields', () => {
    expect(loaded().setTags([]).setName('Ann').touched).toEqual(['name', 'tags']);
  });

  test('fields that were assigned', () => {
    expect(assign(loaded(), { name: 'Ann' }).touched).toEqual(['name']);
    expect(assign(new User('kevin'), { avatar: null }).touched).toEqual(['avatar']);
  });

  test('fields that were cleared', () => {
    expect(loaded().setAvatar(null).setMetadata(null).touched).toEqual(['avatar', 'metadata']);
    expect(new User('kevin').setLink(null).touched).toEqual(['link']);
    expect(assign(loaded().setLink(null), { link: null }).touched).toEqual(['link']);
  });

  test('a new list: changing it changes no field', () => {
    const user = loaded();
    user.touched.push('name');
    expect(user.touched).toEqual([]);
  });
});

describe('setting the value that was there counts: someone wants it so', () => {
  test.each(EDITABLE_FIELDS)('%s', (field) => {
    const user = loaded();
    const setter = `set${field[0]?.toUpperCase()}${field.slice(1)}` as 'setName';
    user[setter](user[field] as string);
    expect(user.touched).toEqual([field]);
  });
});

describe('never touched is', () => {
  test('values that cannot be sent', () => {
    const user = loaded()
      .setUid('ann')
      .setStatus('online')
      .setLastActiveAt(1)
      .setDeactivatedAt(1)
      .setHasBlockedMe(true)
      .setBlockedByMe(true)
      .setAuthToken('secret');
    expect(user.touched).toEqual([]);
  });

  test.each(EDITABLE_FIELDS)('%s, when it is set to undefined, which says nothing', (field) => {
    const setter = `set${field[0]?.toUpperCase()}${field.slice(1)}` as 'setName';
    expect(loaded()[setter](undefined as unknown as string).touched).toEqual([]);
    expect(assign(loaded(), { [field]: undefined }).touched).toEqual([]);
  });

  test('fields that were cleared and then restored', () => {
    expect(
      loaded()
        .setAvatar(null)
        .setAvatar(undefined as unknown as null).touched,
    ).toEqual([]);
  });
});

describe('a change in place counts as well', () => {
  test('a tag that is pushed', () => {
    const user = loaded();
    user.tags?.push('new');
    expect(user.touched).toEqual(['tags']);
    expect(user.clone().touched).toEqual(['tags']);
  });

  test('a field of the metadata', () => {
    const user = loaded();
    Object.assign(user.metadata ?? {}, { department: 'sales' });
    expect(user.touched).toEqual(['metadata']);
  });
});
