import { expect, test } from 'vitest';
import { readQuota, readRetryAfter } from '../../../src/transport/rate-limit.js';

const now = Date.parse('2026-05-04T10:00:00Z');
const nowInSeconds = now / 1000;

test.each([
  ['0', 0],
  ['1', 1_000],
  ['1.5', 1_500],
  ['120', 120_000],
  ['-3', undefined],
  ['-5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['', undefined],
  ['abc', undefined],
  ['9'.repeat(400), undefined],
  ['3, 3', 3_000],
  ['3, 7', 7_000],
  ['7,3', 7_000],
  ['3, later', 3_000],
  ['-5, -5', undefined],
  ['Mon, 04 May 2026 10:00:30 GMT, Mon, 04 May 2026 10:00:30 GMT', 30_000],
  ['Mon, 04 May 2026 10:00:30 GMT, 45', 45_000],
  ['5, Monday, 04-May-26 10:00:30 GMT', 30_000],
  ['Mon, 04 May 2026 10:00:30 GMT', 30_000],
  ['Mon, 04 May 2026 09:59:00 GMT', 0],
  ['2026-05-04T10:01:00Z', 60_000],
  ['later', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
])('Retry-After: %s asks to wait %s ms', (value, ms) => {
  expect(readRetryAfter(new Headers({ 'Retry-After': value }), now)).toBe(ms);
});

const spellings = ['X-Rate-Limit-Reset', 'x-rate-limit-reset', 'X-RateLimit-Reset', 'x-ratelimit-reset'];

test.each(spellings)('%s says when, in seconds since 1970 or from now', (name) => {
  const read = (value: string) => readRetryAfter(new Headers({ [name]: value }), now);
  expect(read(String(nowInSeconds + 42))).toBe(42_000);
  expect(read(String(nowInSeconds - 42))).toBe(0);
  expect(read('42')).toBe(42_000);
  expect(read('0')).toBe(0);
  expect(read('soon')).toBeUndefined();
  expect(read('-42')).toBeUndefined();
  expect(read('Infinity')).toBeUndefined();
  expect(read('42, 43')).toBe(43_000);
});

test.each(spellings)('%s above 1e12 counts milliseconds, above 1e9 seconds since 1970', (name) => {
  const read = (value: number) => readRetryAfter(new Headers({ [name]: String(value) }), now);
  expect(read(now + 42_000)).toBe(42_000);
  expect(read(now - 42_000)).toBe(0);
  expect(read(1e12 + 1)).toBe(0);
  expect(read(nowInSeconds + 7)).toBe(7_000);
  expect(read(1e9)).toBe(1e12);
});

test('Retry-After goes before a reset, which counts the whole window', () => {
  for (const name of spellings) {
    expect(readRetryAfter(new Headers({ 'retry-after': '2', [name]: String(nowInSeconds + 59) }), now)).toBe(2_000);
  }
});

test('a Retry-After that says nothing leaves the word to a reset', () => {
  for (const name of spellings) {
    expect(readRetryAfter(new Headers({ 'retry-after': 'later', [name]: '59' }), now)).toBe(59_000);
  }
});

test.each([
  [{}],
  [{ 'X-Rate-Limit': '500', 'X-Rate-Limit-Remaining': '0' }],
  [{ 'X-RateLimit-Limit': '500', 'X-RateLimit-Remaining': '0' }],
])('%j gives no time, as a browser that hides the headers', (headers) => {
  expect(readRetryAfter(new Headers(headers as Record<string, string>), now)).toBeUndefined();
});

test('times are counted from the Date of the response, so that a wrong clock here changes nothing', () => {
  const hour = 3_600_000;
  for (const ownNow of [now - hour, now, now + hour]) {
    const read = (headers: Record<string, string>) =>
      readRetryAfter(new Headers({ date: new Date(now).toUTCString(), ...headers }), ownNow);
    expect(read({ 'retry-after': 'Mon, 04 May 2026 10:00:30 GMT' })).toBe(30_000);
    expect(read({ 'x-rate-limit-reset': String(nowInSeconds + 42) })).toBe(42_000);
    expect(read({ 'x-ratelimit-reset': String(now + 42_000) })).toBe(42_000);
  }
});

test('without a Date that can be read, they are counted from the own clock', () => {
  for (const date of ['', 'soon']) {
    const headers = new Headers({ date, 'retry-after': 'Mon, 04 May 2026 10:00:30 GMT' });
    expect(readRetryAfter(headers, now)).toBe(30_000);
  }
});

test('a reset that comes with a server error says nothing of how long to wait', () => {
  const headers = new Headers({ 'x-rate-limit-reset': '45' });
  expect(readRetryAfter(headers, 0, false)).toBeUndefined();
  expect(readRetryAfter(headers, 0, true)).toBe(45_000);
});

test.each<[string, HeadersInit, object | undefined]>([
  ['one spelling', { 'x-rate-limit': '500', 'x-rate-limit-remaining': '0' }, { limit: 500, remaining: 0 }],
  ['the other', { 'x-ratelimit-limit': '500', 'x-ratelimit-remaining': '499' }, { limit: 500, remaining: 499 }],
  ['headers sent twice', { 'x-rate-limit': '500, 500', 'x-rate-limit-remaining': '9,7' }, { limit: 500, remaining: 7 }],
  ['one of two headers', { 'x-rate-limit': '500' }, undefined],
  ['no headers', {}, undefined],
  ['nonsense', { 'x-rate-limit': 'many', 'x-rate-limit-remaining': '-1' }, undefined],
  ['a limit of none', { 'x-rate-limit': '0', 'x-rate-limit-remaining': '0' }, undefined],
])('the quota is read from %s', (_, headers, quota) => {
  expect(readQuota(new Headers(headers))).toEqual(quota);
});
