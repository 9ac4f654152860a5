import { expect, test } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';
import type { RetryClass } from '../../../src/transport/endpoint.js';
import { decideRetry, isLost } from '../../../src/transport/retry.js';

const CODE_OF = {
  network: 'FAILED_TO_FETCH',
  timeout: 'REQUEST_TIMEOUT',
  server: 'SERVER_ERROR',
  rateLimit: 'ERR_TOO_MANY_REQUESTS',
  validation: 'ERR_BAD_REQUEST',
  config: 'INVALID_OPTION',
  authentication: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND',
  permission: 'AUTH_ERR_NO_ACCESS',
  notFound: 'ERR_UID_NOT_FOUND',
  conflict: 'ERR_UID_ALREADY_EXISTS',
  aborted: 'REQUEST_ABORTED',
  badResponse: 'BAD_RESPONSE',
  superseded: 'LOGIN_SUPERSEDED',
} as const;

type Kind = keyof typeof CODE_OF;
const kinds = Object.keys(CODE_OF) as Kind[];
const retried: Kind[] = ['network', 'timeout', 'server', 'rateLimit'];

function decide(
  retry: RetryClass,
  kind: Kind,
  retryAfterMs?: number,
  remainingMs = 30_000,
  retryCount = 1,
  random = 0.5,
) {
  const error = new CometChatException({ code: CODE_OF[kind], retryAfterMs });
  return decideRetry({ retry, error, retryCount, remainingMs }, () => random);
}

test.each(kinds)('a failure of kind %s is retried or not, as its class allows', (kind) => {
  const wait = retried.includes(kind) ? 375 : undefined;
  expect(decide('safe', kind)).toBe(wait);
  expect(decide('create', kind)).toBe(wait);
  expect(decide('never', kind)).toBeUndefined();
});

test.each([
  // Retry-After, remaining, wait
  [undefined, 30_000, 375],
  [0, 30_000, 375],
  [374, 30_000, 375],
  [376, 30_000, 376],
  [1_000, 30_000, 1_000],
  [29_999, 30_000, 29_999],
  [30_000, 30_000, undefined],
  [30_001, 30_000, undefined],
  [86_400_000, 30_000, undefined],
  [undefined, 376, 376 - 1],
  [undefined, 375, undefined],
  [undefined, 0, undefined],
  [undefined, -5, undefined],
  [0, 1, undefined],
])('with Retry-After %s and %s ms left, the wait is %s', (retryAfterMs, remainingMs, wait) => {
  for (const kind of retried) {
    expect(decide('safe', kind, retryAfterMs, remainingMs)).toBe(wait);
    expect(decide('create', kind, retryAfterMs, remainingMs)).toBe(wait);
  }
});

test.each([
  // retry, random, wait
  [1, 0, 250],
  [1, 1, 500],
  [2, 0, 500],
  [2, 0.5, 750],
  [3, 0, 1_000],
  [4, 0, 2_000],
  [5, 0, 2_500],
  [5, 1, 5_000],
  [10, 0, 2_500],
  [10, 1, 5_000],
])('retry %i with chance at %d waits %i ms', (retryCount, random, wait) => {
  expect(decide('safe', 'network', undefined, 30_000, retryCount, random)).toBe(wait);
});

test('a Retry-After on a failure that is not retried changes nothing', () => {
  expect(decide('safe', 'validation', 10)).toBeUndefined();
  expect(decide('never', 'rateLimit', 10)).toBeUndefined();
});

test.each(kinds)('an attempt may have done the work although the response does not say so: kind %s', (kind) => {
  expect(isLost(new CometChatException({ code: CODE_OF[kind] }))).toBe(['network', 'timeout', 'server'].includes(kind));
});
