import { describe, expect, test } from 'vitest';
import type { CometChatException } from '../../../src/index.js';
import { initialize, noUnhandledRejections, outcome, start, type Untyped } from './facade-support.js';

noUnhandledRejections();

describe('addLoginListener', () => {
  const calls = () => {
    const told: string[] = [];
    return { told, on: (name: string) => ({ loginSuccess: () => void told.push(name) }) };
  };

  test('calls all listeners in the order in which they were added, on either facade', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    const { told, on } = calls();
    CometChat.addLoginListener('z', on('first'));
    CometChatCalls.addLoginListener('a', { onLoginSuccess: () => void told.push('second') });
    CometChat.addLoginListener('b', on('third'));
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(told).toEqual(['first', 'second', 'third']);
  });

  test('replaces a listener with the same id; the same id on the other facade is another listener', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    const { told, on } = calls();
    CometChat.addLoginListener('a', on('old'));
    CometChat.addLoginListener('a', on('new'));
    CometChatCalls.addLoginListener('a', { onLoginSuccess: () => void told.push('calls') });
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(told).toEqual(['new', 'calls']);
    CometChat.removeLoginListener('a');
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(told).toEqual(['new', 'calls', 'calls']);
  });

  test('takes an object with methods and calls them with its this', async () => {
    const { CometChat, emulator } = await start();
    class Header {
      shown = '';
      loginSuccess(user: { getName(): string }) {
        this.shown = user.getName();
      }
    }
    const header = new Header();
    CometChat.addLoginListener('header', header);
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(header.shown).toBe('Andrew Joseph');
  });

  test('keeps other listeners and the operation working if a listener throws or rejects', async () => {
    const { CometChat, emulator } = await start();
    const { told, on } = calls();
    const throws = (): never => {
      throw new Error('mine');
    };
    CometChat.addLoginListener('a', { loginSuccess: throws, logoutSuccess: throws });
    CometChat.addLoginListener('b', { loginSuccess: async () => throws() });
    CometChat.addLoginListener('c', on('told'));
    expect((await CometChat.login('cometchat-uid-1', emulator.authKey)).getUid()).toBe('cometchat-uid-1');
    expect(await outcome(() => CometChat.logout())).toBe('ok');
    expect(told).toEqual(['told']);
  });

  const ABSENT: [string, unknown[]][] = [
    ['nothing', []],
    ['only an id', ['a']],
    ['null', ['a', null]],
    ['null for both', [null, null]],
    ['an empty listener', ['a', {}]],
    ['a string as the listener', ['a', 'x']],
  ];

  test.each(ABSENT)('of both facades takes %s', async (_, args) => {
    const { CometChat, CometChatCalls, emulator } = await start();
    for (const facade of [CometChat, CometChatCalls] as Untyped[]) facade.addLoginListener(...args);
    expect(await outcome(() => CometChat.login('cometchat-uid-1', emulator.authKey))).toBe('ok');
    expect(await outcome(() => CometChat.login(''))).toBe('MISSING_PARAMETERS');
    for (const facade of [CometChat, CometChatCalls] as Untyped[]) facade.removeLoginListener(...args);
  });

  test('lets the last login win if a listener logs in from loginFailure', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    let again: Promise<unknown> | undefined;
    const codes: string[] = [];
    CometChat.addLoginListener('a', {
      loginFailure: (error: CometChatException) => {
        codes.push(error.code);
        again ??= CometChat.login('cometchat-uid-2', emulator.authKey);
      },
    });
    expect(await outcome(() => CometChat.login('nobody-here', emulator.authKey))).toBe('ERR_UID_NOT_FOUND');
    await again;
    expect([codes, CometChatCalls.getLoggedInUser()?.uid]).toEqual([['ERR_UID_NOT_FOUND'], 'cometchat-uid-2']);
  });

  test('keeps the listeners when another app is initialised', async () => {
    const all = await start();
    const { told, on } = calls();
    all.CometChat.addLoginListener('a', on('told'));
    await initialize(all, all.emulator.url, 'app2');
    await all.CometChat.login('cometchat-uid-1', all.emulator.authKey);
    expect(told).toEqual(['told']);
  });
});
