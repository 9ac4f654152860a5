import { fromUid, toUid, User } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';

describe('toUid', () => {
  test.each([
    ['kevin', 'kevin'],
    ['user_2-b', 'user_2-b'],
    ['0', '0'],
    ['a'.repeat(100), 'a'.repeat(100)],
    ['Ann', 'x--e-_41nn'],
    ['ann@example.com', 'x--e-ann_40example_2ecom'],
    ['auth0|5f7c_8e', 'x--e-auth0_7c5f7c__8e'],
    ['x--e-a', 'x--e-x--e-a'],
    ['é', 'x--e-_c3_a9'],
    [' ', 'x--e-_20'],
    ['\u{feff}a', 'x--e-_ef_bb_bfa'],
    // 32 bytes need 96 characters in the readable form: one more than fits.
    ['@'.repeat(31), `x--e-${'_40'.repeat(31)}`],
    ['@'.repeat(32), 'x--b-ibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaa'],
    // The SHA-256 of sixty times "A", in base32.
    ['A'.repeat(60), 'x--h-yx5sgw7p3b23sfp2nrdqfj5lxe6kz46xyqklohf676pbwcu7xvaq'],
  ])('%j becomes %j', (id, uid) => {
    expect(toUid(id)).toBe(uid);
    expect(new User({ uid, name: 'A' }).validate('create')).toEqual([]);
  });

  test('tells apart ids that differ only in letter case', () => {
    expect(toUid('Ann')).not.toBe(toUid('ann'));
  });

  test.each([
    [undefined, 'id must be a string.'],
    [42, 'id must be a string. Use String(id) for a number.'],
    [42n, 'id must be a string. Use String(id) for a number.'],
    ['', 'id is empty.'],
    ['a\ud800b', 'id contains half of a surrogate pair'],
  ])('refuses %s', (id, message) => {
    expect(() => toUid(id as string)).toThrow(
      expect.objectContaining({
        code: 'INVALID_UID',
        kind: 'validation',
        message: expect.stringContaining(message),
        details: { id: [expect.any(String)] },
      }),
    );
  });
});

describe('fromUid', () => {
  test.each(['kevin', 'Ann', 'auth0|5f7c', 'x--b-', 'é ☃ 😀', '\u{feff}a', 'a\u0000b', 'A'.repeat(59)])(
    'gives %j back',
    (id) => {
      expect(fromUid(toUid(id))).toBe(id);
    },
  );

  test('reads a uid in upper case as CometChat does', () => {
    expect(fromUid('KEVIN')).toBe('kevin');
    expect(fromUid(toUid('Ann').toUpperCase())).toBe('Ann');
  });

  test('has no id for a uid that is made from a hash', () => {
    expect(fromUid(toUid('A'.repeat(60)))).toBeUndefined();
  });

  test.each([
    'x--',
    'x--e-',
    'x--e-kevin', // Legal ids are not encoded.
    'x--e-_',
    'x--e-_4',
    'x--e-_zz',
    'x--e-_ff', // Not UTF-8.
    'x--e-_c0_80', // UTF-8 in a form that is too long.
    'x--b-me', // It fits into the readable form.
    'x--b-1',
    'x--h-abc',
    `x--h-${'b'.repeat(52)}`, // The last character of a hash has one bit.
    'x--q-a',
  ])('refuses %s, which toUid never makes', (uid) => {
    expect(() => fromUid(uid)).toThrow(
      expect.objectContaining({ code: 'INVALID_UID', message: expect.stringContaining('toUid') }),
    );
  });

  test.each([undefined, 5, '', 'a b', 'a'.repeat(101)])('refuses %j, which is not a uid', (uid) => {
    expect(() => fromUid(uid as string)).toThrow(
      expect.objectContaining({ kind: 'validation', details: { uid: [expect.any(String)] } }),
    );
  });
});
