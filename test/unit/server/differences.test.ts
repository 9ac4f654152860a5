import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differingFields, updateOf } from '../../../src/server/changes/differences.js';
import type { UserInput } from '../../../src/user/fields.js';
import { updateBody } from '../../../src/user/payload.js';
import { User } from '../../../src/user/user.js';

const found = (fields: object) => User.from({ uid: 'zoe', name: 'Zoë', ...fields });
const wanted = (fields: object) => new User({ uid: 'zoe', name: 'Zoë', ...fields } as UserInput);
const bodyOf = (want: object, have: object) => {
  const fields = differingFields(wanted(want), found(have));
  return fields.length > 0 ? updateBody(updateOf(wanted(want), fields)) : undefined;
};

describe('the body of an update', () => {
  test.each<[string, object, object]>([
    ['what is not given', {}, { role: 'guide', tags: ['a'], metadata: { a: 1 } }],
    ['tags in another order', { tags: ['a', 'b'] }, { tags: ['b', 'a'] }],
    ['keys in another order', { metadata: { a: 1, b: { c: 1, d: 2 } } }, { metadata: { b: { d: 2, c: 1 }, a: 1 } }],
    ['a date', { metadata: { at: new Date(0) } }, { metadata: { at: '1970-01-01T00:00:00.000Z' } }],
    ['undefined within metadata', { metadata: { a: 1, b: undefined } }, { metadata: { a: 1 } }],
    ['empty and absent', { metadata: {}, tags: [], statusMessage: '' }, {}],
    ['null and absent', { avatar: null, link: null, metadata: null }, {}],
    ['null and empty', { metadata: null, avatar: null }, { metadata: {}, avatar: '' }],
  ])('is nothing for %s', (_, want, have) => {
    expect(bodyOf(want, have)).toBeUndefined();
  });

  test.each<[string, object, object, object]>([
    ['another name', { name: 'Z' }, {}, { name: 'Z' }],
    ['one tag less', { tags: ['a'] }, { tags: ['a', 'b'] }, { tags: ['a'] }],
    ['another tag', { tags: ['a', 'a'] }, { tags: ['a', 'b'] }, { tags: ['a', 'a'] }],
    ['no tag any longer', { tags: [] }, { tags: ['a'] }, { tags: [] }],
    ['no status message any longer', { statusMessage: '' }, { statusMessage: 'Hi' }, { statusMessage: '' }],
    ['metadata with a key less', { metadata: { a: 1 } }, { metadata: { a: 1, b: 2 } }, { metadata: { a: 1 } }],
    [
      'metadata in another order of a list',
      { metadata: { a: [1, 2] } },
      { metadata: { a: [2, 1] } },
      { metadata: { a: [1, 2] } },
    ],
    ['null for what is there', { avatar: null }, { avatar: 'https://a.example/1.png' }, { unset: ['avatar'] }],
    [
      'several',
      { role: 'guide', link: null },
      { role: 'default', link: 'https://a.example' },
      { role: 'guide', unset: ['link'] },
    ],
  ])('contains only the fields that differ: %s', (_, want, have, body) => {
    expect(bodyOf(want, have)).toEqual(body);
  });

  test('of a changed user contains the changed fields', () => {
    const user = found({ role: 'guide', tags: ['a'] }).setName('Z');
    expect(differingFields(user, found({ role: 'default', tags: ['b'] }))).toEqual(['name']);
  });

  test('is empty after the update, for any metadata', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (one, other) => {
          const have = { metadata: JSON.parse(JSON.stringify(other)) };
          const sent = bodyOf({ metadata: one }, have)?.metadata;
          const stored = sent ? JSON.parse(JSON.stringify(sent)) : other;
          expect(bodyOf({ metadata: one }, { metadata: stored })).toBeUndefined();
        },
      ),
    );
  });
});
