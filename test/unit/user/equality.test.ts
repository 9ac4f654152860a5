import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSame } from '../../../src/user/equality.js';

describe('two JSON values are the same', () => {
  test('if one is a copy of the other, with keys in any order', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, turned(inner)]),
      );
    };
    fc.assert(fc.property(fc.jsonValue(), (value) => isSame(value, turned(value))));
  });

  test('exactly when they have the same text in JSON, for values without keys to order', () => {
    const value = fc.oneof(fc.constantFrom(0, 1, '', '0', 'a', true, false, null), fc.array(fc.constantFrom(0, '0')));
    fc.assert(fc.property(value, value, (a, b) => isSame(a, b) === (JSON.stringify(a) === JSON.stringify(b))));
  });
});

describe('two JSON values differ', () => {
  test.each<[string, unknown, unknown]>([
    ['in a value', { a: 1 }, { a: 2 }],
    ['deep inside', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
    ['by one key more', { a: 1 }, { a: 1, b: 2 }],
    ['by a key that is there and undefined', { a: undefined }, { b: undefined }],
    ['by a key that every object inherits', { toString: Object.prototype.toString }, { a: 1 }],
    ['in the order of a list', ['a', 'b'], ['b', 'a']],
    ['as a list and an object', [], {}],
    ['as nothing and an object', null, {}],
  ])('%s', (_name, a, b) => {
    expect(isSame(a, b)).toBe(false);
    expect(isSame(b, a)).toBe(false);
  });
});
