import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differingFields } from '../../../src/server/changes/differences.js';
import { Catalog } from '../../../src/server/sync/catalog/catalog.js';
import { differing, digestsOf, type FieldDigests } from '../../../src/server/sync/catalog/digests.js';
import { EDITABLE_FIELDS, type EditableField, type UserInput } from '../../../src/user/fields.js';
import { User } from '../../../src/user/user.js';

const text = fc.constantFrom('', 'a', 'b', ' a', 'ä', '0');
const url = fc.constantFrom(
  '',
  'https://a.example',
  'https://a.example/',
  'HTTPS://A.example',
  ' https://b.example/x y',
);
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)));
const metadata = fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), json));
const tags = fc.array(fc.constantFrom('a', 'b', 'A', 'a,b'), { maxLength: 3 });
const fields = fc.record(
  { name: text, role: text, statusMessage: text, avatar: url, link: url, metadata, tags },
  { requiredKeys: [] },
);
const orNull = fc.record(
  { avatar: fc.constant(null), link: fc.constant(null), metadata: fc.constant(null) },
  { requiredKeys: [] },
);

const found = (given: object) => User.from({ uid: 'zoe', ...given });
const wanted = (given: object) => new User({ uid: 'zoe', ...given } as UserInput);

/** The given fields of a wanted user that differ. */
function differences(
  want: User,
  have: FieldDigests,
  rules: { userOwnedFields: EditableField[] } = { userOwnedFields: [] },
) {
  return differing(want.touched, digestsOf(want), have, rules);
}

describe('digests', () => {
  test('find the same differences as the change engine, for any users', () => {
    let [equal, different] = [0, 0];
    fc.assert(
      fc.property(fields, orNull, fields, fc.boolean(), (one, nulls, other, isSame) => {
        const want = wanted({ ...one, ...nulls });
        const have = found(isSame ? one : other);
        const expected = differingFields(want, have);
        expect(differences(want, digestsOf(have))).toEqual(expected);
        if (expected.length > 0) different += 1;
        else equal += 1;
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(equal, different)).toBeGreaterThan(100);
  });

  test('do not depend on the order of keys and tags', () => {
    const have = found({ metadata: { a: 1, b: { c: [1, 2], d: 2 } }, tags: ['a', 'b'] });
    const want = wanted({ metadata: { b: { d: 2, c: [1, 2] }, a: 1 }, tags: ['b', 'a', 'b'] });
    expect(differences(want, digestsOf(have))).toEqual([]);
    expect(differences(wanted({ metadata: { a: 1, b: { c: [2, 1], d: 2 } } }), digestsOf(have))).toEqual(['metadata']);
  });

  test('compare a value as it is sent', () => {
    const have = found({ metadata: { at: '1970-01-01T00:00:00.000Z' } });
    expect(differences(wanted({ metadata: { at: new Date(0), gone: undefined } }), digestsOf(have))).toEqual([]);
    expect(differences(wanted({ metadata: { gone: undefined } }), digestsOf(found({})))).toEqual([]);
  });

  test('leave out the fields that users own', () => {
    const have = digestsOf(found({ name: 'Zoë', statusMessage: 'Hi' }));
    const want = wanted({ name: 'Z', statusMessage: 'Away' });
    expect(differences(want, have, { userOwnedFields: ['statusMessage'] })).toEqual(['name']);
  });

  test('are different for different values', () => {
    const all = new Set<string>();
    for (let number = 0; number < 100_000; number += 1) all.add(digestsOf(found({ name: `Person ${number}` })));
    expect(all.size).toBe(100_000);
    expect([...all][0]).toHaveLength(6 * EDITABLE_FIELDS.length);
  });
});

describe('a catalog', () => {
  test('knows the users by uid, and which are deactivated', () => {
    const catalog = new Catalog();
    catalog.add(found({ name: 'Zoë', deactivatedAt: 5 }));
    expect(catalog.find('zoe')).toEqual({ digests: digestsOf(found({ name: 'Zoë' })), isDeactivated: true });
    catalog.add(found({ name: 'Zoë' }));
    expect(catalog.find('zoe')).toMatchObject({ isDeactivated: false });
    expect(catalog.size).toBe(1);
    catalog.delete('zoe');
    expect(catalog.find('zoe')).toBeUndefined();
  });
});
