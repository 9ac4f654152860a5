import { expect, test, vi } from 'vitest';
import { CometChatException, isCometChatException } from '../../../src/errors/exception.js';
import { User } from '../../../src/user/user.js';

test('an exception is one', () => {
  expect(isCometChatException(new CometChatException({ code: 'FAILED_TO_FETCH' }))).toBe(true);
});

test('so is one of an own subclass', () => {
  class Special extends CometChatException {}
  expect(isCometChatException(new Special({ code: 'FAILED_TO_FETCH' }))).toBe(true);
});

test('so is one of a second copy of this package, which instanceof would miss', async () => {
  vi.resetModules();
  const copy = await import('../../../src/errors/exception.js');
  expect(copy.CometChatException).not.toBe(CometChatException);

  const foreign = new copy.CometChatException({ code: 'FAILED_TO_FETCH' });
  expect(foreign).not.toBeInstanceOf(CometChatException);
  expect(isCometChatException(foreign)).toBe(true);
  expect(copy.isCometChatException(new CometChatException({ code: 'FAILED_TO_FETCH' }))).toBe(true);
});

test('it narrows the type for the compiler', () => {
  const caught: unknown = new CometChatException({ code: 'FAILED_TO_FETCH' });
  const kind = isCometChatException(caught) ? caught.kind : undefined;
  expect(kind).toBe('network');
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a string', 'CometChatException'],
  ['a number', 0],
  ['a symbol', Symbol.for('cometchat-users.exception')],
  ['the class itself', CometChatException],
  ['a plain error', new Error('CometChatException')],
  ['an error by that name', Object.assign(new Error(), { name: 'CometChatException', code: 'FAILED_TO_FETCH' })],
  ['what the vendor rejects with', { code: 'ERR_UID_NOT_FOUND', name: 'ERR_UID_NOT_FOUND', message: '', details: '' }],
  ['an exception that went through JSON', new CometChatException({ code: 'FAILED_TO_FETCH' }).toJSON()],
  ['a user', new User('kevin')],
])('%s is not one', (_name, value) => {
  expect(isCometChatException(value)).toBe(false);
});
