import { describe, expect, test, vi } from 'vitest';
import {
  initialize,
  load,
  noUnhandledRejections,
  outcome,
  revoke,
  type Started,
  start,
  startEmulator,
  tokenOf,
} from './facade-support.js';

noUnhandledRejections();

/** A listener on each facade, and the calls of all of them, in order. */
function listen({ CometChat, CometChatCalls }: Pick<Started, 'CometChat' | 'CometChatCalls'>): string[] {
  const told: string[] = [];
  CometChat.addLoginListener(
    'chat',
    new CometChat.LoginListener({
      loginSuccess: (user) => told.push(`chat loginSuccess ${user.getUid()}`),
      loginFailure: (error) => told.push(`chat loginFailure ${error.code}`),
      logoutSuccess: (...args: unknown[]) => told.push(`chat logoutSuccess ${args.length}`),
      logoutFailure: (error) => told.push(`chat logoutFailure ${error.code}`),
    }),
  );
  CometChatCalls.addLoginListener('calls', {
    onLoginSuccess: (user) => told.push(`calls onLoginSuccess ${user.uid}`),
    onLoginFailure: (error) => told.push(`calls onLoginFailure ${error.errorCode}`),
    onLogoutSuccess: (...args: unknown[]) => told.push(`calls onLogoutSuccess ${args.length}`),
    onLogoutFailure: (error) => told.push(`calls onLogoutFailure ${error.errorCode}`),
  });
  return told;
}

/** The parts of a page that the session needs: each `load()` is then a tab of it. */
function stubBrowser(): void {
  const values = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
  vi.stubGlobal('document', {});
  vi.stubGlobal('localStorage', localStorage);
}

describe('The listeners of both facades', () => {
  const THROUGH: [string, (all: Started, token: string) => Promise<unknown>, (all: Started) => Promise<unknown>][] = [
    ['CometChat', ({ CometChat }, token) => CometChat.login(token), ({ CometChat }) => CometChat.logout()],
    [
      'CometChatCalls',
      ({ CometChatCalls }, token) => CometChatCalls.login(token),
      ({ CometChatCalls }) => CometChatCalls.logout(),
    ],
  ];

  test.each(THROUGH)(
    'hear a login and a logout through %s, each before its promise resolves',
    async (_, login, logout) => {
      const all = await start();
      const told = listen(all);
      await login(all, await all.tokenOf('cometchat-uid-1')).then(() => told.push('resolved'));
      await logout(all).then(() => told.push('resolved'));
      expect(told).toEqual([
        'chat loginSuccess cometchat-uid-1',
        'calls onLoginSuccess cometchat-uid-1',
        'resolved',
        'chat logoutSuccess 0',
        'calls onLogoutSuccess 0',
        'resolved',
      ]);
    },
  );

  test('hear a failed login before its promise rejects', async () => {
    const all = await start();
    const told = listen(all);
    await all.CometChat.login('a-token').catch(() => told.push('rejected'));
    const code = 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND';
    expect(told).toEqual([`chat loginFailure ${code}`, `calls onLoginFailure ${code}`, 'rejected']);
  });

  test('hear a login that was refused before a request', async () => {
    const all = await start();
    const told = listen(all);
    await all.CometChat.login('').catch(() => told.push('rejected'));
    expect(told).toEqual([
      'chat loginFailure MISSING_PARAMETERS',
      'calls onLoginFailure ERROR_BLANK_AUTHTOKEN',
      'rejected',
    ]);
  });

  test('hear a logout that fails because no user is signed in', async () => {
    const all = await start();
    const told = listen(all);
    await all.CometChatCalls.logout().catch(() => told.push('rejected'));
    expect(told).toEqual([
      'chat logoutFailure USER_NOT_LOGED_IN',
      'calls onLogoutFailure ERROR_NO_USER_LOGGED_IN',
      'rejected',
    ]);
  });

  test('hear each successful login of the same user, and no logout between', async () => {
    const all = await start();
    const told = listen(all);
    await all.CometChat.login('cometchat-uid-1', all.emulator.authKey);
    await all.CometChat.login('cometchat-uid-1', all.emulator.authKey);
    expect(told.filter((line) => line.startsWith('chat'))).toEqual(Array(2).fill('chat loginSuccess cometchat-uid-1'));
  });

  test('are called once for calls that joined one login', async () => {
    const all = await start();
    const told = listen(all);
    const { authKey } = all.emulator;
    const logins = [
      all.CometChat.login('cometchat-uid-1', authKey),
      all.CometChat.login('cometchat-uid-1', authKey),
      all.CometChatCalls.login('cometchat-uid-1', authKey),
    ].map((login) => login.then(() => told.push('resolved')));
    await Promise.all(logins);
    expect(told).toEqual([
      'chat loginSuccess cometchat-uid-1',
      'calls onLoginSuccess cometchat-uid-1',
      ...Array(3).fill('resolved'),
    ]);
  });

  test('get their own copies of the user', async () => {
    const all = await start();
    const names: string[] = [];
    for (const id of ['one', 'two']) {
      all.CometChat.addLoginListener(id, {
        loginSuccess: (user) => {
          names.push(user.getName());
          user.setName('changed');
        },
      });
    }
    const user = await all.CometChat.login('cometchat-uid-1', all.emulator.authKey);
    expect([...names, user.getName()]).toEqual(Array(3).fill('Andrew Joseph'));
  });

  test('hear no logout when another user replaces the first', async () => {
    const all = await start();
    const told = listen(all);
    await all.CometChat.login('cometchat-uid-1', all.emulator.authKey);
    await all.CometChat.login('cometchat-uid-2', all.emulator.authKey);
    expect(told.filter((line) => line.startsWith('chat'))).toEqual([
      'chat loginSuccess cometchat-uid-1',
      'chat loginSuccess cometchat-uid-2',
    ]);
  });

  test('hear that a session ended because its token was revoked', async () => {
    const all = await start();
    const token = await all.tokenOf('cometchat-uid-1');
    await all.CometChat.login(token);
    const told = listen(all);
    await revoke(all.emulator, token);
    await all.CometChat.getUser('cometchat-uid-2').catch(() => told.push('rejected'));
    expect(told).toEqual(['chat logoutSuccess 0', 'calls onLogoutSuccess 0', 'rejected']);
  });

  test('hear a failure and a success when one login supersedes another', async () => {
    const all = await start();
    const told = listen(all);
    const first = outcome(() => all.CometChat.login('cometchat-uid-1', all.emulator.authKey));
    const second = outcome(() => all.CometChat.login('cometchat-uid-2', all.emulator.authKey));
    expect([await first, await second]).toEqual(['LOGIN_SUPERSEDED', 'ok']);
    expect(told.filter((line) => line.startsWith('calls'))).toEqual([
      'calls onLoginFailure ERROR_LOGIN_IN_PROGRESS',
      'calls onLoginSuccess cometchat-uid-2',
    ]);
  });

  test('hear nothing when a stored session is restored', async () => {
    stubBrowser();
    const emulator = await startEmulator();
    const before = await load();
    await initialize(before, emulator.url);
    await before.CometChat.login(await tokenOf(emulator, 'cometchat-uid-1'));
    const after = await load();
    const told = listen(after);
    await initialize(after, emulator.url);
    expect((await after.CometChat.getLoggedinUser())?.getUid()).toBe('cometchat-uid-1');
    expect((await after.CometChat.getUser('cometchat-uid-2')).getUid()).toBe('cometchat-uid-2');
    expect(told).toEqual([]);
  });

  test('are called once when another tab logs in, changes the user and logs out', async () => {
    stubBrowser();
    const emulator = await startEmulator();
    const [one, two] = [await load(), await load()];
    await initialize(one, emulator.url);
    await initialize(two, emulator.url);
    const lines = listen(two);
    await one.CometChat.login(await tokenOf(emulator, 'cometchat-uid-1'));
    await expect.poll(() => lines.length).toBe(2);
    await one.CometChat.updateCurrentUserDetails({ name: 'Andy' });
    await one.CometChat.login(await tokenOf(emulator, 'cometchat-uid-2'));
    await expect.poll(() => lines.length).toBe(4);
    await one.CometChat.logout();
    await expect.poll(() => lines.length).toBe(6);
    expect(lines).toEqual([
      'chat loginSuccess cometchat-uid-1',
      'calls onLoginSuccess cometchat-uid-1',
      'chat loginSuccess cometchat-uid-2',
      'calls onLoginSuccess cometchat-uid-2',
      'chat logoutSuccess 0',
      'calls onLogoutSuccess 0',
    ]);
  });
});
