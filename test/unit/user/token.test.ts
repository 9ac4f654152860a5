import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createBody, updateBody } from '../../../src/user/payload.js';
import type { UserJSON } from '../../../src/user/response.js';
import { User } from '../../../src/user/user.js';

const SECRET = 'kevin_1700000000abcdef';

describe.each<[string, () => User]>([
  ['read from an answer', () => User.from({ uid: 'kevin', authToken: SECRET } as UserJSON)],
  ['set', () => new User('kevin').setAuthToken(SECRET)],
  ['set twice', () => new User('kevin').setAuthToken('older').setAuthToken(SECRET)],
  ['assigned as a field', () => Object.assign(new User('kevin'), { authToken: SECRET })],
  ['on a clone', () => new User('kevin').setAuthToken(SECRET).clone()],
])('a token %s', (_name, make) => {
  test('can be read by its name', () => {
    expect(make().getAuthToken()).toBe(SECRET);
    expect(make().authToken).toBe(SECRET);
  });

  test.each<[string, (user: User) => unknown]>([
    ['JSON.stringify', (user) => JSON.stringify({ user })],
    ['toJSON', (user) => user.toJSON()],
    ['spread', (user) => ({ ...user })],
    ['Object.assign', (user) => Object.assign({}, user)],
    ['Object.entries', (user) => Object.entries(user)],
    ['structuredClone', (user) => structuredClone(user)],
    ['a body to create', (user) => createBody(user)],
    ['a body to update', (user) => updateBody(user)],
    ['String', (user) => String(user)],
  ])('is not in %s', (_way, show) => {
    expect(inspect(show(make()), { showHidden: true, depth: null })).not.toContain(SECRET);
  });

  test('is not in a log', () => {
    expect(inspect(make())).toBe("User { uid: 'kevin' }");
  });

  test('is not met by a loop over the fields', () => {
    const fields: string[] = [];
    for (const field in make()) fields.push(field);
    expect(fields).toEqual(['uid']);
  });
});

test('a new user has none', () => {
  expect(new User('kevin').authToken).toBeUndefined();
  expect(new User('kevin').getAuthToken()).toBe('');
});
