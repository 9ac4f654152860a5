import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { User } from '../../../src/user/user.js';

const issuesOf = (metadata: unknown) => new User('kevin').setMetadata(metadata as Record<string, unknown>).validate();
const refusal = (message: unknown) => [{ field: 'metadata', code: 'INVALID_USER_METADATA', message }];

/** Metadata of exactly this many bytes, in characters of this many bytes. */
function ofBytes(bytes: number, character = 'x'): Record<string, unknown> {
  const each = new TextEncoder().encode(character).length;
  const room = bytes - '{"a":""}'.length;
  return { a: character.repeat(Math.floor(room / each)) + 'x'.repeat(room % each) };
}

/** This many nested objects, or arrays in an object. */
function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = {};
  for (let level = 2; level < levels; level++) value = wrap(value);
  return { value };
}

class Person {
  name = 'Kevin';
}

const cyclic: Record<string, unknown> = { inner: { list: [] } };
(cyclic.inner as { list: unknown[] }).list.push(cyclic);

describe('metadata may be', () => {
  const shared = { city: 'Bern' };

  test.each<[string, unknown]>([
    ['empty', {}],
    ['of all that JSON has', { a: [1, 'b', true, null, { c: {} }], d: 1.5e300, '': '' }],
    ['with a part that only the user and the server see', { '@private': { email: 'kevin@example.com' } }],
    ['with a date, which becomes a string', { since: new Date(0) }],
    ['with undefined fields, which JSON leaves out', { a: undefined }],
    ['with one object in two places', { home: shared, work: shared }],
    ['without a prototype', Object.assign(Object.create(null), { a: 1 })],
    ['made in another realm, such as an iframe', runInNewContext('({ a: [1], b: { c: 2 } })')],
    ['with keys named like methods of every object', { constructor: 1, toString: 'x', hasOwnProperty: true }],
    ['500 levels deep', nested(500, (inner) => [inner])],
    ['5120 bytes', ofBytes(5120)],
    ['5120 bytes in two-byte characters', ofBytes(5120, 'é')],
    ['5120 bytes in emoji', ofBytes(5120, '😀')],
    ['nothing: null clears it', null],
    ['nothing: undefined says nothing', undefined],
  ])('%s', (_name, metadata) => {
    expect(issuesOf(metadata)).toEqual([]);
  });
});

describe('metadata is a plain object, and no', () => {
  test.each<[string, unknown]>([
    ['string', '{"a":1}'],
    ['number', 7],
    ['boolean', false],
    ['array', [{ a: 1 }]],
    ['function', () => ({})],
    ['symbol', Symbol('a')],
    ['map', new Map([['a', 1]])],
    ['date', new Date(0)],
    ['instance of a class', new Person()],
    ['promise', Promise.resolve({})],
  ])('%s', (_name, metadata) => {
    expect(issuesOf(metadata)).toEqual(refusal('metadata must be a plain object.'));
  });
});

describe('values that JSON would lose or change are refused, with their path', () => {
  test.each<[string, unknown, string]>([
    ['a function', { a: { b: () => 1 } }, 'metadata.a.b is a function, which JSON cannot hold.'],
    ['a symbol', { a: Symbol('x') }, 'metadata.a is a symbol, which JSON cannot hold.'],
    ['a bigint', { a: [1n] }, 'metadata.a.0 is a bigint, which JSON cannot hold.'],
    ['NaN', { a: Number.NaN }, 'metadata.a is NaN, which JSON cannot hold.'],
    ['infinity', { a: [0, -Infinity] }, 'metadata.a.1 is -Infinity, which JSON cannot hold.'],
    ['undefined in an array', { a: [undefined] }, 'metadata.a.0 is undefined, which an array in JSON cannot hold.'],
    [
      'a hole in an array',
      { a: new Array(1_000_000) },
      'metadata.a.0 is undefined, which an array in JSON cannot hold.',
    ],
    ['an invalid date', { a: new Date(Number.NaN) }, 'metadata.a is an invalid date.'],
    ['a map', { a: new Map() }, 'metadata.a is not a plain object.'],
    ['an instance of a class', { a: new Person() }, 'metadata.a is not a plain object.'],
    ['a cycle', cyclic, 'metadata.inner.list.0 refers back to an object that contains it.'],
    ['half an emoji', { a: 'x\uD83D' }, 'metadata.a contains half a surrogate pair.'],
    ['half an emoji in a key', { a: { '\uDC00': 1 } }, 'metadata.a has a key with half a surrogate pair.'],
    [
      'a key that sets a prototype',
      JSON.parse('{"__proto__":{"admin":true}}'),
      'metadata.__proto__ is not allowed as a key.',
    ],
    ['such a key further in', JSON.parse('{"a":{"__proto__":1}}'), 'metadata.a.__proto__ is not allowed as a key.'],
  ])('%s', (_name, metadata, message) => {
    expect(issuesOf(metadata)).toEqual(refusal(message));
  });
});

describe('metadata that cannot be read is refused and does not throw:', () => {
  const gone = Proxy.revocable({}, {});
  gone.revoke();

  test.each<[string, object]>([
    ['a getter that throws', Object.defineProperty({}, 'a', { enumerable: true, get: () => expect.fail('read') })],
    ['a proxy that was revoked', gone.proxy],
  ])('%s', (_name, metadata) => {
    expect(issuesOf(metadata)).toEqual(refusal('metadata cannot be read: one of its getters throws.'));
  });

  test.each<[string, unknown]>([
    ['501 levels', nested(501, (inner) => [inner])],
    ['10,000 levels of objects', nested(10_000, (inner) => ({ inner }))],
    ['10,000 levels of arrays', nested(10_000, (inner) => [inner])],
  ])('%s', (_name, metadata) => {
    expect(issuesOf(metadata)).toEqual(refusal('metadata has more than 500 levels.'));
  });
});

describe('metadata is measured as UTF-8 JSON', () => {
  test.each([
    ['5121 bytes', ofBytes(5121)],
    ['5121 bytes in 2561 characters', ofBytes(5121, 'é')],
    ['5121 bytes in emoji', ofBytes(5121, '😀')],
  ])('%s are too many', (_name, metadata) => {
    expect(issuesOf(metadata)).toEqual(refusal('metadata is 5121 bytes as JSON; at most 5120 are allowed.'));
  });
});

test('objects that are shared, each holding the one before twice, are refused and not walked for ever', () => {
  let metadata: Record<string, unknown> = {};
  for (let level = 0; level < 60; level++) metadata = { left: metadata, right: metadata };
  const issues = new User({ uid: 'kevin', name: 'Kevin', metadata }).validate();
  expect(issues.map(({ message }) => message)).toEqual(['metadata is more than 5120 bytes as JSON.']);
});
