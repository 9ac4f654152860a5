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

/** Base64 has three forms of the same bytes: it depends on how many bytes stand before them. */
function base64Patterns(bytes: readonly number[]): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = btoa(String.fromCharCode(...Array<number>(before).fill(0), ...bytes));
    // Each character holds six bits. Those at the ends hold bits of other bytes as well.
    const whole = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return whole.length < BASE64_MIN ? [] : [`[\\w+/-]?${whole.replace(/[+/]/g, base64Sign)}[\\w+/-]?={0,2}`];
  });
}

/** The two signs of base64, in base64url and percent-encoded. */
function base64Sign(sign: string): string {
  return sign === '+' ? '(?:[+-]|%2b)' : '(?:[/_]|%2f)';
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function bytesOf(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}
