import { describe, expect, test } from 'vitest';
import { exceptionOf } from '../../../src/errors/issue.js';
import { User } from '../../../src/user/user.js';
import { profileIssues } from '../../../src/user/validate.js';

const url = (length: number) => `https://x.y/${'a'.repeat(length - 12)}`;

/** Wrong in every field. */
const hopeless = () =>
  new User('Ann Lee')
    .setTags(['x'.repeat(101)])
    .setMetadata({ a: 'x'.repeat(5_113) })
    .setStatusMessage(7 as unknown as string)
    .setRole('My Role')
    .setLink(url(3_001))
    .setAvatar('kevin.png')
    .setName('x'.repeat(101));

describe('validate() returns every issue at once', () => {
  test('in the order of the fields, for any order of setters', () => {
    expect(hopeless().validate('create')).toEqual([
      { field: 'uid', code: 'INVALID_UID', message: 'uid may not contain a space.' },
      { field: 'name', code: 'INVALID_USER_NAME', message: 'name has 101 characters; at most 100 are allowed.' },
      {
        field: 'avatar',
        code: 'INVALID_USER_AVATAR',
        message: 'avatar must be an http(s) URL: it has no scheme, such as https://.',
      },
      {
        field: 'link',
        code: 'INVALID_USER_LINK',
        message: 'link has 3001 characters as it is sent; at most 3000 are allowed.',
      },
      {
        field: 'role',
        code: 'INVALID_USER_ROLE',
        message: 'role must be a role id: 1 to 100 letters, digits, underscores and hyphens.',
      },
      {
        field: 'metadata',
        code: 'INVALID_USER_METADATA',
        message: 'metadata is 5121 bytes as JSON; at most 5120 are allowed.',
      },
      { field: 'statusMessage', code: 'INVALID_USER_STATUS_MESSAGE', message: 'statusMessage must be a string.' },
      { field: 'tags', code: 'INVALID_USER_TAGS', message: 'tags[0] has 101 characters; at most 100 are allowed.' },
    ]);
  });

  test('and each message names its field', () => {
    for (const { field, message } of hopeless().validate('create')) expect(message).toMatch(new RegExp(`^${field}\\b`));
  });

  test('in every call: it changes nothing', () => {
    const user = hopeless();
    expect(user.validate('create')).toEqual(user.validate('create'));
  });

  test('and one exception carries them all', () => {
    const [first, ...rest] = hopeless().validate('create');
    if (!first) return expect.unreachable();
    const error = exceptionOf([first, ...rest]);
    expect(error.code).toBe('INVALID_UID');
    expect(Object.keys(error.details ?? {})).toHaveLength(8);
  });

  test('but of the uid only if it is sent', () => {
    expect(profileIssues(hopeless(), 'update').map(({ field }) => field)).not.toContain('uid');
    expect(profileIssues(hopeless(), 'update')).toHaveLength(7);
  });
});

describe('for an update only changed fields are checked', () => {
  /** As an older service may have accepted it. */
  const loaded = () => User.from({ uid: 'kevin', name: 'x'.repeat(101), role: 'My Role' });

  test('so earlier values cannot prevent it', () => {
    expect(loaded().validate('update')).toEqual([]);
    expect(loaded().setStatusMessage('Away').isValid()).toBe(true);
  });

  test('and an update is the default', () => {
    expect(loaded().validate()).toEqual(loaded().validate('update'));
    expect(loaded().isValid('create')).toBe(false);
  });

  test('while creating looks at all that is set', () => {
    expect(
      loaded()
        .validate('create')
        .map(({ field }) => field),
    ).toEqual(['name', 'role']);
  });
});

describe('a request holds 10 KB', () => {
  /** Every field is valid; the body of a create has 10,240 bytes and the added ones. */
  const ofBytes = (more: number) =>
    new User('kevin', 'Kevin')
      .setAvatar(url(3_000))
      .setLink(url(2_115 + more))
      .setMetadata({ a: 'x'.repeat(5_053) });

  test('just so', () => {
    expect(ofBytes(0).validate('create')).toEqual([]);
  });

  test('and not a byte more, though each field fits', () => {
    expect(ofBytes(1).validate('create')).toEqual([
      { field: 'user', code: 'USER_TOO_LARGE', message: 'The user is 10241 bytes as JSON; at most 10240 are allowed.' },
    ]);
  });

  test('counted in bytes, which one field alone can pass', () => {
    const user = new User('kevin').setStatusMessage('😀'.repeat(3_000));
    expect(user.validate()).toMatchObject([{ code: 'USER_TOO_LARGE' }]);
  });

  test('of the sent data: an update sends less than a create', () => {
    const user = User.from({ ...ofBytes(1) });
    expect(user.setName('Emily').validate('update')).toEqual([]);
    expect(user.isValid('create')).toBe(false);
  });

  test('and is not weighed while a field is wrong', () => {
    expect(ofBytes(1).setName('').validate('create')).toMatchObject([{ code: 'USER_NAME_IS_COMPULSORY' }]);
  });
});
