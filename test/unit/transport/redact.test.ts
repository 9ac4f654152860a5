import { expect, test } from 'vitest';
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

test('takes out what was sent, whatever form it has', () => {
  expect(redact('key pass.word+1 is not passXword+1', ['pass.word+1'])).toBe('key [redacted] is not passXword+1');
  expect(redact('a$&b and 42', ['a$&b', '42'])).toBe('[redacted] and [redacted]');
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
