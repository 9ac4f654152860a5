import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { codeInfo, type ErrorKind } from '../../../src/errors/codes.js';
import { amend, CometChatException } from '../../../src/errors/exception.js';

const full = () =>
  new CometChatException({
    code: 'ERR_TOO_MANY_REQUESTS',
    message: 'Too many requests.',
    details: { name: ['name is missing.'] },
    status: 429,
    operation: 'createUser',
    endpoint: 'POST /users',
    attempts: 3,
    retryAfterMs: 2_000,
    hint: 'Wait.',
    cause: new Error('the reason'),
  });

describe('an exception is an error', () => {
  test('of its own class, with a stack that starts where it was created', () => {
    const error = full();
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(CometChatException);
    expect(error.stack).toContain('exception.test.ts');
  });

  test('and reads as one', () => {
    expect(String(full())).toBe('CometChatException: Too many requests.');
    expect(inspect(full())).toMatch(/^CometChatException: Too many requests\.\n/);
  });

  test('whose name is not one of its fields, as with any error', () => {
    expect(full().name).toBe('CometChatException');
    expect(Object.keys(full())).not.toContain('name');
  });

  test('with a cause only if one was given', () => {
    expect(full().cause).toEqual(new Error('the reason'));
    expect('cause' in new CometChatException({ code: 'BAD_RESPONSE' })).toBe(false);
  });

  test('with a cause that may be undefined, as a thrown undefined is', () => {
    expect('cause' in new CometChatException({ code: 'BAD_RESPONSE', cause: undefined })).toBe(true);
  });
});

describe('the text of an exception', () => {
  test('is the message it was given', () => {
    expect(new CometChatException({ code: 'ERR_UID_NOT_FOUND', message: 'No such user.' }).message).toBe(
      'No such user.',
    );
  });

  test('is else the hint, so that it is a sentence', () => {
    const { message, hint } = new CometChatException({ code: 'USER_NOT_LOGED_IN' });
    expect(hint).toBe(codeInfo('USER_NOT_LOGED_IN')?.hint);
    expect(message).toBe(hint);
  });

  test.each(['SERVER_ERROR', 'ERR_OF_NEXT_YEAR', 'constructor'])('is else the code: %s', (code) => {
    expect(new CometChatException({ code }).message).toBe(code);
    expect(new CometChatException({ code, message: '' }).message).toBe(code);
  });

  test('can be an own hint and an own kind instead of the table’s', () => {
    const error = new CometChatException({ code: 'ERR_UID_NOT_FOUND', kind: 'permission', hint: 'Ask an admin.' });
    expect(error).toMatchObject({ kind: 'permission', hint: 'Ask an admin.', retryable: false });
  });
});

describe('the kind', () => {
  test.each<[number, ErrorKind]>([
    [400, 'validation'],
    [401, 'authentication'],
    [403, 'permission'],
    [404, 'notFound'],
    [409, 'conflict'],
    [422, 'validation'],
    [429, 'rateLimit'],
    [499, 'validation'],
    [500, 'server'],
    [503, 'server'],
    [599, 'server'],
  ])('of a code that is new to us is, with status %i, %s', (status, kind) => {
    expect(new CometChatException({ code: 'ERR_OF_NEXT_YEAR', status }).kind).toBe(kind);
  });

  test('of a code we know does not follow the status', () => {
    expect(new CometChatException({ code: 'ERR_UID_ALREADY_EXISTS', status: 400 }).kind).toBe('conflict');
  });

  test('of a code named like a method of every object follows the status', () => {
    expect(new CometChatException({ code: 'constructor', status: 404 }).kind).toBe('notFound');
  });

  test.each<[ErrorKind, boolean]>([
    ['network', true],
    ['timeout', true],
    ['rateLimit', true],
    ['server', true],
    ['validation', false],
    ['config', false],
    ['authentication', false],
    ['permission', false],
    ['notFound', false],
    ['conflict', false],
    ['aborted', false],
    ['badResponse', false],
    ['superseded', false],
  ])('%s decides whether a later try may work: %s', (kind, retryable) => {
    expect(new CometChatException({ code: 'X', kind }).retryable).toBe(retryable);
  });
});

describe('as JSON', () => {
  const json = {
    name: 'CometChatException',
    message: 'Too many requests.',
    code: 'ERR_TOO_MANY_REQUESTS',
    kind: 'rateLimit',
    retryable: true,
    errorCode: 'ERR_TOO_MANY_REQUESTS',
    details: { name: ['name is missing.'] },
    status: 429,
    operation: 'createUser',
    endpoint: 'POST /users',
    attempts: 3,
    retryAfterMs: 2_000,
    hint: 'Wait.',
  };

  test('it has everything but stack and cause', () => {
    expect(full().toJSON()).toEqual(json);
    expect(JSON.parse(JSON.stringify(full()))).toEqual(json);
  });

  test('a missing property is absent, not undefined', () => {
    const { name, message, ...own } = new CometChatException({ code: 'SERVER_ERROR', status: undefined }).toJSON();
    expect(Object.keys(own).sort()).toEqual(['code', 'errorCode', 'kind', 'retryable']);
  });
});

describe('amended', () => {
  test('it says more and keeps the rest', () => {
    const before = full();
    const after = amend(before, { operation: 'login', attempts: 1 });
    expect(after.toJSON()).toEqual({ ...before.toJSON(), operation: 'login', attempts: 1 });
    expect(after.cause).toBe(before.cause);
  });

  test('it is another exception: the first one may be the reason of several ends', () => {
    const before = full();
    expect(amend(before, { operation: 'login' })).not.toBe(before);
    expect(before.operation).toBe('createUser');
  });
});
