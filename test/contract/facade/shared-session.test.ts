import { describe, expect, test } from 'vitest';
import { noUnhandledRejections, outcome, start, tokenOf } from './facade-support.js';

noUnhandledRejections();

describe('One session behind both facades', () => {
  test('the synchronous getters of CometChatCalls show a login through CometChat at once', async () => {
    const { CometChat, CometChatCalls, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    const seen: unknown[] = [];
    const look = () => [
      CometChatCalls.isUserLoggedIn(),
      CometChatCalls.getLoggedInUser()?.uid,
      CometChatCalls.getUserAuthToken(),
    ];
    CometChat.addLoginListener('a', { loginSuccess: () => void seen.push(look()) });
    await CometChat.login(token);
    expect([...seen, look()]).toEqual(Array(2).fill([true, 'cometchat-uid-1', token]));
  });

  test('a login through CometChatCalls also signs in CometChat', async () => {
    const { CometChat, CometChatCalls, tokenOf } = await start();
    await CometChatCalls.login(await tokenOf('cometchat-uid-2'));
    expect((await CometChat.getLoggedinUser())?.getName()).toBe('George Alan');
    expect((await CometChat.getLoggedInUser())?.getName()).toBe('George Alan');
    expect((await CometChat.getUser('cometchat-uid-1')).getName()).toBe('Andrew Joseph');
  });

  test('a logout through either facade ends the session of both and revokes the token', async () => {
    const { CometChat, CometChatCalls, emulator, tokenOf } = await start();
    await CometChat.login(await tokenOf('cometchat-uid-1'));
    expect(await CometChatCalls.logout()).toEqual(expect.any(String));
    expect(await CometChat.getLoggedinUser()).toBeNull();
    expect(emulator.users.authTokens('cometchat-uid-1')).toEqual([]);
    expect([
      CometChatCalls.isUserLoggedIn(),
      CometChatCalls.getLoggedInUser(),
      CometChatCalls.getUserAuthToken(),
    ]).toEqual([false, null, null]);
  });

  test('CometChat.logout() resolves with success and a message', async () => {
    const { CometChat, emulator } = await start();
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(await CometChat.logout()).toEqual({ success: true, message: expect.any(String) });
  });

  test('of two logouts at once one succeeds, and the other finds no user signed in', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    const ends = await Promise.all([outcome(() => CometChat.logout()), outcome(() => CometChatCalls.logout())]);
    expect(ends).toEqual(['ok', 'USER_NOT_LOGED_IN']);
    expect(emulator.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });

  test('a logout in the same tick supersedes a login', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    const login = outcome(() => CometChat.login('cometchat-uid-1', emulator.authKey));
    const logout = outcome(() => CometChat.logout());
    expect([await login, await logout]).toEqual(['LOGIN_SUPERSEDED', 'USER_NOT_LOGED_IN']);
    expect(CometChatCalls.isUserLoggedIn()).toBe(false);
  });

  test('equal logins at once are one login', async () => {
    const { CometChat, CometChatCalls, emulator, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    const before = emulator.requests.length;
    const users = await Promise.all([
      CometChat.login(token),
      CometChatCalls.login(token),
      CometChatCalls.loginWithAuthToken(token),
    ]);
    expect(users.map((user) => user.uid)).toEqual(Array(3).fill('cometchat-uid-1'));
    expect(emulator.requests.length - before).toBe(1);
  });

  test('both facades show a changed profile', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    await CometChatCalls.login('cometchat-uid-1', emulator.authKey);
    const updated = await CometChat.updateCurrentUserDetails(new CometChat.User('x').setName('Andy'));
    expect([updated.getName(), CometChatCalls.getLoggedInUser()?.name]).toEqual(['Andy', 'Andy']);
  });

  test('updateUser() of the signed-in user refreshes the session', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    await CometChat.updateUser(new CometChat.User('cometchat-uid-1').setStatusMessage('Away'), emulator.authKey);
    expect(CometChatCalls.getLoggedInUser()?.statusMessage).toBe('Away');
  });

  test('a failed login of another user keeps the signed-in user', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    await CometChat.login('cometchat-uid-1', emulator.authKey);
    expect(await outcome(() => CometChat.login('nobody-here', emulator.authKey))).toBe('ERR_UID_NOT_FOUND');
    expect(CometChatCalls.getLoggedInUser()?.uid).toBe('cometchat-uid-1');
    expect((await CometChat.getUser('cometchat-uid-2')).uid).toBe('cometchat-uid-2');
  });

  test('createUser() with a token in its response keeps the signed-in user', async () => {
    const { CometChat, CometChatCalls, emulator } = await start();
    const token = await tokenOf(emulator, 'cometchat-uid-1');
    await CometChat.login(token);
    await CometChat.createUser({ uid: 'kevin', name: 'Kevin' }, emulator.authKey);
    await CometChat.getUser('kevin');
    expect(CometChatCalls.getUserAuthToken()).toBe(token);
    expect(emulator.requests.at(-1)?.headers.authtoken).toBe(token);
  });
});

describe('The returned user', () => {
  test('has fields and getters, also for the token', async () => {
    const { CometChatCalls, CometChat, tokenOf } = await start();
    const token = await tokenOf('cometchat-uid-1');
    const user = await CometChatCalls.login(token);
    const expected = {
      uid: 'cometchat-uid-1',
      name: 'Andrew Joseph',
      status: 'online',
      avatar: expect.stringMatching(/^https/),
    };
    expect(user).toMatchObject(expected);
    expect(user).toBeInstanceOf(CometChat.User);
    expect(user).toBeInstanceOf(CometChatCalls.User);
    expect([user.getUid(), user.getName(), user.getStatus()]).toEqual([user.uid, user.name, user.status]);
    expect([user.authToken, user.getAuthToken(), CometChatCalls.getLoggedInUser()?.authToken]).toEqual(
      Array(3).fill(token),
    );
    expect(JSON.stringify(user)).not.toContain(token);
  });

  test.each(['login', 'getLoggedinUser', 'getLoggedInUser'])('by %s is a copy that can be changed', async (method) => {
    const { CometChat, CometChatCalls, emulator } = await start();
    const login = await CometChat.login('cometchat-uid-1', emulator.authKey);
    const users = {
      login,
      getLoggedinUser: await CometChat.getLoggedinUser(),
      getLoggedInUser: CometChatCalls.getLoggedInUser(),
    };
    users[method as keyof typeof users]?.setName('Changed').setMetadata({ a: 1 });
    expect(CometChatCalls.getLoggedInUser()?.name).toBe('Andrew Joseph');
    expect((await CometChat.getLoggedinUser())?.metadata).toBeUndefined();
  });
});
