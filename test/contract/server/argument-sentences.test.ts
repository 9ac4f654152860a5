import { type Admin, createTokenEndpoint, parseCometChatWebhook, toNodeHandler } from 'cometchat-users/server';
import { expect, test } from 'vitest';
import { scripted } from './admin-support.js';

const { admin, wire } = scripted(() => ({}));
const many = (length: number, text = 'x') => text.repeat(length);

/** A call with a wrong argument, and the whole message. */
const WRONG: [string, (admin: Admin) => PromiseLike<unknown>, string][] = [
  ['missing', ({ apiKeys }) => apiKeys.get(undefined as never), 'apiKey is missing.'],
  ['null', ({ apiKeys }) => apiKeys.get(null as never), 'apiKey is missing.'],
  ['missing in an object', ({ apiKeys }) => apiKeys.create({} as never), 'name is missing.'],
  ['of another type', ({ apiKeys }) => apiKeys.create({ name: 5 as never }), 'name must be a string.'],
  ['no object', ({ apiKeys }) => apiKeys.create('job' as never), 'key must be an object.'],
  ['blank', ({ apiKeys }) => apiKeys.create({ name: ' ' }), 'name must be text that is not blank.'],
  ['too long', ({ apiKeys }) => apiKeys.create({ name: many(101) }), 'name must have at most 100 characters.'],
  [
    'half of a pair',
    ({ apiKeys }) => apiKeys.create({ name: '\ud800' }),
    'name must be text without half of a surrogate pair.',
  ],
  [
    'none of the choices',
    ({ apiKeys }) => apiKeys.create({ name: 'Job', scope: 'all' as never }),
    'scope must be one of authOnly, fullAccess.',
  ],
  [
    'an unknown field',
    ({ apiKeys }) => apiKeys.list({ serchKey: 'job' } as never),
    'filter.serchKey is not a field of filter. Did you mean filter.searchKey?',
  ],
  [
    'two unknown fields',
    ({ apiKeys }) => apiKeys.list({ scpe: 'authOnly', zzzzzzzz: 1 } as never),
    'filter.scpe is not a field of filter. Did you mean filter.scope? filter.zzzzzzzz is not a field of filter. Its fields are filter.scope, filter.searchKey.',
  ],
  [
    'nothing to change',
    ({ apiKeys }) => apiKeys.update('key', {}),
    'changes must be an object with at least one field.',
  ],
  [
    'no id',
    ({ apiKeys }) => apiKeys.get('a b'),
    'apiKey must be a string of at most 1000 ASCII letters, digits and signs.',
  ],
  [
    'no role id',
    ({ roles }) => roles.get('../me'),
    'role must be a role id: 1 to 100 letters, digits, underscores and hyphens.',
  ],
  [
    'nested',
    ({ roles }) => roles.update('guide', { settings: { listUsers: 'nobody' as never } }),
    'settings.listUsers must be one of all, friendsOnly.',
  ],
  [
    'nested and unknown',
    ({ roles }) => roles.update('guide', { settings: { listUser: 'all' } as never }),
    'changes.settings.listUser is not a field of changes. Did you mean changes.settings.listUsers?',
  ],
  [
    'no JSON',
    ({ roles }) => roles.update('guide', { metadata: { a: 1n } }),
    'metadata.a is a bigint, which JSON cannot hold.',
  ],
  [
    'too large',
    ({ authTokens }) =>
      authTokens.update('kevin', 't', {
        platform: many(1000, '\u{1f600}'),
        userAgent: many(1000, '\u{1f600}'),
        appInfo: { a: many(5_000) },
      }),
    'device must have at most 10240 bytes as JSON.',
  ],
  ['too small', ({ roles }) => roles.list({ page: 0 }), 'page must be at least 1.'],
  ['too big', ({ roles }) => roles.list({ perPage: 1001 }), 'perPage must be at most 1000.'],
  ['not whole', ({ roles }) => roles.list({ page: 1.5 }), 'page must be a whole number.'],
  ['empty', ({ friends }) => friends.add('kevin', []), 'friends must not be empty.'],
  [
    'too many',
    ({ friends }) =>
      friends.add(
        'kevin',
        [...many(26)].map((_, i) => `f-${i}`),
      ),
    'friends must have at most 25 entries.',
  ],
  ['a uid of a list', ({ friends }) => friends.add('kevin', ['andy', 'a b']), 'friends[1] may not contain a space.'],
  ['a single uid', ({ friends }) => friends.add('kevin', 'a b'), 'friends may not contain a space.'],
  ['a uid that is missing', ({ friends }) => friends.list(undefined as never), 'uid is missing.'],
  ['a flag', ({ users }) => users.delete('kevin', { permanent: 1 as never }), 'permanent must be true or false.'],
  ['a tag', ({ users }) => users.list({ tags: ['a,b'] }), 'tags[0] must be without a comma, which separates tags.'],
  [
    'one of several types',
    ({ roles }) => roles.permissions.set('guide', { a: 5 as never }),
    'permissions.a must be a valid string or array.',
  ],
  [
    'several',
    ({ apiKeys }) => apiKeys.update('', { name: '', scope: 5 as never }),
    'apiKey must be a string of at most 1000 ASCII letters, digits and signs. name must be text that is not blank. scope must be one of authOnly, fullAccess.',
  ],
];

test.each(WRONG)('the message of a wrong argument (%s) names it and its limit', async (_, call, message) => {
  await expect(call(admin)).rejects.toMatchObject({ name: 'CometChatException', kind: 'validation', message });
  expect(wire()).toEqual([]);
});

const authenticate = () => null;
const request = new Request('http://a.example/');

/** Wrong options, and the whole message. */
const WRONG_OPTIONS: [string, () => unknown, string][] = [
  ['missing', () => createTokenEndpoint(undefined as never), 'options is missing.'],
  ['no object', () => toNodeHandler(() => new Response(), 5 as never), 'options must be an object.'],
  [
    'several',
    () => createTokenEndpoint({ admin, autenticate: authenticate } as never),
    'authenticate must be a function that returns { uid } or null. autenticate is not an option of createTokenEndpoint. Did you mean authenticate?',
  ],
  [
    'no function',
    () => toNodeHandler(() => new Response(), { onError: 'log' as never }),
    'onError must be a function.',
  ],
  [
    'nested',
    () => createTokenEndpoint({ admin, authenticate, reuse: { maxAgeMs: 0, storage: {} as never } }),
    'reuse.maxAgeMs must be at least 1. reuse.storage must be an object with getItem, setItem and removeItem.',
  ],
  [
    'neither flag nor object',
    () => createTokenEndpoint({ admin, authenticate, reuse: 5 as never }),
    'reuse must be an object.',
  ],
  [
    'empty credentials',
    () => parseCometChatWebhook(request, { username: 'a', password: '' }),
    'password must be the one of the webhook in the dashboard.',
  ],
];

test.each(WRONG_OPTIONS)('the message of a wrong option (%s) names it and its limit', async (_, make, message) => {
  await expect((async () => make())()).rejects.toMatchObject({ code: 'INVALID_OPTION', kind: 'config', message });
});

test('no message shows a value, which may be a secret', async () => {
  const secret = 'canary secret';
  const wrong = { name: [secret], scope: secret, [secret.toUpperCase()]: secret };
  for (const call of [
    () => admin.apiKeys.create(wrong as never),
    () => admin.apiKeys.update(secret, wrong as never),
    () => admin.authTokens.get(secret, secret),
    () => admin.friends.add(secret, [secret]),
    () => admin.roles.permissions.set(secret, { a: { secret } as never }),
    () => admin.users.list({ searchIn: secret, tags: [secret, 5], role: secret } as never),
    () => admin.request({ method: secret, path: secret, query: secret, body: secret } as never),
  ]) {
    const error = await Promise.resolve(call()).catch((reason) => reason);
    expect(error.kind).toBe('validation');
    expect(JSON.stringify(error) + error.stack).not.toContain(secret);
    expect(error.cause).toBeUndefined();
  }
});
