import { describe, expect, test } from 'vitest';
import { parseUser } from '../../../src/user/response.js';

/** The user that is read from a response with this value in this field, and the fields that were left out. */
function read(field: string, value: unknown) {
  const { user, odd, badField } = parseUser({ uid: 'kevin', [field]: value });
  return { value: user?.[field], odd: odd?.map((one) => `${one.field} (${one.type})`), badField };
}

const taken = (value: unknown) => ({ value, odd: [], badField: undefined });
const leftOut = (name: string) => ({ value: undefined, odd: [name], badField: undefined });
const DIGITS = '1700000000';

describe('the uid must be right', () => {
  test.each([
    [7, '7'],
    [0, '0'],
    ['Kevin', 'kevin'],
    ['kevin', 'kevin'],
  ])('%j is %j', (uid, expected) => {
    expect(parseUser({ uid }).user?.uid).toBe(expected);
  });

  test.each([[''], [null], [undefined], [true], [1.5], [2 ** 60], [[]], [['kevin']], [{}]])(
    '%j is not a user',
    (uid) => {
      expect(parseUser({ uid })).toEqual({ badField: 'uid' });
    },
  );
});

describe('a value whose meaning is certain is converted', () => {
  test.each<[string, unknown, unknown]>([
    ['name', 7, '7'],
    ['role', 1, '1'],
    ['statusMessage', 42, '42'],
    ['tags', ['a', 7], ['a', '7']],
    ['tags', '', undefined],
    ['tags', {}, undefined],
    ['tags', [], []],
    ['metadata', [], undefined],
    ['metadata', '', undefined],
    ['metadata', {}, {}],
    ['lastActiveAt', DIGITS, 1_700_000_000],
    ['createdAt', `${DIGITS}.5`, 1_700_000_000.5],
    ['updatedAt', '', undefined],
    ['hasBlockedMe', 0, false],
    ['hasBlockedMe', 1, true],
    ['blockedByMe', '1', true],
    ['blockedByMe', 'false', false],
    ['blockedByMe', 'TRUE', true],
    ['blockedByMe', '', undefined],
    ['status', '', undefined],
    ['authToken', '', undefined],
  ])('%s of %j', (field, value, expected) => {
    expect(read(field, value)).toEqual(taken(expected));
  });
});

describe('any other value is left out and named with its type, and the user stays usable', () => {
  test.each<[string, unknown, string]>([
    ['name', {}, 'name (object)'],
    ['avatar', false, 'avatar (boolean)'],
    ['link', ['https://x.test'], 'link (array)'],
    ['role', true, 'role (boolean)'],
    ['tags', 'beta', 'tags (string)'],
    ['tags', { 0: 'a' }, 'tags (object)'],
    ['tags', ['a', {}], 'tags (array)'],
    ['metadata', [1], 'metadata (array)'],
    ['metadata', 'secret', 'metadata (string)'],
    ['lastActiveAt', 'yesterday', 'lastActiveAt (string)'],
    ['lastActiveAt', '1e3', 'lastActiveAt (string)'],
    ['lastActiveAt', true, 'lastActiveAt (boolean)'],
    ['createdAt', Number.POSITIVE_INFINITY, 'createdAt (number)'],
    ['hasBlockedMe', 2, 'hasBlockedMe (number)'],
    ['hasBlockedMe', 'no', 'hasBlockedMe (string)'],
    ['status', 7, 'status (number)'],
    ['authToken', 7, 'authToken (number)'],
    ['authToken', 'a b', 'authToken (string)'],
  ])('%s of %j', (field, value, name) => {
    expect(read(field, value)).toEqual(leftOut(name));
  });
});

describe('deactivatedAt', () => {
  test.each([[undefined], [null], [false], [0], ['0'], [''], [' '], [[]], [{}]])('of %j is an active user', (value) => {
    expect(read('deactivatedAt', value)).toMatchObject({ odd: [] });
    expect(Boolean(read('deactivatedAt', value).value)).toBe(false);
  });

  test.each<[unknown, number]>([
    [1_700_000_000, 1_700_000_000],
    [DIGITS, 1_700_000_000],
    ['2024-01-01', Date.parse('2024-01-01') / 1000],
    ['2024-01-01T10:00:00Z', Date.parse('2024-01-01T10:00:00Z') / 1000],
    [true, 1],
    ['yes', 1],
    ['1970-01-01', 1],
    [[0], 1],
    [{ date: null }, 1],
    [Number.POSITIVE_INFINITY, 1],
    [-5, -5],
  ])('of %j is a deactivated user', (value, expected) => {
    expect(read('deactivatedAt', value)).toEqual(taken(expected));
  });
});

test('unknown fields are kept as they are, unless they are nested too deeply', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(read('conversationId', [7])).toEqual(taken([7]));
  expect(read('later', deep)).toEqual(leftOut('later (array)'));
  expect(read('metadata', { deep })).toEqual(leftOut('metadata (object)'));
});

test('metadata of as many levels as may be sent is kept', () => {
  const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`);
  expect(read('metadata', nested(500)).odd).toEqual([]);
  expect(read('metadata', nested(501)).odd).toEqual(['metadata (object)']);
});
