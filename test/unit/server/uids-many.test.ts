import { expect, test } from 'vitest';
import { checkIds } from './uids-support.js';

/** `npm run test:fuzz` and `npm run soak` make more. */
const COUNT = Number(process.env.UID_COUNT ?? 16_000);

test('many ids of sixteen kinds: no collision, no illegal uid, no wrong round trip', () => {
  const { ids, ...mistakes } = checkIds(COUNT);
  expect(mistakes).toEqual({ collisions: [], illegal: [], wrong: [] });
  expect(ids).toBeGreaterThan(COUNT * 0.9);
});
