import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';
import { decideRetry } from '../../../src/transport/retry.js';

const failure = fc.record({
  code: fc.constantFrom('FAILED_TO_FETCH', 'REQUEST_TIMEOUT', 'SERVER_ERROR', 'ERR_TOO_MANY_REQUESTS'),
  retry: fc.constantFrom('safe' as const, 'create' as const),
  retryAfterMs: fc.option(fc.nat(120_000), { nil: undefined }),
  retryCount: fc.integer({ min: 1, max: 10 }),
  remainingMs: fc.integer({ min: -1_000, max: 120_000 }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

function decide({ code, retryAfterMs, random, ...rest }: typeof failure extends fc.Arbitrary<infer F> ? F : never) {
  return decideRetry({ ...rest, error: new CometChatException({ code, retryAfterMs }) }, () => random);
}

test('a wait is never shorter than Retry-After, and fits into the remaining time', () => {
  fc.assert(
    fc.property(failure, (given) => {
      const wait = decide(given);
      if (wait === undefined) return;
      expect(wait).toBeGreaterThanOrEqual(given.retryAfterMs ?? 0);
      expect(wait).toBeLessThan(given.remainingMs);
    }),
  );
});

test('without Retry-After a wait is in the upper half of a ceiling that doubles up to 5 s', () => {
  fc.assert(
    fc.property(failure, (given) => {
      const wait = decide({ ...given, retryAfterMs: undefined, remainingMs: 1e9 });
      const ceiling = Math.min(500 * 2 ** (given.retryCount - 1), 5_000);
      expect(wait).toBeGreaterThanOrEqual(ceiling / 2);
      expect(wait).toBeLessThanOrEqual(ceiling);
    }),
  );
});

test('it rejects only if the wait does not fit', () => {
  fc.assert(
    fc.property(failure, (given) => {
      if (decide(given) !== undefined) return;
      expect(decide({ ...given, remainingMs: 1e9 })).toBeGreaterThanOrEqual(given.remainingMs);
    }),
  );
});

test("without another source it uses the platform's random numbers", () => {
  const error = new CometChatException({ code: 'SERVER_ERROR' });
  const waits = Array.from({ length: 20 }, () =>
    decideRetry({ retry: 'safe', error, retryCount: 1, remainingMs: 9_999 }),
  );
  expect(new Set(waits).size).toBeGreaterThan(1);
});
