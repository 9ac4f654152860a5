import { describe, expect, test } from 'vitest';
import { CODES, codeInfo, type ErrorKind, V5_CODES } from '../../../src/errors/codes.js';

const KINDS: ErrorKind[] = [
  'validation',
  'config',
  'authentication',
  'permission',
  'notFound',
  'conflict',
  'rateLimit',
  'network',
  'timeout',
  'aborted',
  'server',
  'badResponse',
  'superseded',
];

/** The codes of the vendor's Calls SDK v5, from its authentication page. */
const V5 = [
  'ERROR_INVALID_UID',
  'ERROR_UID_WITH_SPACE',
  'ERROR_API_KEY_NOT_FOUND',
  'ERROR_BLANK_AUTHTOKEN',
  'ERROR_AUTHTOKEN_WITH_SPACE',
  'ERROR_LOGIN_IN_PROGRESS',
  'ERROR_SDK_NOT_INITIALIZED',
  'ERROR_NO_USER_LOGGED_IN',
];

/** Every code with its kind and hint. */
const table = Object.entries(CODES).flatMap(([kind, hints]) =>
  Object.entries<string>(hints).map(([code, hint]) => [code, kind as ErrorKind, hint] as const),
);
const codes = table.map(([code]) => code);
const hinted = table.filter(([, , hint]) => hint);

test('the kinds are the thirteen that are published, and each is used', () => {
  expect(new Set(Object.keys(CODES))).toEqual(new Set(KINDS));
  expect(new Set(table.map(([, kind]) => kind))).toEqual(new Set(KINDS));
});

describe('every code', () => {
  test.each(table)('%s is written as the vendor writes codes', (code) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  test.each(table)('%s is of the kind %s', (code, kind) => {
    expect(codeInfo(code)?.kind).toBe(kind);
  });

  test.each(hinted)('%s, of the kind %s, has a hint that is a sentence: %s', (code, _kind, hint) => {
    expect(hint).toMatch(/^\w.*[^.]\.$/);
    expect(codeInfo(code)?.hint).toBe(hint);
  });

  test('has one kind', () => {
    expect(codes).toHaveLength(new Set(codes).size);
  });
});

test.each([...V5_CODES])('%s is known, and %s is a code of the Calls SDK v5', (code, v5) => {
  expect(codes).toContain(code);
  expect(V5).toContain(v5);
});

describe('codeInfo', () => {
  test.each([
    'constructor',
    'toString',
    'hasOwnProperty',
    '__proto__',
    'valueOf',
    'validation',
    'ERR_OF_NEXT_YEAR',
    'err_uid_not_found',
    '',
  ])('knows nothing of %j', (code) => {
    expect(codeInfo(code)).toBeUndefined();
  });
});
