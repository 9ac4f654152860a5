import { expect, test } from 'vitest';
import { changedFields } from '../../../src/session/session-events.js';
import { User } from '../../../src/user/user.js';

const user = (fields: object) => User.from({ uid: 'kevin', ...fields });

test.each<[string, object, object, string[]]>([
  [
    'nothing',
    { name: 'K', tags: ['a'], metadata: { a: { b: 1 } } },
    { name: 'K', tags: ['a'], metadata: { a: { b: 1 } } },
    [],
  ],
  ['a field', { name: 'K' }, { name: 'L' }, ['name']],
  ['an added field', {}, { avatar: 'https://a.example/1.png' }, ['avatar']],
  ['a removed field', { avatar: 'https://a.example/1.png' }, {}, ['avatar']],
  ['several fields', { name: 'K', role: 'a' }, { name: 'L', link: 'https://a.example' }, ['name', 'role', 'link']],
  ['something inside metadata', { metadata: { a: { b: 1 } } }, { metadata: { a: { b: 2 } } }, ['metadata']],
  ['the order of keys only', { metadata: { a: 1, b: 2 } }, { metadata: { b: 2, a: 1 } }, []],
  ['the order of tags', { tags: ['a', 'b'] }, { tags: ['b', 'a'] }, ['tags']],
  ['an unknown field', { conversationId: 'x' }, { conversationId: 'y' }, ['conversationId']],
])('%s', (_, before, after, changed) => {
  expect(changedFields(user(before), user(after)).sort()).toEqual(changed.sort());
});

test('another token is no change of the profile', () => {
  expect(changedFields(user({ authToken: 'one' }), user({ authToken: 'two' }))).toEqual([]);
});
