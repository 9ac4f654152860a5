const BASE64_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Shorter base64 texts would match by chance. */
const BASE64_MIN = 8;

/**
 * The source of a regular expression that finds a secret: unencoded, percent-encoded (in whole or in part), and in base64 or base64url,
 * also inside a longer encoded text. Use it with the flags `gi`, which ignore the letter case.
 */
export function secretPattern(secret: string): string {
  return [Array.from(secret, characterPattern).join(''), ...base64Patterns(bytesOf(secret))].join('|');
}

/** The pattern of one character: the character itself, or its percent-encoding, encoded once or twice. */
function characterPattern(character: string): string {
  const percent = bytesOf(character).map((byte) => `%(?:25)?${byte.toString(16).padStart(2, '0')}`);
  return `(?:${escapeForRegExp(character)}|${percent.join('')})`;
}

/**
 * The same bytes have three forms in base64: each character holds six bits, and the first whole character begins after 0, 4 or 2 bits,
 * depending on the bytes before. The characters at the ends also hold bits of other bytes.
 */
function base64Patterns(bytes: readonly number[]): string[] {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return [0, 4, 2].flatMap((skipped) => {
    const whole = bits.slice(skipped).match(/.{6}/g) ?? [];
    const pattern = whole.map((six) => base64Pattern(Number.parseInt(six, 2))).join('');
    return whole.length < BASE64_MIN ? [] : [`[\\w+/-]?${pattern}[\\w+/-]?={0,2}`];
  });
}

/** The pattern of one base64 character. `+` and `/` differ in base64url and may be percent-encoded. */
function base64Pattern(six: number): string {
  if (six === 62) return '(?:[+-]|%2b)';
  if (six === 63) return '(?:[/_]|%2f)';
  return BASE64_LETTERS[six] as string;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** The bytes of a text in UTF-8, without lone surrogates. It does not use `TextEncoder`, which some platforms do not have. */
function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));
  const bytes = escaped.match(/%[0-9A-F]{2}|./g) ?? [];
  return bytes.map((byte) => (byte.length === 3 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0)));
}
