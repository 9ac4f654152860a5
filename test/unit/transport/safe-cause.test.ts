import { expect, test } from 'vitest';
import { safeCause } from '../../../src/transport/redact.js';
import { findSecrets } from '../../support/canary.js';

const secret = 'canary-token-1';
const safe = (error: unknown) => safeCause(error, [secret]);

test("keeps the helpful parts: name, message, the system's code, and the same of every cause", () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const cause = safe(new TypeError('fetch failed', { cause: refused }));
  expect(cause).toMatchObject({ name: 'TypeError', message: 'fetch failed' });
  expect(cause.cause).toMatchObject({ name: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' });
  expect(cause.cause).toBeInstanceOf(Error);
});

test('keeps nothing else: not the request, not its headers, however deep', () => {
  const request = new Request('http://x/', { headers: { authtoken: secret } });
  const init = { method: 'PUT', headers: { authtoken: secret }, body: secret };
  const inner = Object.assign(new Error(`deep ${secret}`), { request, headers: request.headers, init });
  const error = Object.assign(new Error(`failed with ${secret}`, { cause: inner }), {
    request,
    config: init,
    [Symbol('request')]: request,
  });
  Object.defineProperty(error, 'hidden', { value: request, enumerable: false });

  expect(findSecrets(error, secret)).not.toEqual([]);
  const cause = safe(error);
  expect(findSecrets(cause, secret)).toEqual([]);
  expect(cause.message).toBe('failed with [redacted]');
  expect((cause.cause as Error).message).toBe('deep [redacted]');
});

test('a cause that is a request, or an object with headers, becomes an error without them', () => {
  const request = new Request('http://x/', { headers: { authtoken: secret } });
  for (const cause of [request, { headers: { authtoken: secret } }, new Map([['authtoken', secret]]), [secret]]) {
    expect(findSecrets(safe(new Error('outer', { cause })), secret)).toEqual([]);
    expect(findSecrets(safe(cause), secret)).toEqual([]);
  }
});

test.each([
  ['a string', 'broken', 'broken'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
  ['a number', 42, '42'],
  ['false', false, 'false'],
  ['a symbol', Symbol('x'), 'Symbol(x)'],
  ['an error-like object', { name: 'Odd', message: 'said' }, 'said'],
  ['a message that is no string', { message: 7 }, '7'],
])('%s becomes an error', (_, thrown, message) => {
  expect(safe(thrown)).toBeInstanceOf(Error);
  expect(safe(thrown).message).toBe(message);
});

test('name and code of a foreign error are clean as well', () => {
  const error = Object.assign(new Error('lost'), { name: `E-${secret}`, code: `ERR_${secret.toUpperCase()}` });
  expect(findSecrets(safe(error), secret, secret.toUpperCase())).toEqual([]);
  expect(safe(error)).toMatchObject({ name: 'E-[redacted]', code: 'ERR_[redacted]' });
});

test('causes of causes, and the errors of an AggregateError, are kept and clean', () => {
  const attempts = ['::1', '127.0.0.1'].map((address) =>
    Object.assign(new Error(`connect ${address} with ${secret}`), { code: 'ECONNREFUSED', request: { secret } }),
  );
  const error = new TypeError('fetch failed', {
    cause: new Error(secret, { cause: new AggregateError(attempts, secret) }),
  });
  const cause = safe(error);
  expect(findSecrets(cause, secret)).toEqual([]);
  expect((cause.cause as Error).cause).toMatchObject({
    name: 'AggregateError',
    errors: [
      { message: 'connect ::1 with [redacted]', code: 'ECONNREFUSED' },
      { message: 'connect 127.0.0.1 with [redacted]', code: 'ECONNREFUSED' },
    ],
  });
});

test('circles and endless chains of causes end', () => {
  const [one, other] = [new Error('one'), new Error('other')];
  one.cause = other;
  other.cause = one;
  expect((safe(one).cause as Error).message).toBe('other');
  let deep = new Error('first');
  for (let count = 0; count < 100_000; count++) deep = new Error('next', { cause: deep });
  expect(safe(deep).message).toBe('next');
  const wide = new AggregateError(Array.from({ length: 100_000 }, (_, index) => new Error(String(index))));
  expect((safe(wide) as AggregateError).errors.length).toBeLessThanOrEqual(20);
});

test.each<[string, () => unknown]>([
  [
    'whose getters throw',
    () =>
      Object.defineProperty({}, 'message', {
        get: () => {
          throw new Error(secret);
        },
      }),
  ],
  ['that no text can be made of', () => Object.create(null)],
  [
    'that is a revoked proxy',
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
  ],
  ['that is a deep array', () => JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))],
])('an error %s becomes one that can be read', (_, make) => {
  expect(safe(make())).toBeInstanceOf(Error);
  expect(findSecrets(safe(make()), secret)).toEqual([]);
});

test('an error that is its own cause has none', () => {
  const error = new Error('round');
  error.cause = error;
  expect(safe(error).cause).toBeUndefined();
});
