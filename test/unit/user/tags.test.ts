import { describe, expect, test } from 'vitest';
import { User } from '../../../src/user/user.js';

const issuesOf = (tags: unknown) => new User('kevin').setTags(tags as string[]).validate();

describe('tags may be', () => {
  test.each<[string, unknown]>([
    ['none, which takes them away', []],
    ['25', Array.from({ length: 25 }, (_, i) => `tag${i}`)],
    ['of 100 characters', ['x'.repeat(100)]],
    ['of 100 emoji, each one character', ['😀'.repeat(100)]],
    ['with spaces and in any script', ['gold member', 'ゴールド']],
    ['nothing: undefined says nothing', undefined],
  ])('%s', (_name, tags) => {
    expect(issuesOf(tags)).toEqual([]);
  });
});

describe('tags may not be', () => {
  test.each<[string, unknown, string]>([
    ['26', Array.from({ length: 26 }, (_, i) => `tag${i}`), 'tags has 26 tags; at most 25 are allowed.'],
    ['of 101 characters', ['ok', 'x'.repeat(101)], 'tags[1] has 101 characters; at most 100 are allowed.'],
    ['of 101 emoji', ['😀'.repeat(101)], 'tags[0] has 101 characters; at most 100 are allowed.'],
    ['empty strings', ['ok', ''], 'tags[1] is blank.'],
    ['blank', [' \t'], 'tags[0] is blank.'],
    ['numbers', [7], 'tags[0] must be a string.'],
    ['null', ['ok', null], 'tags[1] must be a string.'],
    ['with holes', new Array(1), 'tags[0] must be a string.'],
    ['with half an emoji', ['x\uD83D'], 'tags[0] contains half a surrogate pair.'],
    ['one string', 'beta', 'tags must be an array of strings.'],
    ['a set', new Set(['beta']), 'tags must be an array of strings.'],
    ['an object', { 0: 'beta', length: 1 }, 'tags must be an array of strings.'],
    ['cleared by null: an empty array does that', null, 'tags must be an array of strings.'],
  ])('%s', (_name, tags, message) => {
    expect(issuesOf(tags)).toEqual([{ field: 'tags', code: 'INVALID_USER_TAGS', message }]);
  });
});
