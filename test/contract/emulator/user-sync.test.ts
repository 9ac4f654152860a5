import { describe, expect, test } from 'vitest';
import { failure, invalid, start } from './emulator-support.js';

/** The requests that the vendor's page on user sync shows, in its order; `{uid}` is the one it created. */
const PAGE = [
  { method: 'POST', path: '/v3/users', body: '{"uid": "user_123", "name": "John Doe"}' },
  { method: 'POST', path: '/v3/users/user_123/auth_tokens' },
  {
    method: 'POST',
    path: '/v3/users',
    body: `[
    {"uid": "user_1", "name": "Alice"},
    {"uid": "user_2", "name": "Bob"},
    {"uid": "user_3", "name": "Charlie"}
  ]`,
  },
  { method: 'PUT', path: '/v3/users/user_123', body: '{"name": "John Smith", "avatar": "https://new-avatar.png"}' },
  { method: 'DELETE', path: '/v3/users/user_123', noType: true },
  { method: 'DELETE', path: '/v3/users/user_123?permanent=true', noType: true },
] as const;

describe('the requests of the page on user sync', () => {
  test.each(['its own host', 'the emulator’s'])('work unchanged, sent to %s', async (where) => {
    const { emulator, url } = await start();
    const origin = where === 'its own host' ? 'https://api-us.cometchat.io' : url;
    const answers: { status: number; json: { data: unknown } }[] = [];
    for (const { method, path, ...rest } of PAGE) {
      const headers = { apiKey: emulator.apiKey, ...(!('noType' in rest) && { 'Content-Type': 'application/json' }) };
      const request = new Request(origin + path, { method, headers, ...('body' in rest && { body: rest.body }) });
      const response = origin === url ? await fetch(request) : await emulator.fetch(request);
      answers.push({ status: response.status, json: (await response.json()) as { data: unknown } });
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(answers.map(({ json }) => json.data)).toMatchObject([
      { uid: 'user_123', name: 'John Doe' },
      { uid: 'user_123', authToken: expect.stringMatching(/^user_123_/) },
      [
        { uid: 'user_1', name: 'Alice' },
        { uid: 'user_2', name: 'Bob' },
        { uid: 'user_3', name: 'Charlie' },
      ],
      { uid: 'user_123', name: 'John Smith', avatar: 'https://new-avatar.png' },
      { success: true },
      { success: true },
    ]);
    // A host without an app id, and no appid header: the default app.
    expect(emulator.users.list().map(({ uid }) => uid)).toEqual(
      expect.arrayContaining(['user_1', 'user_2', 'user_3', 'cometchat-uid-1']),
    );
    expect(emulator.users.get('user_123')).toBeUndefined();
  });

  test('on the shared host the appid header names the app, or an API key that only one app has', async () => {
    const { emulator, call } = await start();
    const made = await call('POST', '/v3/apikeys', {
      headers: { appid: 'one' },
      body: { name: 'K', scope: 'fullAccess' },
    });
    const create = (uid: string, headers: Record<string, string>) =>
      emulator.fetch(
        new Request('https://api-eu.cometchat.io/v3/users', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ uid, name: uid }),
        }),
      );
    expect((await create('ann', { apikey: emulator.apiKey, appid: 'one' })).status).toBe(200);
    expect((await create('bo', { apikey: made.json.data.apiKey })).status).toBe(200);
    expect(emulator.users.list()).toHaveLength(5);
    const { json } = await call('GET', '/v3/users?searchKey=bo', { headers: { appid: 'one' } });
    expect(json.data).toMatchObject([{ uid: 'bo' }]);
  });
});

describe('POST /users with a list', () => {
  const list = (...users: unknown[]) => ({ body: users });

  test('creates tokens for the users that request one', async () => {
    const { call } = await start();
    const { json } = await call(
      'POST',
      '/v3/users',
      list({ uid: 'a', name: 'A', withAuthToken: true }, { uid: 'b', name: 'B' }),
    );
    expect(json.data[0].authToken).toMatch(/^a_/);
    expect(json.data[1]).not.toHaveProperty('authToken');
  });

  test('creates none if one uid is taken, also by another of the list', async () => {
    const { call, emulator } = await start();
    const taken = failure(400, 'ERR_UID_ALREADY_EXISTS');
    const a = { uid: 'a', name: 'A' };
    expect(await call('POST', '/v3/users', list(a, { uid: 'Cometchat-UID-1', name: 'C' }))).toMatchObject(taken);
    expect(await call('POST', '/v3/users', list(a, { uid: 'b', name: 'B' }, { uid: 'A', name: 'A' }))).toMatchObject(
      taken,
    );
    expect(emulator.users.list()).toHaveLength(5);
  });

  test('reports every problem of each, and creates none', async () => {
    const { call, emulator } = await start();
    const reply = await call('POST', '/v3/users', list({ uid: 'a', name: 'A' }, { uid: '!' }, 7));
    expect(reply).toMatchObject(invalid('1.uid', '1.name', '2'));
    expect(reply.json.error.details).not.toHaveProperty('0.uid');
    expect(await call('POST', '/v3/users', list())).toMatchObject(invalid('body'));
    expect(emulator.users.list()).toHaveLength(5);
  });
});
