import { describe, expect, test, vi } from 'vitest';
import { noUnhandledRejections, start } from './facade-support.js';

noUnhandledRejections();

/**
 * The vendor's samples, unchanged except for the key and the existing users. Each runs with our names instead of the
 * import.
 */
const CREATE = `
let authKey = "AUTH_KEY";
var uid = "user1";
var name = "Kevin";

var user = new CometChat.User(uid);

user.setName(name);

CometChat.createUser(user, authKey).then(
    user => {
        console.log("user created", user);
    },error => {
        console.log("error", error);
    }
)`;

const UPDATE = `
let authKey = "AUTH_KEY";
let uid = "user1";
let name = "Kevin Fernandez";

var user = new CometChat.User(uid);

user.setName(name);

CometChat.updateUser(user, authKey).then(
    user => {
        console.log("user updated", user);
    }, error => {
        console.log("error", error);
    }
)`;

const LOGIN_TOKEN = `
CometChatCalls.login(authToken).then(
  user => console.log("Login successful:", user),
  error => console.log("Login failed:", error)
);`;

const LOGIN_KEY = `
CometChatCalls.login(uid, authKey).then(
  user => console.log("Login successful:", user),
  error => console.log("Login failed:", error)
);`;

/** Runs a sample and returns its first log entry. */
async function run(all: object, sample: string, given: Record<string, string> = {}): Promise<[string, unknown]> {
  const log = vi.fn();
  const names = { ...all, ...given, console: { log } };
  new Function(...Object.keys(names), sample)(...Object.values(names));
  await vi.waitFor(() => expect(log).toHaveBeenCalled());
  return log.mock.lastCall as [string, unknown];
}

describe('The samples of the vendor’s pages', () => {
  test('createUser, then updateUser', async () => {
    const all = await start();
    const own = (sample: string) => sample.replace('AUTH_KEY', all.emulator.authKey);
    const [created, user] = await run(all, own(CREATE));
    expect([created, user]).toEqual(['user created', expect.objectContaining({ uid: 'user1', name: 'Kevin' })]);
    const [updated, changed] = await run(all, own(UPDATE));
    expect([updated, changed]).toEqual([
      'user updated',
      expect.objectContaining({ uid: 'user1', name: 'Kevin Fernandez' }),
    ]);
    expect(all.emulator.users.get('user1')?.name).toBe('Kevin Fernandez');
  });

  test('createUser twice, and with a wrong key, logs an error that says what to do', async () => {
    const all = await start();
    const sample = CREATE.replace('AUTH_KEY', all.emulator.authKey);
    await run(all, sample);
    expect(await run(all, sample)).toMatchObject([
      'error',
      { code: 'ERR_UID_ALREADY_EXISTS', hint: expect.stringContaining('updateUser()') },
    ]);
    expect(await run(all, CREATE)).toMatchObject([
      'error',
      { code: 'AUTH_ERR_APIKEY_NOT_FOUND', hint: expect.stringContaining('dashboard') },
    ]);
  });

  test('login(authToken)', async () => {
    const all = await start();
    const authToken = await all.tokenOf('cometchat-uid-1');
    expect(await run(all, LOGIN_TOKEN, { authToken })).toMatchObject(['Login successful:', { uid: 'cometchat-uid-1' }]);
    const unknown = `nobody_1700000000${'a'.repeat(30)}`;
    expect(await run(all, LOGIN_TOKEN, { authToken: unknown })).toMatchObject([
      'Login failed:',
      { code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' },
    ]);
  });

  test('login(uid, authKey)', async () => {
    const all = await start();
    const { authKey } = all.emulator;
    expect(await run(all, LOGIN_KEY, { uid: 'cometchat-uid-1', authKey })).toMatchObject([
      'Login successful:',
      { name: 'Andrew Joseph' },
    ]);
    expect(await run(all, LOGIN_KEY, { uid: 'nobody', authKey })).toMatchObject([
      'Login failed:',
      { code: 'ERR_UID_NOT_FOUND' },
    ]);
  });

  test.each([LOGIN_TOKEN, LOGIN_KEY])('the same through CometChat: %s', async (sample) => {
    const all = await start();
    const given = {
      authToken: await all.tokenOf('cometchat-uid-1'),
      uid: 'cometchat-uid-1',
      authKey: all.emulator.authKey,
    };
    const [what] = await run(all, sample.replace('CometChatCalls', 'CometChat'), given);
    expect(what).toBe('Login successful:');
  });

  test('a user that is created when first needed', async () => {
    const { CometChat, emulator, tokenOf } = await start();
    const createCometChatUser = (user: { id: string; name: string }) =>
      CometChat.createUser(new CometChat.User(user.id, user.name), emulator.authKey);
    const getAuthToken = async (id: string) => (await tokenOf(id)) ?? Promise.reject(new Error('no such user'));
    async function ensureUserExists(user: { id: string; name: string }) {
      try {
        return await getAuthToken(user.id);
      } catch (_error) {
        await createCometChatUser(user);
        return await getAuthToken(user.id);
      }
    }
    const authToken = await ensureUserExists({ id: 'user_123', name: 'John Doe' }).catch(() => undefined);
    expect((await CometChat.login(authToken as string)).getName()).toBe('John Doe');
  });
});
