import { describe, expect, test } from 'vitest';
import { type ClientOptions, CometChat, CometChatCalls, createClient, User } from '../../src/index.js';
import { findSecrets } from '../support/canary.js';
import { shownSecrets } from './canary-search.js';
import {
  carrying,
  client,
  FOREIGN_KEY,
  FOREIGN_TOKEN,
  headersOf,
  leaks,
  parrot,
  record,
  revoke,
  startEmulator,
  tokenOf,
  WRONG_KEY,
  WRONG_TOKEN,
} from './canary-support.js';

const SECRETS = [WRONG_KEY, WRONG_TOKEN, FOREIGN_TOKEN, FOREIGN_KEY];

describe('No secret shows in anything that an app is told', () => {
  test('while all goes well, but for the token that the signed-in user has by name', async () => {
    const emulator = await startEmulator();
    const recorded = record();
    const { settle } = recorded;
    const [first, second] = [await tokenOf(emulator, 'cometchat-uid-1'), await tokenOf(emulator, 'cometchat-uid-1')];
    const { login, session, ...made } = client(recorded, { emulator: emulator.url });
    await session.ready;
    await settle(login(first));
    await settle(login(second));
    await settle(login('cometchat-uid-1', emulator.authKey));
    await settle(made.createUser(new User('kevin', 'Kevin').setAuthToken(first), emulator.authKey));
    await settle(made.updateUser({ uid: 'kevin', name: 'K' }, emulator.authKey));
    await settle(made.updateCurrentUserDetails({ statusMessage: 'Away', metadata: { a: 1 } }));
    await settle(made.getUser('cometchat-uid-1'));
    await settle(made.generateCallToken('standup'));
    const state = session.getSnapshot();
    expect(state.status === 'signedIn' && [state.user.authToken, state.user.getAuthToken()]).toEqual(
      Array(2).fill(second),
    );
    await settle(login({ uid: 'cometchat-uid-2', authKey: emulator.authKey }));
    const third = emulator.users.authTokens('cometchat-uid-2');
    await settle(made.logout());
    expect(recorded.sources()).toEqual(
      expect.arrayContaining([
        'ready',
        'signedIn',
        'tokenChanged',
        'userUpdated',
        'signedOut',
        'state',
        'onRequest',
        'onResponse',
      ]),
    );
    expect(recorded.sources()).not.toContain('rejection');
    expect(leaks(recorded, [first, second, ...third, emulator.authKey])).toEqual([]);
  });

  test.each([400, 401, 403, 404, 429, 500, 503])(
    'when the service repeats what it was sent, with status %d',
    async (status) => {
      const recorded = record();
      const { settle } = recorded;
      const made = client(recorded, { emulator: await parrot(status), retry: { limit: 1 } });
      await settle(made.login(WRONG_TOKEN));
      await settle(made.login('kevin', WRONG_KEY));
      await settle(made.createUser({ uid: 'kevin', name: 'Kevin' }, WRONG_KEY));
      await settle(made.updateUser({ uid: 'kevin', name: 'Kevin' }, WRONG_KEY));
      await settle(made.generateCallToken('standup', { authToken: WRONG_TOKEN }));
      expect(recorded.heard.filter(([source]) => source === 'rejection')).toHaveLength(5);
      expect(recorded.sources()).toEqual(expect.arrayContaining(['onError', 'loginFailed']));
      expect(leaks(recorded, SECRETS)).toEqual([]);
    },
  );

  test('when a token is revoked, and the service’s message quotes it', async () => {
    const emulator = await startEmulator();
    const recorded = record();
    const token = await tokenOf(emulator, 'cometchat-uid-1');
    const made = client(recorded, { emulator: emulator.url });
    await recorded.settle(made.login(token));
    await revoke(emulator, token);
    await recorded.settle(made.getUser('cometchat-uid-2'));
    await recorded.settle(made.login(token));
    await recorded.settle(made.logout());
    const raw = await emulator.fetch(
      new Request('http://emulator.example/v3.0/me', { method: 'PUT', headers: { authtoken: token } }),
    );
    expect(await raw.text()).toContain(token);
    expect(recorded.sources()).toEqual(
      expect.arrayContaining(['rejection', 'signedOut', 'loginFailed', 'logoutFailed']),
    );
    expect(leaks(recorded, [token])).toEqual([]);
  });

  test('when a tokenProvider renews, fails, or gives what is no token', async () => {
    const emulator = await startEmulator();
    const recorded = record();
    const [first, second] = [await tokenOf(emulator, 'cometchat-uid-1'), await tokenOf(emulator, 'cometchat-uid-1')];
    const other = await tokenOf(emulator, 'cometchat-uid-2');
    const given = [first, second, other, WRONG_TOKEN, `${WRONG_TOKEN} `, { token: WRONG_TOKEN }];
    const made = client(recorded, { emulator: emulator.url, tokenProvider: () => given.shift() as string });
    await recorded.settle(made.login());
    await revoke(emulator, first);
    await recorded.settle(made.getUser('cometchat-uid-2'));
    await revoke(emulator, second);
    await recorded.settle(made.getUser('cometchat-uid-2'));
    for (const _ of [1, 2, 3]) await recorded.settle(made.login());
    expect(given).toEqual([]);
    expect(recorded.sources()).toContain('tokenChanged');
    expect(leaks(recorded, [first, second, other, WRONG_TOKEN])).toEqual([]);
  });

  const NETWORKS: [string, Partial<ClientOptions>][] = [
    ['refuses', { emulator: 'http://127.0.0.1:1' }],
    ['never answers', { fetch: () => new Promise(() => {}), timeout: 60 }],
    ['fails with an error that carries the request', { fetch: (request) => Promise.reject(carrying(request)) }],
    ['fails with a text', { fetch: (request) => Promise.reject(headersOf(request)) }],
  ];

  test.each(NETWORKS)('when the network %s', async (_, options) => {
    const recorded = record();
    const { settle } = recorded;
    const made = client(recorded, { retry: { limit: 1 }, ...options });
    await Promise.all([
      settle(made.login(WRONG_TOKEN)),
      settle(made.createUser({ uid: 'kevin', name: 'Kevin' }, WRONG_KEY)),
      settle(made.generateCallToken('standup', { authToken: WRONG_TOKEN })),
    ]);
    expect(recorded.heard.filter(([source]) => source === 'rejection')).toHaveLength(3);
    expect(recorded.sources()).toContain('onError');
    expect(leaks(recorded, SECRETS)).toEqual([]);
  });

  test('when the arguments or the options are wrong', async () => {
    const recorded = record();
    const { settle } = recorded;
    const made = client(recorded, { emulator: 'http://127.0.0.1:1' });
    await settle(made.login(`${WRONG_TOKEN}\n`));
    await settle(made.login('a b', WRONG_KEY));
    await settle(made.login('kevin', `${WRONG_KEY} ä`));
    await settle(made.createUser({ uid: 'a b', name: '' }, `${WRONG_KEY} ä`));
    await settle(made.generateCallToken('', { authToken: WRONG_TOKEN }));
    await settle((async () => createClient({ appId: 'a', region: 'us', apiKey: WRONG_KEY } as never))());
    await settle(
      (async () => createClient({ appId: 'a', region: 'us', hosts: { admin: `https://u:${WRONG_KEY}@a.example` } }))(),
    );
    expect(recorded.heard.filter(([source]) => source === 'rejection')).toHaveLength(7);
    expect(leaks(recorded, SECRETS)).toEqual([]);
  });

  test('when a session cannot be stored or read', async () => {
    const emulator = await startEmulator();
    const recorded = record();
    const token = await tokenOf(emulator, 'cometchat-uid-1');
    const storage = {
      getItem: () => JSON.stringify({ v: 1, authToken: WRONG_TOKEN }),
      setItem: () => Promise.reject(new Error('full')),
      removeItem: () => {},
    };
    const made = client(recorded, { emulator: emulator.url, storage });
    await recorded.settle(made.login(token));
    expect(recorded.sources()).toContain('onWarning');
    expect(leaks(recorded, [token, WRONG_TOKEN])).toEqual([]);
  });

  test('when a logout is not confirmed', async () => {
    const emulator = await startEmulator();
    const recorded = record();
    const token = await tokenOf(emulator, 'cometchat-uid-1');
    let down = false;
    const made = client(recorded, {
      emulator: emulator.url,
      fetch: (request) => (down ? Promise.reject(carrying(request)) : fetch(request)),
      retry: { limit: 1 },
    });
    await recorded.settle(made.login(token));
    down = true;
    await recorded.settle(made.logout());
    expect(recorded.sources()).toEqual(expect.arrayContaining(['onRetry', 'onWarning']));
    expect(leaks(recorded, [token])).toEqual([]);
  });

  test('to the listeners of both facades, or by init', async () => {
    const emulator = await startEmulator();
    const { authKey, url } = emulator;
    const recorded = record();
    const { hear, settle } = recorded;
    const token = await tokenOf(emulator, 'cometchat-uid-1');
    CometChat.addLoginListener('canary', { loginSuccess: hear('loginSuccess'), loginFailure: hear('loginFailure') });
    CometChatCalls.addLoginListener('canary', {
      onLoginSuccess: hear('loginSuccess'),
      onLogoutFailure: hear('logoutFailure'),
    });
    await settle(CometChatCalls.init({ appId: 'a/b', region: 'us', authKey: WRONG_KEY }));
    await settle(CometChatCalls.init({ appId: 'emulator-app', region: 'us', authKey, emulator: url }));
    await settle(CometChatCalls.init({ appId: 'emulator-app', region: 'eu', authKey: WRONG_KEY }));
    await settle(CometChatCalls.login('cometchat-uid-2'));
    await settle(CometChat.login(token));
    hear('result')(CometChatCalls.getLoggedInUser());
    await settle(CometChat.getLoggedinUser());
    await settle(CometChat.login('kevin', WRONG_KEY));
    await settle(CometChatCalls.loginWithAuthToken(WRONG_TOKEN));
    await revoke(emulator, token);
    await settle(CometChatCalls.generateToken('standup'));
    await settle(CometChatCalls.logout());
    CometChat.removeLoginListener('canary');
    CometChatCalls.removeLoginListener('canary');
    expect(recorded.sources()).toEqual(
      expect.arrayContaining(['loginSuccess', 'loginFailure', 'logoutFailure', 'result', 'rejection']),
    );
    expect(leaks(recorded, [token, authKey, WRONG_KEY, WRONG_TOKEN])).toEqual([]);
  });
});

describe('The search itself', () => {
  const holder = (secret: string) =>
    Object.defineProperty(new User('a'), 'authToken', { value: secret, enumerable: false });

  test.each([
    ['a message', new Error(WRONG_KEY)],
    ['a cause', new Error('x', { cause: new Error(WRONG_KEY) })],
    ['a field', { deep: [{ er: WRONG_KEY }] }],
    ['a text', WRONG_KEY],
  ])('finds a secret in %s', (_, value) => {
    expect(shownSecrets(value, [WRONG_KEY])).not.toEqual([]);
  });

  test('passes over a token that is not enumerable', () => {
    expect(shownSecrets(holder(WRONG_TOKEN), [WRONG_TOKEN])).toEqual([]);
    expect(findSecrets(holder(WRONG_TOKEN), WRONG_TOKEN)).not.toEqual([]);
  });
});
