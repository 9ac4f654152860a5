import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeUid } from '../../../src/user/uid.js';
import { User } from '../../../src/user/user.js';

const issuesOf = (uid: unknown) => new User(uid as string).validate();

describe('a uid is lower-cased when it is set, A to Z and nothing else', () => {
  test.each([
    ['KEVIN', 'kevin'],
    ['Kevin_Fernandez-7', 'kevin_fernandez-7'],
    ['kevin', 'kevin'],
  ])('%s becomes %s', (given, uid) => {
    expect(new User(given).uid).toBe(uid);
    expect(new User({ uid: given }).uid).toBe(uid);
    expect(new User('x').setUid(given).getUid()).toBe(uid);
    expect(issuesOf(given)).toEqual([]);
  });

  test.each([
    ['the Kelvin sign, which toLowerCase() makes a k', '\u212Aevin'],
    ['the dotted capital I', '\u0130da'],
    ['the dotless i', '\u0131da'],
    ['the long s, which upper-cases to S', '\u017Fam'],
    ['full-width letters', '\uFF2B\uFF45\uFF56\uFF49\uFF4E'],
    ['mathematical letters', '\u{1D424}evin'],
    ['a Cyrillic е', 'k\u0435vin'],
    ['an accented letter', 'élodie'],
    ['a combining accent', 'e\u0301lodie'],
    ['an Arabic digit', 'kevin\u0661'],
  ])('%s is left as it is and refused', (_name, uid) => {
    expect(new User(uid).uid).toBe(uid);
    expect(issuesOf(uid)).toMatchObject([{ field: 'uid', code: 'INVALID_UID' }]);
  });

  test('twice is the same as once, and length never changes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalizeUid(normalizeUid(text))).toBe(normalizeUid(text));
        expect(normalizeUid(text)).toHaveLength(text.length);
      }),
    );
  });
});

describe('a uid may have', () => {
  test.each([
    ['one character', 'a'],
    ['only digits', '007'],
    ['only an underscore', '_'],
    ['a hyphen first', '-a'],
    ['100 characters', 'a'.repeat(100)],
  ])('%s', (_name, uid) => {
    expect(issuesOf(uid)).toEqual([]);
  });
});

describe('a uid may not be', () => {
  test.each<[string, unknown, string, string]>([
    ['missing', undefined, 'UID_IS_COMPULSORY', 'uid is missing.'],
    ['null', null, 'UID_IS_COMPULSORY', 'uid is missing.'],
    ['empty', '', 'INVALID_UID', 'uid is empty.'],
    ['blank', ' \t', 'INVALID_UID', 'uid is empty.'],
    ['a number', 7, 'INVALID_UID', 'uid must be a string.'],
    ['a boolean', true, 'INVALID_UID', 'uid must be a string.'],
    ['a bigint', 7n, 'INVALID_UID', 'uid must be a string.'],
    ['too long', 'a'.repeat(101), 'INVALID_UID', 'uid has 101 characters; at most 100 are allowed.'],
    [
      'too long, counted as people do',
      '😀'.repeat(101),
      'INVALID_UID',
      'uid has 101 characters; at most 100 are allowed.',
    ],
    ['two words', 'Ann Lee', 'INVALID_UID', 'uid may not contain a space.'],
    ['ended by a line break', 'kevin\n', 'INVALID_UID', 'uid may not contain a space.'],
    ['apart by a no-break space', 'ann\u00A0lee', 'INVALID_UID', 'uid may not contain a space.'],
  ])('%s', (_name, uid, code, message) => {
    expect(issuesOf(uid)).toEqual([{ field: 'uid', code, message }]);
  });

  test.each([
    ['a path upwards', '../me'],
    ['two dots', '..'],
    ['two segments', 'a/b'],
    ['a query', 'a?x'],
    ['a fragment', 'a#x'],
    ['an escaped path', '%2e%2e'],
    ['a backslash', 'a\\b'],
    ['an e-mail address', 'kevin@example.com'],
    ['an emoji', '😀'],
    ['51 emoji, which are 102 code units but not too long', '😀'.repeat(51)],
    ['Hebrew', '\u05D0\u05D1'],
    ['a mark that turns the reading direction', 'kevin\u202E'],
    ['a zero-width space', 'ke\u200Bvin'],
    ['half a surrogate pair', 'kevin\uD83D'],
    ['a null character', 'kevin\0'],
  ])('%s', (_name, uid) => {
    const message = 'uid may contain only letters, digits, underscores and hyphens.';
    expect(issuesOf(uid)).toEqual([{ field: 'uid', code: 'INVALID_UID', message }]);
  });
});
