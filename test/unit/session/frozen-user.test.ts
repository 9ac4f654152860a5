import { describe, expect, test } from 'vitest';
import { frozenCopy } from '../../../src/session/frozen-user.js';
import { User } from '../../../src/user/user.js';

const answer = () =>
  User.from({ uid: 'kevin', tags: ['a'], metadata: { a: { b: [{ c: 1 }] } }, blob: { x: [1] }, authToken: 'other' });

test('it has the token of the session', () => {
  const snapshot = frozenCopy(answer(), 't1');
  expect(snapshot).toBeInstanceOf(User);
  expect(snapshot.getAuthToken()).toBe('t1');
  expect(snapshot.toJSON()).toEqual({ ...answer().toJSON() });
  expect(JSON.stringify(snapshot)).not.toContain('t1');
});

test('it shares nothing with the response', () => {
  const user = answer();
  const snapshot = frozenCopy(user, 't1');
  user.tags?.push('b');
  (user.metadata as { a: { b: unknown[] } }).a.b.push(2);
  expect(snapshot.toJSON()).toEqual(answer().toJSON());
  expect(Object.isFrozen(user)).toBe(false);
});

describe('it is frozen', () => {
  test('all the way down, fields we do not know included', () => {
    const open: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) open.push(path);
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    };
    walk(frozenCopy(answer(), 't1'), 'user');
    expect(open).toEqual([]);
  });

  test('so that the error of a setter says what to do instead', () => {
    const snapshot = frozenCopy(answer(), 't1');
    const hint = expect.stringContaining('clone()');
    expect(() => snapshot.setName('K')).toThrow(expect.objectContaining({ code: 'READ_ONLY_USER', hint }));
    expect(() => snapshot.setAuthToken('t2')).toThrow(expect.objectContaining({ code: 'READ_ONLY_USER' }));
    expect(snapshot.clone().setName('K').getName()).toBe('K');
  });
});
