import { describe, expect, test } from 'vitest';
import type { FullResponse } from '../../../src/transport/attempt.js';
import type { Endpoint } from '../../../src/transport/endpoint.js';
import { createAuthToken, getUser, login, logout } from '../../../src/transport/endpoints.js';
import { readResponse } from './transport-support.js';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): FullResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, text, isRedirect: false, headers: new Headers(headers) };
}

const html = '<!doctype html><title>502</title>';
const envelope = {
  error: {
    code: 'ERR_UID_NOT_FOUND',
    message: 'The uid does not exist.',
    devMessage: 'canary',
    source: 'chat-api',
    details: { uid: ['unknown'] },
  },
};

describe('a response without a success', () => {
  test.each([
    ['an error envelope with 404', 404, envelope, 'ERR_UID_NOT_FOUND', 'notFound'],
    ['an error envelope with 200', 200, envelope, 'ERR_UID_NOT_FOUND', 'notFound'],
    ['an error envelope beside data', 200, { ...envelope, data: { uid: 'a' } }, 'ERR_UID_NOT_FOUND', 'notFound'],
    [
      '"already exists", a 400',
      400,
      { error: { code: 'ERR_UID_ALREADY_EXISTS' } },
      'ERR_UID_ALREADY_EXISTS',
      'conflict',
    ],
    ['{ error: text } with 400', 400, { error: 'text' }, 'BAD_RESPONSE', 'badResponse'],
    ['{ error: text } with 200', 200, { error: 'text' }, 'BAD_RESPONSE', 'badResponse'],
    ['{ error: text } beside data', 200, { error: 'x', data: { uid: 'a' } }, 'BAD_RESPONSE', 'badResponse'],
    ['an error without a code', 400, { error: { message: 'x' } }, 'BAD_RESPONSE', 'badResponse'],
    ['a code that is a number', 400, { error: { code: 17 } }, 'BAD_RESPONSE', 'badResponse'],
    ['{ message } with 400', 400, { message: 'x' }, 'BAD_RESPONSE', 'badResponse'],
    ['{ message } with 503', 503, { message: 'x' }, 'SERVER_ERROR', 'server'],
    ['{} with 200', 200, {}, 'BAD_RESPONSE', 'badResponse'],
    ['{ data: null }', 200, { data: null }, 'BAD_RESPONSE', 'badResponse'],
    ['{ data: {} }', 200, { data: {} }, 'BAD_RESPONSE', 'badResponse'],
    ['{ data: [] }', 200, { data: [] }, 'BAD_RESPONSE', 'badResponse'],
    ['{ data: text }', 200, { data: 'x' }, 'BAD_RESPONSE', 'badResponse'],
    ['a bare user', 200, { uid: 'kevin' }, 'BAD_RESPONSE', 'badResponse'],
    ['JSON null', 200, 'null', 'BAD_RESPONSE', 'badResponse'],
    ['a JSON number', 200, '7', 'BAD_RESPONSE', 'badResponse'],
    ['a JSON array', 200, '[{"data":{"uid":"a"}}]', 'BAD_RESPONSE', 'badResponse'],
    ['no text with 200', 200, '', 'BAD_RESPONSE', 'badResponse'],
    ['204', 204, '', 'BAD_RESPONSE', 'badResponse'],
    ['malformed JSON', 200, '{"data":{"uid":', 'BAD_RESPONSE', 'badResponse'],
    ['HTML with 200', 200, html, 'BAD_RESPONSE', 'badResponse'],
    ['HTML with 404', 404, html, 'BAD_RESPONSE', 'badResponse'],
    ['HTML with 429', 429, html, 'ERR_TOO_MANY_REQUESTS', 'rateLimit'],
    ['HTML with 500', 500, html, 'SERVER_ERROR', 'server'],
    ['nothing with 502', 502, '', 'SERVER_ERROR', 'server'],
    ['data with 500', 500, { data: { uid: 'a' } }, 'SERVER_ERROR', 'server'],
    ['data with 400', 400, { data: { uid: 'a' } }, 'BAD_RESPONSE', 'badResponse'],
  ])('%s', (_, status, body, code, kind) => {
    for (const endpoint of [getUser, login, createAuthToken] as Endpoint<unknown>[]) {
      const read = () => readResponse(endpoint, answer(status, body), []);
      expect(read).toThrow(expect.objectContaining({ name: 'CometChatException', code, kind, status }));
      expect(read).not.toThrow(/canary|doctype/);
    }
  });
});

test('the message of a bad response names the endpoint and the field', () => {
  expect(() => readResponse(getUser, answer(200, { data: { name: 'a' } }), [])).toThrow(
    'The response to GET /users/{uid} has no usable "uid".',
  );
  expect(() => readResponse(createAuthToken, answer(200, {}), [])).toThrow(
    'The response to POST /users/{uid}/auth_tokens has no usable "data".',
  );
});

test('a success returns the data, and ignores the other fields', () => {
  const body = { data: { uid: 'kevin', name: 'Kevin', new: [1] }, meta: { cursor: 1 }, success: true };
  expect(readResponse(getUser, answer(200, body), [])).toEqual({ uid: 'kevin', name: 'Kevin', new: [1] });
  expect(readResponse(getUser, answer(201, body), []).uid).toBe('kevin');
  expect(readResponse(createAuthToken, answer(200, { data: { authToken: 't' } }), [])).toBe('t');
  expect(readResponse(logout, answer(200, { data: { success: true } }), [])).toBeUndefined();
});

test('a large response is read like a small one', () => {
  const metadata = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key${i}`, 'x'.repeat(50)]));
  expect(readResponse(getUser, answer(200, { data: { uid: 'kevin', metadata } }), [])).toMatchObject({ metadata });
});

test('a redirect is refused, with any content', () => {
  for (const [given, status] of [
    [302, 302],
    [0, undefined],
  ] as const) {
    const redirect: FullResponse = { ...answer(given, { data: { uid: 'a' } }), isRedirect: true };
    expect(() => readResponse(getUser, redirect, [])).toThrow(
      expect.objectContaining({ code: 'REDIRECT_REFUSED', kind: 'badResponse', retryable: false }),
    );
    try {
      readResponse(getUser, redirect, []);
    } catch (error) {
      expect((error as { status?: number }).status).toBe(status);
    }
  }
});
