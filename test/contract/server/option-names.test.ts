import {
  type Admin,
  type AdminOptions,
  createAdmin,
  createTokenEndpoint,
  createUserSyncEndpoint,
  parseCometChatWebhook,
  toNodeHandler,
} from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { KEY, scripted, serve } from './admin-support.js';

const refused = (message: string) =>
  expect.objectContaining({ name: 'CometChatException', code: 'INVALID_OPTION', kind: 'config', message });

const { admin } = scripted(() => ({}));
const respond = () => new Response();
const authenticate = () => null;
const map = () => null;
const verify = () => true;

describe('an unknown option', () => {
  const made = { appId: 'app-1', region: 'us', apiKey: KEY };
  test.each<[string, (options: object) => unknown, object, string]>([
    ['createAdmin', (more) => createAdmin({ ...made, ...more }), { emulater: 'http://127.0.0.1:7700' }, 'emulator'],
    ['createAdmin', (more) => createAdmin({ ...made, ...more }), { emulater: undefined }, 'emulator'],
    ['createAdmin', (more) => createAdmin({ ...made, ...more }), { retry: { limits: 3 } }, 'retry.limit'],
    ['createAdmin', (more) => createAdmin({ ...made, ...more }), { rate: { shares: 1 } }, 'rate.share'],
    ['createAdmin', (more) => createAdmin({ ...made, ...more }), { userOwnedField: [] }, 'userOwnedFields'],
    ['createAdmin', (more) => createAdmin({ ...made, ...more }), { hosts: { amin: 'a.example' } }, 'hosts.admin'],
    ['createAdmin', (more) => createAdmin({ ...made, ...more }), { hooks: { onWarn() {} } }, 'hooks.onWarning'],
    ['createTokenEndpoint', (more) => createTokenEndpoint({ admin, authenticate, ...more }), { reuses: 1 }, 'reuse'],
    [
      'createTokenEndpoint',
      (more) => createTokenEndpoint({ admin, authenticate, ...more }),
      { reuse: { maxAgeMS: 5, maxAge: 5 } },
      'reuse.maxAgeMs',
    ],
    [
      'createUserSyncEndpoint',
      (more) => createUserSyncEndpoint({ admin, map, verify, ...more }),
      { secrets: [] },
      'secret',
    ],
    ['toNodeHandler', (more) => toNodeHandler(respond, more), { onerror() {} }, 'onError'],
  ])('of %s is refused with the nearest name', (owner, create, options, near) => {
    expect(() => create(options)).toThrow(
      expect.objectContaining({
        name: 'CometChatException',
        code: 'INVALID_OPTION',
        kind: 'config',
        message: expect.stringMatching(`^[\\w.]+ is not an option of ${owner}. Did you mean ${near}\\?`),
      }),
    );
  });

  test('of an earlier version is refused with its new name', () => {
    const message =
      'totalTimeout is not an option of createAdmin. Use timeout for an operation, attemptTimeout for one attempt.';
    expect(() => createAdmin({ ...made, totalTimeout: 5_000 } as AdminOptions)).toThrow(refused(message));
  });

  test('of parseCometChatWebhook is refused', async () => {
    const given = { username: 'a', password: 'b', pasword: 'c' };
    await expect(parseCometChatWebhook(new Request('http://a.example'), given)).rejects.toEqual(
      refused('pasword is not an option of parseCometChatWebhook. Did you mean password?'),
    );
  });

  test('without a similar name is refused with all names, and shows no value', () => {
    expect(() => createAdmin({ appId: 'a', region: 'us', restKey: KEY } as never as AdminOptions)).toThrow(
      refused(
        'restKey is not an option of createAdmin. Its options are appId, region, apiKey, emulator, hosts, rate, userOwnedFields, allowInsecure, timeout, attemptTimeout, retry, maxResponseBytes, fetch, hooks.',
      ),
    );
  });
});

/** The methods with more options than `signal` and `timeout`, each with a misspelt option. */
const MORE: [string, (admin: Admin, options: object) => PromiseLike<unknown>, object, object][] = [
  [
    'createUser',
    ({ users }, o) => users.create({ uid: 'a', name: 'A' }, o),
    { withAuthtoken: true },
    { withAuthToken: true },
  ],
  ['getUser', ({ users }, o) => users.get('kevin', o), { onBehalfof: 'andy' }, { onBehalfOf: 'andy' }],
  ['deleteUser', ({ users }, o) => users.delete('kevin', o), { permanant: true }, { permanent: true }],
  [
    'ensureUser',
    ({ users }, o) => users.ensure({ uid: 'kevin', name: 'K' }, o),
    { reactive: true },
    { reactivate: true },
  ],
  ['importUsers', ({ sync }, o) => sync.importUsers([], o).summary, { concurency: 2 }, { concurrency: 2 }],
  ['applyChanges', ({ sync }, o) => sync.apply([], o), { concurency: 2 }, { concurrency: 2 }],
  ['planSync', ({ sync }, o) => sync.plan([], o), { maxRemove: 2 }, { maxRemoved: 2 }],
  ['createAuthToken', ({ authTokens }, o) => authTokens.create('kevin', o), { forced: true }, { force: true }],
  [
    'addFriends',
    ({ friends }, o) => friends.add('kevin', 'andy', o),
    { addToConversation: true },
    { addToConversations: true },
  ],
];

test.each(MORE)('%s takes its own options, and refuses others before a request', async (name, call, wrong, right) => {
  const { admin: asked, wire } = await serve();
  const [near] = Object.keys(right);
  const [given] = Object.keys(wrong);
  await expect(call(asked, wrong)).rejects.toEqual(
    refused(`${given} is not an option of ${name}. Did you mean ${near}?`),
  );
  await expect(call(asked, { timeOut: 5 })).rejects.toEqual(
    refused(`timeOut is not an option of ${name}. Did you mean timeout?`),
  );
  expect(wire()).toEqual([]);
  await call(asked, { ...right, timeout: 5_000, signal: undefined });
});

test('of a list is refused too, in every use', async () => {
  const { admin: asked, wire } = await serve();
  const list = () => asked.users.list({}, { timeOut: 5 } as object);
  const unknown = refused('timeOut is not an option of listUsers. Did you mean timeout?');
  await expect(list()).rejects.toEqual(unknown);
  await expect(list()[Symbol.asyncIterator]().next()).rejects.toEqual(unknown);
  await expect(list().pages().next()).rejects.toEqual(unknown);
  expect(wire()).toEqual([]);
});
