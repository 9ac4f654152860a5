import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedList } from '../../../src/emulator/state/sorted-list.js';

const everything = (list: SortedList<number>) => [...list.from(() => false)];

test('rows stay in order through thousands of additions and removals, in any order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1500, maxLength: 2500 }), fc.integer(), (rows, start) => {
      const list = new SortedList<number>((one, other) => one - other);
      for (const row of rows) list.add(row);
      const sorted = [...rows].sort((one, other) => one - other);
      expect(everything(list)).toEqual(sorted);
      expect([...list.from((row) => row < start)]).toEqual(sorted.filter((row) => row >= start));
      for (const row of rows.slice(700)) list.remove(row);
      expect(everything(list)).toEqual(rows.slice(0, 700).sort((one, other) => one - other));
      for (const row of rows) list.remove(row);
      expect(everything(list)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['up', 1],
  ['down', -1],
])('rows that come in order, %s', (_, sign) => {
  const rows = Array.from({ length: 5000 }, (_, index) => sign * index);
  const list = new SortedList<number>((one, other) => one - other);
  for (const row of rows) list.add(row);
  expect(everything(list)).toEqual([...rows].sort((one, other) => one - other));
});
