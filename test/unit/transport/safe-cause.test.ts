import { expect, test } from 'vitest';
import { safeCause } from '../../../src/transport/redact.js';
import { findSecrets } from '../../support/canary.js';

const secret = 'canary-token-1';
const safe = (error: unknown) => safeCause(error, [secret]);

test('keeps what helps: name, message, the system’s code, and the same of every cause', () => {
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

test('an error that is its own cause has none', () => {
  const error = new Error('round');
  error.cause = error;
  expect(safe(error).cause).toBeUndefined();
});
