import { expect, test } from 'vitest';
import { CommaList, toQuery } from '../../../src/transport/lists/query.js';

test.each<[Parameters<typeof toQuery>[0], string]>([
  [{}, ''],
  [{ page: undefined }, ''],
  [{ roles: [] }, ''],
  [{ tags: new CommaList([]) }, ''],
  [{ page: 2, perPage: 5 }, '?page=2&perPage=5'],
  [{ withTags: false }, '?withTags=false'],
  [{ searchKey: '' }, '?searchKey='],
  [{ searchKey: 'a&b=c#d e/ä' }, '?searchKey=a%26b%3Dc%23d%20e%2F%C3%A4'],
  [{ 'a&b': 1 }, '?a%26b=1'],
  [{ roles: ['a', 'b'] }, '?roles=a&roles=b'],
  [{ tags: new CommaList(['a b', 'c&d']) }, '?tags=a%20b,c%26d'],
])('the query of %j is "%s"', (values, expected) => {
  expect(toQuery(values)).toBe(expected);
});
