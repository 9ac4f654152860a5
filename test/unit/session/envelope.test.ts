import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../../src/session/envelope.js';
import { User } from '../../../src/user/user.js';

const SESSION = {
  user: User.from({ uid: 'kevin', name: 'Kevin', metadata: { a: [1] }, conversationId: 'x' }),
  authToken: 'kevin_token',
};

/** The format of version 1, with other content. */
const kept = (other: object = {}) => ({ ...JSON.parse(encode(SESSION)), ...other });

test('the form is the one that older and newer pages of an app agree on', () => {
  expect(JSON.parse(encode(SESSION))).toStrictEqual({
    v: 1,
    authToken: 'kevin_token',
    user: { uid: 'kevin', name: 'Kevin', metadata: { a: [1] }, conversationId: 'x' },
  });
});

describe('a stored session is read back', () => {
  test.each([
    ['as a string', encode(SESSION)],
    ['as an object, as storages that parse JSON return it', kept()],
    ['with unknown fields', kept({ later: true })],
  ])('%s', (_, stored) => {
    const session = decode(stored);
    expect(session?.user).toBeInstanceOf(User);
    expect(session?.user.toJSON()).toEqual(SESSION.user.toJSON());
    expect(session?.user.getAuthToken()).toBe('kevin_token');
    expect(session).toMatchObject({ authToken: 'kevin_token' });
  });

  test('with no changed field, so that an update sends only the fields that are set later', () => {
    expect(decode(encode(SESSION))?.user.touched).toEqual([]);
  });
});

test('a field of an odd type is left out, and the session stays', () => {
  const user = { uid: 7, name: 5, tags: 'a', lastActiveAt: [] };
  expect(decode(kept({ user }))?.user.toJSON()).toEqual({ uid: '7', name: '5' });
});

describe('an invalid session counts as absent', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty string', ''],
    ['invalid JSON', '{"v":1,'],
    ['JSON that is not an object', '5'],
    ['JSON null', 'null'],
    ['an array', [kept()]],
    ['JSON inside JSON, as the vendor stores it', JSON.stringify(encode(SESSION))],
    ['an older version', kept({ v: 0 })],
    ['a newer version', kept({ v: 2 })],
    ['a version that is a string', kept({ v: '1' })],
    ['no version', kept({ v: undefined })],
    ['no token', kept({ authToken: undefined })],
    ['an empty token', kept({ authToken: '' })],
    ['a token that is not a string', kept({ authToken: 5 })],
    ['no user', kept({ user: undefined })],
    ['a user that is a string', kept({ user: 'kevin' })],
    ['a user without a uid', kept({ user: { name: 'Kevin' } })],
    ['a user with an empty uid', kept({ user: { uid: '' } })],
    ['a user with a uid that is not a string', kept({ user: { uid: true } })],
    ['a function', () => kept()],
  ])('%s', (_, stored) => {
    expect(decode(stored)).toBeUndefined();
    if (typeof stored === 'object') expect(decode(JSON.stringify(stored))).toBeUndefined();
  });
});
