import { expect, test } from 'vitest';
import type { CometChatException } from '../../../src/errors/exception.js';
import { getUser } from '../../../src/transport/endpoints.js';
import { findSecrets } from '../../support/canary.js';
import { readResponse } from './transport-support.js';

const secret = 'canary-key-7';

function refusal(status: number, error: object, headers: Record<string, string> = {}): CometChatException {
  const answer = { status, isRedirect: false, headers: new Headers(headers), text: JSON.stringify({ error }) };
  try {
    readResponse(getUser, answer, [secret]);
  } catch (thrown) {
    return thrown as CometChatException;
  }
  throw new Error('It was taken for a success.');
}

test.each([
  [400, 'validation', false],
  [401, 'authentication', false],
  [403, 'permission', false],
  [404, 'notFound', false],
  [405, 'validation', false],
  [408, 'timeout', true],
  [409, 'conflict', false],
  [417, 'validation', false],
  [422, 'validation', false],
  [429, 'rateLimit', true],
  [500, 'server', true],
  [503, 'server', true],
  [599, 'server', true],
  [200, 'badResponse', false],
])('an unknown code with %i is of kind %s', (status, kind, retryable) => {
  const code = 'ERR_OF_TOMORROW';
  expect(refusal(status, { code, message: 'New.' })).toMatchObject({ code, kind, status, retryable, message: 'New.' });
});

test.each([
  ['AUTH_ERR_AUTH_TOKEN_NOT_FOUND', 404, 'authentication'],
  ['AUTH_ERR_APIKEY_NOT_FOUND', 404, 'authentication'],
  ['ERR_UID_ALREADY_EXISTS', 400, 'conflict'],
  ['ERR_UID_ALREADY_EXISTS', 500, 'conflict'],
  ['ERR_BAD_REQUEST', 500, 'validation'],
  ['ERR_TOO_MANY_REQUESTS', 400, 'rateLimit'],
])('%s with %i is of kind %s, with any status', (code, status, kind) => {
  expect(refusal(status, { code })).toMatchObject({ code, status, kind });
});

test.each([
  ['messages by field', { uid: ['long', 'odd'], name: ['short'] }, { uid: ['long', 'odd'], name: ['short'] }],
  ['a single message', { uid: 'odd' }, { uid: ['odd'] }],
  ['a number', { uid: 7 }, { uid: ['7'] }],
  ['null', { uid: null }, { uid: ['null'] }],
  ['an object', { uid: { max: 100 } }, { uid: ['{"max":100}'] }],
  ['odd items', { uid: ['a', 1, null, [2]] }, { uid: ['a', '1', 'null', '[2]'] }],
  ['no messages', { uid: [] }, { uid: [] }],
  ['no fields', {}, undefined],
  ['a text', 'uid is odd', undefined],
  ['a list', ['uid is odd'], undefined],
  ['true', true, undefined],
  ['nothing', null, undefined],
])('details that are or have %s become lists of messages by field', (_, given, details) => {
  expect(refusal(400, { code: 'ERR_BAD_REQUEST', details: given }).details).toEqual(details);
});

test('a field called __proto__ is a field', () => {
  const text = '{"error":{"code":"ERR_BAD_REQUEST","details":{"__proto__":["odd"]}}}';
  const read = () => readResponse(getUser, { status: 400, isRedirect: false, headers: new Headers(), text }, []);
  expect(read).toThrow(expect.objectContaining({ code: 'ERR_BAD_REQUEST' }));
  expect(({} as { odd?: unknown }).odd).toBeUndefined();
});

test.each([[7], [null], [{ en: 'x' }], ['']])('a message that is %j leaves the word to the hint', (message) => {
  expect(refusal(404, { code: 'ERR_UID_NOT_FOUND', message }).message).toMatch(/^Create the user/);
});

test('a repeated credential in the response is removed', () => {
  const token = 'bo_1700000000abcdefabcdefabcdefabcdefabcdef';
  const error = refusal(401, {
    code: `ERR_${secret}`,
    message: `The key ${secret} and the token ${token} do not exist.`,
    devMessage: secret,
    details: { [secret]: [`${secret}?`, { deep: secret }], key: secret, token },
  });
  expect(error.message).toBe('The key [redacted] and the token [redacted] do not exist.');
  expect(findSecrets(error, secret, token)).toEqual([]);
});

test.each([
  [429, 3_000],
  [503, 3_000],
  [500, 3_000],
  [400, undefined],
  [401, undefined],
  [200, undefined],
])('Retry-After counts if a retry may help: %i', (status, retryAfterMs) => {
  expect(refusal(status, { code: 'ERR_ODD' }, { 'retry-after': '3' }).retryAfterMs).toBe(retryAfterMs);
});

test('a quarter of a megabyte of an error message is read in no time to speak of', () => {
  const begun = performance.now();
  expect(refusal(500, { code: 'ERR_EXCEPTION', message: 'x'.repeat(2 ** 18) })).toMatchObject({ kind: 'server' });
  expect(performance.now() - begun).toBeLessThan(3_000);
});
