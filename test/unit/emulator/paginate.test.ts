import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paginate, paginateBackwards } from '../../../src/emulator/paginate.js';

/** Rows that count how many of them were read. */
function counted(length: number) {
  const asked = { rows: 0 };
  function* all() {
    for (let row = 0; row < length; row += 1) {
      asked.rows += 1;
      yield row;
    }
  }
  return { rows: { length, [Symbol.iterator]: all }, asked };
}

test('rows that are no array have the pages of one that is, forwards and backwards', () => {
  const size = fc.nat({ max: 30 });
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (length, page, perPage) => {
      const array = Array.from({ length }, (_, row) => row);
      const forwards = paginate(array, { page, perPage });
      expect(forwards.data).toEqual(array.slice((page - 1) * perPage, page * perPage));
      expect(paginate(counted(length).rows, { page, perPage })).toEqual(forwards);
      const backwards = paginate([...array].reverse(), { page, perPage });
      expect(paginateBackwards(array, { page, perPage })).toEqual(backwards);
      expect(paginateBackwards(counted(length).rows, { page, perPage })).toEqual(backwards);
    }),
  );
});

test('the first page of many reads only its own rows, and a page after the last reads none', () => {
  const { rows, asked } = counted(1_000_000);
  expect(paginate(rows, { page: 1, perPage: 100 }).meta.pagination).toEqual({
    total: 1_000_000,
    count: 100,
    per_page: 100,
    current_page: 1,
    total_pages: 10_000,
  });
  expect(asked.rows).toBe(100);
  paginate(rows, { page: 10_001, perPage: 100 });
  expect(asked.rows).toBe(100);
});
