import { describe, expect, test } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';
import { User } from '../../../src/user/user.js';

const SETTERS = Object.getOwnPropertyNames(User.prototype).filter((name) => name.startsWith('set'));
const snapshot = () =>
  Object.freeze(User.from({ uid: 'kevin', name: 'Kevin', authToken: 'secret' } as { uid: string }));

describe('a frozen user is a snapshot of the session', () => {
  test('there are setters to try', () => {
    expect(SETTERS).toHaveLength(14);
  });

  test.each(SETTERS)('the error of %s says what to do', (setter) => {
    const user = snapshot();
    const call = () => (user as unknown as Record<string, (value: string) => void>)[setter]?.('x');
    expect(call).toThrow(CometChatException);
    const hint = expect.stringContaining('clone()');
    expect(call).toThrow(expect.objectContaining({ code: 'READ_ONLY_USER', kind: 'validation', hint }));
    expect(user.toJSON()).toEqual({ uid: 'kevin', name: 'Kevin' });
    expect(user.getAuthToken()).toBe('secret');
  });

  test('that can be read', () => {
    expect(snapshot().getName()).toBe('Kevin');
    expect(snapshot().validate('create')).toEqual([]);
    expect(snapshot().touched).toEqual([]);
  });
});
