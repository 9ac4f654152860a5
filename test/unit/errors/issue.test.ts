import { expect, test } from 'vitest';
import { exceptionOf, type Issue, problem, refuse } from '../../../src/errors/issue.js';

const uid: Issue = { field: 'uid', code: 'UID_IS_COMPULSORY', message: 'uid is missing.' };
const name: Issue = { field: 'name', code: 'INVALID_USER_NAME', message: 'name is blank.' };
const nameAgain: Issue = { field: 'name', code: 'INVALID_USER_NAME', message: 'name is dull.' };

test("one exception has every issue: the first one's code, every message, details by field", () => {
  const error = exceptionOf([uid, name, nameAgain]);
  expect(error).toMatchObject({
    code: 'UID_IS_COMPULSORY',
    kind: 'validation',
    message: 'uid is missing. name is blank. name is dull.',
    details: { uid: ['uid is missing.'], name: ['name is blank.', 'name is dull.'] },
    retryable: false,
  });
});

test('its kind is that of the first one’s code', () => {
  const issue: Issue = { field: 'role', code: 'ROLE_NOT_EDITABLE', message: 'role may not change.' };
  expect(exceptionOf([issue, name]).kind).toBe('permission');
});

test('one problem is one issue', () => {
  expect(problem('uid', 'UID_IS_COMPULSORY', 'uid is missing.')).toEqual(exceptionOf([uid]));
});

test('issues are refused by throwing that exception', () => {
  expect(() => refuse([uid, name])).toThrow(exceptionOf([uid, name]));
});

test('no issues are let through', () => {
  expect(() => refuse([])).not.toThrow();
});
