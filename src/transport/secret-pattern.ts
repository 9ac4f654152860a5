const BASE64_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Base64 of fewer characters would be found by chance. */
const BASE64_MIN = 8;

/**
 * The source of a regular expression that finds a secret as it is, percent-encoded (in whole or in part), and in base64 or base64url,
 * also in the middle of a longer text that was encoded. It is for the flags `gi`: any letter case.
 */
export function secretPattern(secret: string): string {
  return [Array.from(secret, characterPattern).join(''), ...base64Patterns(bytesOf(secret))].join('|');
}

/** One character: itself, or the percent signs that stand for it, once or twice encoded. */
function characterPattern(character: string): string {
  const percent = bytesOf(character).map((byte) => `%(?:25)?${byte.toString(16).padStart(2, '0')}`);
  return `(?:${escapeForRegExp(character)}|${percent.join('')})`;
}

/**
 * Base64 has three forms of the same bytes: each character holds six bits, and the first whole one begins after 0, 4 or 2 bits,
 * depending on the bytes before. The characters at the ends hold bits of other bytes as well.
 */
function base64Patterns(bytes: readonly number[]): string[] {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return [0, 4, 2].flatMap((skipped) => {
    const whole = bits.slice(skipped).match(/.{6}/g) ?? [];
    const pattern = whole.map((six) => base64Pattern(Number.parseInt(six, 2))).join('');
    return whole.length < BASE64_MIN ? [] : [`[\\w+/-]?${pattern}[\\w+/-]?={0,2}`];
  });
}

/** One character of base64. Its two signs differ in base64url, and may be percent-encoded. */
function base64Pattern(six: number): string {
  if (six === 62) return '(?:[+-]|%2b)';
  if (six === 63) return '(?:[/_]|%2f)';
  return BASE64_LETTERS[six] as string;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** The bytes as UTF-8. Half of a surrogate pair has none; not every platform has a `TextEncoder`. */
function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));
  const bytes = escaped.match(/%[0-9A-F]{2}|./g) ?? [];
  return bytes.map((byte) => (byte.length === 3 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0)));
}
