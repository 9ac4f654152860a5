import { describe, expect, test } from 'vitest';
import {
  CometChat,
  CometChatCalls,
  CometChatException,
  createClient,
  isCometChatException,
  tokenFrom,
  User,
} from '../../../src/index.js';
import { APP, eventsOf, make, openStorage } from '../../support/client-support.js';

const own = new Error('the getter of the caller throws');

/** An object with a field that cannot be read. */
const unreadable = (field: string): never =>
  Object.defineProperty({}, field, {
    enumerable: true,
    get() {
      throw own;
    },
  }) as never;

const UNREADABLE = { name: 'CometChatException', code: 'INVALID_PARAMETER', kind: 'validation', cause: own };

/** The options have their own check, whose message names them. */
const UNREADABLE_OPTIONS = { ...UNREADABLE, code: 'INVALID_OPTION', kind: 'config' };

const client = () => make({ storage: openStorage(), fetch: async () => Response.json({ data: { uid: 'kevin' } }) });

describe('an argument whose reading throws gives a CometChatException', () => {
  test.each([
    ['login', UNREADABLE, (made: ReturnType<typeof client>) => made.login(unreadable('uid'))],
    ['login', UNREADABLE_OPTIONS, (made: ReturnType<typeof client>) => made.login('a-token', unreadable('signal'))],
    ['logout', UNREADABLE, (made: ReturnType<typeof client>) => made.logout(unreadable('strict'))],
    ['createUser', UNREADABLE, (made: ReturnType<typeof client>) => made.createUser(unreadable('name'), 'key')],
    ['getUser', UNREADABLE, (made: ReturnType<typeof client>) => made.getUser(unreadable('uid'))],
    ['getUser', UNREADABLE_OPTIONS, (made: ReturnType<typeof client>) => made.getUser('kevin', unreadable('timeout'))],
  ])('of %s, which names it', async (operation, expected, call) => {
    await expect(call(client())).rejects.toMatchObject({ ...expected, operation });
  });

  test('a login emits loginFailed with it', async () => {
    const made = client();
    const { names } = eventsOf(made);
    await made.session.ready;
    await made.login(unreadable('uid')).catch(() => undefined);
    expect(names()).toContain('loginFailed');
  });

  test('of createClient, User, User.from, LoginListener and tokenFrom', () => {
    const calls = [
      () => createClient(unreadable('appId')),
      () => new User(unreadable('uid')),
      () => User.from(unreadable('uid')),
      () => new CometChat.LoginListener(unreadable('loginSuccess')),
      () => tokenFrom({ toString: () => Symbol('url') } as never),
    ];
    for (const call of calls) expect(call).toThrow(CometChatException);
  });

  test('of the facades', async () => {
    await expect(CometChat.init('app-1', unreadable('region'))).rejects.toMatchObject(UNREADABLE);
    await expect(CometChat.initFromSettings(unreadable('chatSDK'))).rejects.toMatchObject(UNREADABLE);
    const refused = { success: false, error: { code: 'INVALID_PARAMETER' } };
    expect(await CometChatCalls.init(unreadable('region'))).toMatchObject(refused);
    expect(await CometChatCalls.initFromSettings(unreadable('callsSDK'))).toMatchObject(refused);
  });
});

test('an exception can always be created', () => {
  for (const init of [null, undefined, 5, unreadable('code'), { code: Symbol('code'), message: {} }]) {
    expect(new CometChatException(init as never)).toMatchObject({ code: 'UNKNOWN', message: 'UNKNOWN' });
  }
});

test('a value that cannot be inspected is not a CometChatException', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(isCometChatException(proxy)).toBe(false);
});

test('an error of the headers function of tokenFrom is the cause of a CometChatException', async () => {
  const headers = () => {
    throw own;
  };
  const ask = tokenFrom('https://localhost/token', { headers });
  await expect(ask({ reason: 'login' })).rejects.toMatchObject({ code: 'TOKEN_PROVIDER_FAILED', cause: own });
});

test('a signal whose addEventListener throws leaves no timer behind', async () => {
  const signal = {
    aborted: false,
    addEventListener() {
      throw own;
    },
  };
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const made = client();
  const before = timers();
  await expect(made.login('a-token', { signal: signal as never })).rejects.toMatchObject(UNREADABLE);
  expect(timers()).toBe(before);
});

test('a sparse array of tags is refused at once', () => {
  expect(() => User.from({ uid: 'kevin', tags: new Array(2 ** 32 - 1) })).toThrow('tags');
});

test('an id of a login listener is never converted to text', () => {
  const id = Object.create(null);
  CometChat.addLoginListener(id, {});
  CometChatCalls.addLoginListener(Symbol('id') as never, {});
  CometChat.removeLoginListener(id);
});

describe('a session refuses listeners that it cannot call', () => {
  const { session } = createClient({ ...APP, storage: openStorage() });

  test.each([
    ['on', () => session.on('signedIn', undefined as never)],
    ['once', () => session.once('signedIn', 'listener' as never)],
    ['off', () => session.off('signedIn', null as never)],
    ['subscribe', () => session.subscribe({} as never)],
    ['a store', () => session.toStore().subscribe(5 as never)],
    ['an event that is not a string', () => session.on(Symbol('event') as never, () => undefined)],
    ['a signal of the wrong type', () => session.on('signedIn', () => undefined, { signal: 5 as never })],
    ['a signal that cannot be read', () => session.on('signedIn', () => undefined, unreadable('signal'))],
  ])('%s', (_, call) => {
    expect(call).toThrow(CometChatException);
  });

  test('a store reports an error of its subscriber as listenerError, from the first call on', async () => {
    const made = client();
    const { told } = eventsOf(made);
    made.session.toStore().subscribe(() => {
      throw own;
    });
    expect(told).toEqual([['listenerError', { event: 'change', error: own }]]);
  });
});
