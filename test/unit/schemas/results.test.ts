import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { profileSchema, uidSchema, userSchema, userUpdateSchema } from '../../../src/schemas.js';

describe('a result has the values that are sent', () => {
  test('with the uid in lower case, A–Z only', () => {
    expect(uidSchema.parse('Kevin_1')).toBe('kevin_1');
    // `toLowerCase()` turns the Kelvin sign into `k`, which is another user.
    expect(uidSchema.safeParse('\u212aevin').success).toBe(false);
  });

  test('with URLs trimmed and escaped', () => {
    const user = { uid: 'Kevin', name: ' Kevin ', avatar: ' https://x.y/a b ', link: 'https://x.y' };
    expect(userSchema.parse(user)).toEqual({
      uid: 'kevin',
      name: ' Kevin ',
      avatar: 'https://x.y/a%20b',
      link: 'https://x.y',
    });
  });

  test('with null kept, which clears', () => {
    const cleared = { avatar: null, link: null, metadata: null };
    expect(userUpdateSchema.parse({ uid: 'kevin', ...cleared })).toEqual({ uid: 'kevin', ...cleared });
    expect(profileSchema.parse(cleared)).toEqual(cleared);
    expect(profileSchema.safeParse({ tags: null, statusMessage: null, name: null }).error?.issues).toHaveLength(3);
  });

  test('without keys that no user has, and without those that a request never sends', () => {
    const given = { uid: 'kevin', name: 'Kevin', avater: 'x', status: 'online', createdAt: 1, authToken: 'secret' };
    expect(userSchema.parse(given)).toEqual({ uid: 'kevin', name: 'Kevin' });
  });

  test('and a profile never has a uid and a role', () => {
    expect(profileSchema.parse({ uid: 'somebody-else', role: 'admin', name: 'Kevin' })).toEqual({ name: 'Kevin' });
    expect(profileSchema.parse({ uid: 'Ann Lee', role: 'not a role' })).toEqual({});
  });
});

describe('an issue', () => {
  test('has the field, the message and the code, and all come at once', () => {
    const { error } = userSchema.safeParse({ uid: 'Ann Lee', avatar: 'kevin.png', tags: ['x', ''] });
    expect(error?.issues).toEqual([
      issue('uid', 'INVALID_UID', 'uid may not contain a space.'),
      issue('name', 'USER_NAME_IS_COMPULSORY', 'name is missing.'),
      issue('avatar', 'INVALID_USER_AVATAR', 'avatar must be an http(s) URL: it has no scheme, such as https://.'),
      issue('tags', 'INVALID_USER_TAGS', 'tags[1] is blank.'),
    ]);
  });

  test('with the size of the whole user has no field', () => {
    const { error } = userSchema.safeParse({ uid: 'kevin', name: 'Kevin', statusMessage: '€'.repeat(4_000) });
    expect(error?.issues).toMatchObject([{ path: [], params: { code: 'USER_TOO_LARGE' } }]);
  });

  test('does not repeat the value', () => {
    const { error } = userSchema.safeParse({ uid: 'secret value', name: 'Kevin', metadata: { secret: () => 1 } });
    expect(JSON.stringify(error)).not.toContain('secret value');
    expect(error?.issues.every((found) => !('input' in found))).toBe(true);
  });

  test.each([null, undefined, 'kevin', 7, []])('with %j says that the user must be an object', (input) => {
    for (const schema of [userSchema, userUpdateSchema, profileSchema]) {
      expect(schema.safeParse(input).error?.issues).toMatchObject([
        { path: [], message: 'The user must be an object.' },
      ]);
    }
  });

  function issue(field: string, code: string, message: string) {
    return { code: 'custom', path: [field], params: { code }, message };
  }
});

describe('a schema is a part of larger ones', () => {
  const signUp = z.extend(userSchema, { password: z.string() });

  test('with fields of the app', () => {
    const given = { uid: 'Kevin', name: 'Kevin', password: 'x' };
    expect(signUp.parse(given)).toEqual({ ...given, uid: 'kevin' });
    expect(signUp.safeParse({ ...given, name: '' }).error?.issues).toMatchObject([{ path: ['name'] }]);
    expect(signUp.safeParse({ ...given, statusMessage: '€'.repeat(4_000) }).success).toBe(false);
  });

  test('or field by field', () => {
    const { avatar } = profileSchema.shape;
    expect(avatar.safeParse('kevin.png').error?.issues).toMatchObject([{ params: { code: 'INVALID_USER_AVATAR' } }]);
    expect(z.object({ avatar }).parse({ avatar: ' https://x.y ' })).toEqual({ avatar: 'https://x.y' });
  });

  test('and of lists, whose issues have the row', () => {
    const rows = z.array(userSchema).safeParse([{ uid: 'a', name: 'A' }, { uid: 'b' }]);
    expect(rows.error?.issues).toMatchObject([{ path: [1, 'name'] }]);
  });
});
