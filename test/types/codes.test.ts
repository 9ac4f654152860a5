import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile } from './compile.js';

const SRC = path.resolve('src');

/** The codes in the places where a source file creates an error. Codes of Node, such as ENOENT, have no underscore. */
const GIVEN = [
  /\bcode: '([A-Z]+_[A-Z_]+)'/g,
  /\bproblem\(\s*[^,()]+,\s*'([A-Z][A-Z_]+)'/g,
  /\berrorResponse\(\s*\d+,\s*'([A-Z][A-Z_]+)'/g,
  /\bnew ApiError\(\s*\d+,\s*'([A-Z][A-Z_]+)'/g,
];

/** Every code in a text. */
function codesIn(text: string): string[] {
  return GIVEN.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = '']) => code));
}

function allCodes(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return [...new Set(files.flatMap((file) => codesIn(readFileSync(path.join(SRC, file), 'utf8'))))].sort();
}

/** The compiler's errors for codes that are not in the table. */
function complaints(codes: readonly string[]): string[] {
  const list = codes.map((code) => `\n  '${code}',`).join('');
  return compile({
    codes: `import type { KnownCode } from 'cometchat-users';\nexport const codes: KnownCode[] = [${list}\n];`,
  });
}

test('every code of an error in the source is in the table', () => {
  const codes = allCodes();
  expect(codes).toEqual(
    expect.arrayContaining([
      'BAD_RESPONSE',
      'INVALID_SESSION_ID',
      'WEBHOOK_UNREADABLE',
      'WRONG_SIGNATURE',
      'ERR_NOT_A_FRIEND',
    ]),
  );
  expect(complaints(codes)).toEqual([]);
});

test('a code that is not in the table is found', () => {
  expect(complaints(['BAD_RESPONSE', 'NO_SUCH_CODE'])).toEqual([expect.stringContaining('NO_SUCH_CODE')]);
});
