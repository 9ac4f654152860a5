import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillPath } from '../../../src/transport/endpoint.js';

const fill = (uid: string) => fillPath('/users/{uid}/auth_tokens', { uid });

test.each(['', '.', '..', '...', '.'.repeat(50)])('"%s" is no part of a path', (uid) => {
  expect(() => fill(uid)).toThrow(TypeError);
});

test('a missing value is not a valid part of a path either', () => {
  expect(() => fillPath('/users/{uid}')).toThrow('uid cannot be part of a path.');
  expect(() => fillPath('/users/{uid}', { other: 'x' })).toThrow(TypeError);
});

test.each([
  ['../me', '..%2Fme'],
  ['a/b', 'a%2Fb'],
  ['a\\b', 'a%5Cb'],
  ['a?x=1', 'a%3Fx%3D1'],
  ['a#b', 'a%23b'],
  ['%2e', '%252e'],
  ['%2e%2e', '%252e%252e'],
  ['%2F', '%252F'],
  ['a b', 'a%20b'],
  ['a\r\nb', 'a%0D%0Ab'],
  ['a;b', 'a%3Bb'],
  ['ü', '%C3%BC'],
  ['.a', '.a'],
  ['kevin-7_b', 'kevin-7_b'],
])('%s is escaped', (uid, segment) => {
  expect(fill(uid)).toBe(`/users/${segment}/auth_tokens`);
});

test('a path without parameters stays as it is', () => {
  expect(fillPath('/me')).toBe('/me');
  expect(fillPath('/me', { uid: 'x' })).toBe('/me');
});

test('a value with braces or dollar signs is not filled in again', () => {
  expect(fillPath('/{a}/{b}', { a: '{b}', b: '$&' })).toBe('/%7Bb%7D/%24%26');
});

test('for any value, the URL has the same segments', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (uid) => {
      let path: string;
      try {
        path = fill(uid);
      } catch {
        return;
      }
      const url = new URL(`https://host/v3.0${path}`);
      expect([url.host, url.search, url.hash]).toEqual(['host', '', '']);
      expect(url.pathname.split('/')).toEqual(['', 'v3.0', 'users', encodeURIComponent(uid), 'auth_tokens']);
    }),
  );
});
