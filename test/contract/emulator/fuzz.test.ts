import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';

const uid = fc.constantFrom(
  'cometchat-uid-1',
  'COMETCHAT-UID-2',
  'bo',
  '__proto__',
  'constructor',
  'a%2Fb',
  '%',
  '..',
  '',
);
const field = fc.constantFrom(
  ...[
    'uid',
    'name',
    'avatar',
    'link',
    'role',
    'metadata',
    'tags',
    'statusMessage',
    'unset',
    'withAuthToken',
    'platform',
  ],
  ...[
    'deviceId',
    'appInfo',
    'userAgent',
    'force',
    'permanent',
    'uidsToDeactivate',
    'uidsToActivate',
    'sessionId',
    '__proto__',
    'description',
    'settings',
    'permissions',
    'featuresToRestrict',
    'featuresToAllow',
    'allowAll',
    'accepted',
    'friends',
    'blockedUids',
    'scope',
    'users',
    'createdAt',
  ],
);
const value = fc.oneof(
  uid,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('https://a.b/c', 'default', ['x'], ['avatar'], ['cometchat-uid-1'], { '@private': 1 }, true),
  fc.constantFrom<unknown>(
    'authOnly',
    ['u.listUsers'],
    { listUsers: 'deny' },
    { bo: { uid: 'bo', name: 'Bo' } },
    1_600_000_000,
  ),
);
const body = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(field, value).map((fields) => JSON.stringify(fields)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.uint8Array() },
);
const path = fc.oneof(
  fc.constantFrom('/users', '/me', '/call_tokens', '/user_sessions', '/nothing', ''),
  fc.constantFrom('/roles', '/apikeys', '/data_import/users', '/blockedusers', '/settings'),
  fc.tuple(uid, fc.constantFrom('blockedusers', 'friends')).map(([id, name]) => `/users/${id}/${name}`),
  fc
    .tuple(fc.constantFrom('', '/permissions', '/permissions/listUsers', '/restrictedfeatures'), uid)
    .map(([rest, id]) => `/roles/${id === 'bo' ? 'default' : id}${rest}`),
  uid.map((id) => `/apikeys/${id}`),
  uid.map((id) => `/users/${id}`),
  uid.map((id) => `/users/${id}/auth_tokens`),
  fc.tuple(uid, uid).map(([id, token]) => `/users/${id}/auth_tokens/${token}`),
);
const name = fc.constantFrom(
  'perPage',
  'page',
  'searchKey',
  'searchIn',
  'status',
  'tags',
  'roles',
  'count',
  'permanent',
  'per_page',
  'uids',
  'direction',
  'friendsOnly',
  'sortBy',
  'scope',
);
const query = fc.dictionary(name, fc.oneof(fc.string(), fc.constantFrom('1', '2', 'true', 'uid', 'offline')));
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
  version: fc.constantFrom('/v3', '/v3.0', '/v2', ''),
  path,
  query: query.map((entries) => new URLSearchParams(entries).toString()),
  as: fc.constantFrom('apiKey', 'authKey', 'member', 'nobody', 'stranger'),
  appid: fc.constantFrom('', 'one', '__proto__', 'a b'),
  type: fc.constantFrom('application/json', 'application/json', 'application/json', 'text/plain'),
  body,
});

test('whatever comes, the answer is an envelope and never a 5xx', async () => {
  const emulator = createEmulator({ rateLimits: false });
  const seen = new Set<number>();
  const token = async () => {
    const headers = { apikey: emulator.apiKey };
    const url = 'http://localhost/v3/users/cometchat-uid-3/auth_tokens';
    const { data } = (await (await emulator.fetch(new Request(url, { method: 'POST', headers }))).json()) as {
      data: { authToken: string };
    };
    return data.authToken;
  };

  await fc.assert(
    fc.asyncProperty(request, async ({ method, version, path, query, as, appid, type, body }) => {
      if (emulator.users.get('cometchat-uid-3') === undefined) emulator.reset();
      const credentials = {
        apiKey: { apikey: emulator.apiKey },
        authKey: { apikey: emulator.authKey },
        member: { authtoken: await token() },
        nobody: {},
        stranger: { apikey: 'constructor', authtoken: 'constructor' },
      }[as] as Record<string, string>;
      const response = await emulator.fetch(
        new Request(`http://localhost${version}${path}?${query}`, {
          method,
          headers: { ...credentials, ...(appid && { appid }), 'content-type': type },
          ...(method !== 'GET' && { body }),
        }),
      );
      seen.add(response.status);
      expect(response.status).toBeLessThan(500);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      const envelope = await response.json();
      if (response.ok) expect(envelope).toHaveProperty('data');
      else {
        const error = { code: expect.any(String), message: expect.any(String), devMessage: expect.any(String) };
        expect(envelope).toMatchObject({ error: { ...error, source: 'chat-api' } });
      }
      for (const user of emulator.users.list()) expect(user.uid).toMatch(/^[a-z0-9_-]{1,100}$/);
    }),
    { numRuns: 1200, seed: 20_251_121 },
  );
  expect([...seen].sort()).toEqual([200, 400, 401, 403, 404]);
});
