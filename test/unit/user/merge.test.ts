import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { mergeRead, mergeWritten } from '../../../src/user/merge.js';
import { parseUser } from '../../../src/user/response.js';
import { User } from '../../../src/user/user.js';

vi.setConfig({ testTimeout: 300_000 });

const RUNS = Number(process.env.CLIENT_FUZZ_RUNS ?? 500);
const SEED = 20_261_121;

const FIELDS = [
  'uid',
  'name',
  'avatar',
  'link',
  'role',
  'statusMessage',
  'status',
  'tags',
  'metadata',
  'lastActiveAt',
].concat(
  [
    'createdAt',
    'updatedAt',
    'deactivatedAt',
    'hasBlockedMe',
    'blockedByMe',
    'authToken',
    'wsChannel',
    'jwt',
    'settings',
  ],
  [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'toJSON',
    'then',
    'clone',
    'touched',
    'getUid',
    '@private',
    'ünknown',
  ],
);

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', 0, 1, '1', false, true, null, [], {}, '1700000000'),
);

/** JSON as a service might send it: known fields, hostile names, odd values. */
const json = fc
  .dictionary(fc.constantFrom(...FIELDS), value, { noNullPrototype: true })
  .map((fields) => JSON.parse(JSON.stringify(Object.entries(fields).map(([key, one]) => [key, one]))))
  .map(
    (entries: [string, unknown][]) =>
      `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join(',')}}`,
  );

const read = (text: string, uid: string): User => {
  const { user } = parseUser({ ...JSON.parse(text), uid });
  if (!user) throw new Error('It has a uid, and so it is a user.');
  return User.fromService(user);
};

test('a merged user has each field of the read one, else of the one before, and of nothing else', () => {
  const property = fc.property(json, json, (a, b) => {
    const [before, after] = [read(a, 'ann'), read(b, 'ann')];
    const [was, is] = [JSON.stringify(before), JSON.stringify(after)];
    const merged = mergeRead(before, after);
    const all = { ...before.toJSON(), ...after.toJSON() };
    for (const [field, found] of Object.entries(merged.toJSON())) {
      if (field !== 'metadata') expect(found).toEqual(all[field]);
    }
    expect(Object.keys(merged.toJSON()).sort()).toEqual(
      Object.keys(all)
        .filter((field) => field !== 'deactivatedAt' || after.deactivatedAt !== undefined)
        .sort(),
    );
    if (after.metadata) expect(merged.metadata).toMatchObject(after.metadata);
    else expect(merged.metadata).toEqual(before.metadata);
    expect(merged.authToken).toBeUndefined();
    expect(merged.touched).toEqual([]);
    expect([JSON.stringify(before), JSON.stringify(after)]).toEqual([was, is]);
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED });
});

test('no response changes a prototype, nor a method of a user', () => {
  const property = fc.property(json, json, (a, b) => {
    const merged = mergeRead(read(a, 'ann'), read(b, 'ann'));
    for (const user of [merged, merged.clone(), User.fromService(merged.toJSON())]) {
      expect(Object.getPrototypeOf(user)).toBe(User.prototype);
      for (const method of ['clone', 'toJSON', 'getUid', 'toString', 'constructor'] as const) {
        expect(Object.hasOwn(user, method)).toBe(false);
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED });
});

test('a sign of deactivation is never lost', () => {
  const property = fc.property(value, (deactivatedAt) => {
    const { user } = parseUser({ uid: 'ann', deactivatedAt });
    const isText = typeof deactivatedAt === 'string' || typeof deactivatedAt === 'number';
    const saysNothing = ['null', 'false', '[]', '{}'].includes(JSON.stringify(deactivatedAt));
    const isActive = isText ? /^\s*(?:-?0+(?:\.0+)?)?\s*$/.test(String(deactivatedAt)) : saysNothing;
    expect(Boolean(user?.deactivatedAt)).toBe(!isActive);
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED });
});

test('the response to an update keeps fields that were not sent and that it leaves out', () => {
  const before = User.from({
    uid: 'kevin',
    name: 'Kevin',
    tags: ['vip'],
    metadata: { '@private': { email: 'k@x.org' } },
  });
  const merged = mergeWritten(before, User.from({ uid: 'kevin', name: 'Kev' }), ['name']);
  expect(merged.toJSON()).toMatchObject({ name: 'Kev', tags: ['vip'], metadata: { '@private': { email: 'k@x.org' } } });
});

test('a field that an update cleared is gone, and so are private metadata that were replaced', () => {
  const before = User.from({ uid: 'kevin', avatar: 'https://x.org/a', metadata: { '@private': { a: 1 }, b: 2 } });
  const merged = mergeWritten(before, User.from({ uid: 'kevin', metadata: { c: 3 } }), ['avatar', 'metadata']);
  expect(merged.avatar).toBeUndefined();
  expect(merged.metadata).toEqual({ c: 3 });
});
