import { describe, expect, test } from 'vitest';
import { User } from '../../../src/user/user.js';

const HALF = 'contains half a surrogate pair.';

describe('a name', () => {
  const issuesOf = (name: unknown) => new User('kevin').setName(name as string).validate();

  test.each([
    ['of one character', 'K'],
    ['of 100', 'K'.repeat(100)],
    ['of 100 emoji, each one character', '😀'.repeat(100)],
    ['in any script', 'קווין'],
    ['with spaces around', ' Kevin '],
  ])('%s is fine', (_name, name) => {
    expect(issuesOf(name)).toEqual([]);
  });

  test.each<[string, unknown, string, string]>([
    ['empty', '', 'USER_NAME_IS_COMPULSORY', 'name is missing.'],
    ['null', null, 'USER_NAME_IS_COMPULSORY', 'name is missing.'],
    ['blank', ' \t\n', 'INVALID_USER_NAME', 'name is blank.'],
    ['a number', 7, 'INVALID_USER_NAME', 'name must be a string.'],
    ['false', false, 'INVALID_USER_NAME', 'name must be a string.'],
    ['of 101 characters', 'K'.repeat(101), 'INVALID_USER_NAME', 'name has 101 characters; at most 100 are allowed.'],
    ['of 101 emoji', '😀'.repeat(101), 'INVALID_USER_NAME', 'name has 101 characters; at most 100 are allowed.'],
    ['cut in the middle of an emoji', '😀'.slice(0, 1), 'INVALID_USER_NAME', `name ${HALF}`],
  ])('%s is refused', (_name, name, code, message) => {
    expect(issuesOf(name)).toEqual([{ field: 'name', code, message }]);
  });

  test('is needed to create a user, and only then', () => {
    expect(new User('kevin').validate('create')).toEqual([
      { field: 'name', code: 'USER_NAME_IS_COMPULSORY', message: 'name is missing.' },
    ]);
    expect(new User('kevin').validate('update')).toEqual([]);
  });
});

describe('a status message', () => {
  const issuesOf = (text: unknown) => new User('kevin').setStatusMessage(text as string).validate();

  test.each([
    ['empty, which takes it away', ''],
    ['of any length that the request can hold', 'x'.repeat(9_000)],
    ['with emoji', 'On holiday 🏝'],
  ])('%s is fine', (_name, text) => {
    expect(issuesOf(text)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['null', null, 'statusMessage must be a string.'],
    ['a number', 7, 'statusMessage must be a string.'],
    ['with half an emoji', 'x\uDC00', `statusMessage ${HALF}`],
  ])('%s is refused', (_name, text, message) => {
    expect(issuesOf(text)).toEqual([{ field: 'statusMessage', code: 'INVALID_USER_STATUS_MESSAGE', message }]);
  });
});

describe('a role', () => {
  const issuesOf = (role: unknown) => new User('kevin').setRole(role as string).validate();

  test.each(['default', 'Admin', 'level_2-b', 'r'.repeat(100)])('%s is fine', (role) => {
    expect(issuesOf(role)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['empty', ''],
    ['null', null],
    ['a number', 7],
    ['with a space', 'My Role'],
    ['a path', '../default'],
    ['of 101 characters', 'r'.repeat(101)],
    ['ended by a line break', 'default\n'],
  ])('%s is refused', (_name, role) => {
    const message = 'role must be a role id: 1 to 100 letters, digits, underscores and hyphens.';
    expect(issuesOf(role)).toEqual([{ field: 'role', code: 'INVALID_USER_ROLE', message }]);
  });

  test('keeps its case: the service does not fold it', () => {
    expect(new User('kevin').setRole('Admin').role).toBe('Admin');
  });
});
