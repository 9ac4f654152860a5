import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/transport/redact.js';

const hex = '0123456789abcdef0123456789abcd';
const token = `kevin_1700000000${hex}`;
const key = `${hex}0123456789`;

test.each([
  ['the token that was sent', `Token ${token} is gone.`, 'Token [redacted] is gone.'],
  ['a token twice', `${token} ${token}`, '[redacted] [redacted]'],
  ['another one’s token', `bo-7_1700000000${hex}`, '[redacted]'],
  ['a token of a uid with an underscore', `a_b-c_1700000000${hex}`, '[redacted]'],
  ['a token in quotes', `"${token}"`, '"[redacted]"'],
  ['a token in a URL', `https://x/?t=${token}&a=1`, 'https://x/?t=[redacted]&a=1'],
  ['a token of a uid of 100', `${'u'.repeat(100)}_1700000000${hex}`, '[redacted]'],
  ['an API key', `apikey=${key};`, 'apikey=[redacted];'],
  ['a key and a token', `${key},${token}`, '[redacted],[redacted]'],
])('takes out %s', (_, text, clean) => {
  expect(redact(text, [])).toBe(clean);
});

test('removes the credential that was sent, in any form', () => {
  expect(redact('key pass.word+1 is not passXword+1', ['pass.word+1'])).toBe('key [redacted] is not passXword+1');
  expect(redact('a$&b and 42', ['a$&b', '42'])).toBe('[redacted] and [redacted]');
});

test.each([
  ['a token in upper case', `Token ${token.toUpperCase()} is gone.`, 'Token [redacted] is gone.'],
  ['an API key in upper case', `apikey=${key.toUpperCase()};`, 'apikey=[redacted];'],
])('removes %s of any user', (_, text, clean) => {
  expect(redact(text, [])).toBe(clean);
});

test('a short secret is taken out as it is written only, so that codes stay', () => {
  const text = 'ERR_AUTH_TOKEN_NOT_FOUND: the token is unknown.';
  expect(redact(text, ['token'])).toBe('ERR_AUTH_TOKEN_NOT_FOUND: the [redacted] is unknown.');
});

describe('removes every form of the credential that was sent', () => {
  const secret = 'Canary+key/1=?~Ü';
  const bytes = Buffer.from(secret);
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

  test.each([
    ['as it is', secret],
    ['in upper case', secret.toUpperCase()],
    ['in lower case', secret.toLowerCase()],
    ['as a part of a URL', encodeURIComponent(secret)],
    ['as a URL has it', encodeURI(secret)],
    ['as a part of a URL, twice encoded', encodeURIComponent(encodeURIComponent(secret))],
    ['with small hexadecimal digits', encodeURIComponent(secret).toLowerCase()],
    ['with every character encoded', percent],
    ['with every character encoded, in capitals', percent.toUpperCase()],
    ['as base64', bytes.toString('base64')],
    ['as base64 without padding', bytes.toString('base64').replace(/=+$/, '')],
    ['as base64url', bytes.toString('base64url')],
    ['as base64 in a URL', encodeURIComponent(bytes.toString('base64'))],
  ])('%s', (_, form) => {
    expect(redact(`before "${form}" after`, [secret])).toMatch(/^before "\[redacted\](?:%3D){0,2}" after$/);
  });

  test.each(['', 'a', 'ab', 'abc', 'user:'])('in base64 of a text in which %j stands before it', (before) => {
    for (const after of ['', 'x', 'xy', 'xyz']) {
      const text = Buffer.from(`${before}${secret}${after}`).toString('base64');
      const clean = redact(text, [secret]);
      expect(clean).toContain('[redacted]');
      // Only the neighbours of a removed text may be shown.
      const left = clean.split('[redacted]').map((part) => Buffer.from(part, 'base64').toString('latin1'));
      expect(left.join('')).not.toMatch(/anary|key|Can/);
    }
  });

  test('but keeps texts that only resemble a part of it', () => {
    expect(redact('A canary is a bird; a key opens a door.', [secret])).toBe('A canary is a bird; a key opens a door.');
  });
});

test.each([
  ['a uid', 'The uid kevin_2024 does not exist.'],
  ['a time', 'kevin_1700000000'],
  ['a hash of another length', `${hex}01 and ${key}0`],
  ['a sentence', 'Nothing to see.'],
  ['nothing', ''],
])('leaves %s as it is', (_, text) => {
  expect(redact(text, [''])).toBe(text);
});

test.each([
  ['letters', 'a'],
  ['underscores', '_'],
  ['digits', '_1234567890'],
  ['hyphens', 'a-'],
])('a quarter of a megabyte of %s takes no time to speak of', (_, piece) => {
  const text = piece.repeat(2 ** 18 / piece.length);
  const begun = performance.now();
  expect(redact(text, [token])).toBe(text);
  expect(performance.now() - begun).toBeLessThan(3_000);
});
