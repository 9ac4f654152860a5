import type { AdminRequest } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { expectRefused, hurry, lost, scripted, serve } from './admin-support.js';

describe('request', () => {
  test('sends any request, and returns the whole response', async () => {
    const { admin, wire, body } = await serve();
    const answer = await admin.request({
      method: 'GET',
      path: '/users',
      query: { searchKey: 'k v', searchIn: ['uid', 'name'], perPage: 5, withTags: true, page: undefined },
    });
    expect(answer).toMatchObject({ data: [], meta: { pagination: { per_page: 5 } } });
    const made = await admin.request({ method: 'POST', path: '/users', body: { uid: 'zoe', name: 'Zoë' } });
    expect(made.data).toMatchObject({ uid: 'zoe' });
    expect(body()).toEqual({ uid: 'zoe', name: 'Zoë' });
    await admin.request({ method: 'DELETE', path: '/users/zoe', body: { permanent: true } });
    expect(wire()).toEqual([
      'GET /users?searchKey=k%20v&searchIn=uid&searchIn=name&perPage=5&withTags=true',
      'POST /users',
      'DELETE /users/zoe',
    ]);
  });

  test('rejects with the refusal of the service', async () => {
    const { admin } = await serve();
    const call = admin.request({ method: 'GET', path: '/nothing/here' });
    await expect(call).rejects.toMatchObject({ code: 'ERR_API_NOT_FOUND', status: 404, operation: 'request' });
  });

  test.each([
    'users',
    '',
    '/',
    '//evil.example/users',
    '/users/',
    '/users//kevin',
    'https://evil.example/users',
    '/\\evil.example',
    '/users/../me',
    '/users/./kevin',
    '/users/%2e%2e/me',
    '/users/%252e%252e/me',
    '/users/..%2fme',
    '/users/a%5cb',
    '/users/a%00',
    '/users?count=true',
    '/users#x',
    '/users/{uid}',
    '/users/a b',
    '/users/ä',
    '/users\n',
    '/users/%zz',
    `/${'x'.repeat(2001)}`,
    5,
    null,
    ['/users'],
  ])('rejects a path of %j before a request', async (path) => {
    const { admin, wire } = scripted(() => ({}));
    await expectRefused(admin.request({ method: 'GET', path: path as string }), 'path');
    expect(wire()).toEqual([]);
  });

  test.each(['/users/a%20b', "/users/!$&'()*+,;=:@-._~/x", '/roles/guide/permissions/listUsers.mode'])(
    'sends a path of %j unchanged',
    async (path) => {
      const { admin, wire } = scripted(() => ({}));
      await admin.request({ method: 'GET', path });
      expect(wire()).toEqual([`GET ${path}`]);
    },
  );

  test('rejects other wrong arguments with every issue', async () => {
    const { admin, wire } = scripted(() => ({}));
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const bad = { method: 'PATCH', path: 'users', query: { a: {} }, body: circular, host: 'evil.example' };
    await expectRefused(admin.request(bad as never), 'method', 'path', 'query.a', 'body', 'request.host');
    for (const none of [undefined, null, {}]) await expectRefused(admin.request(none as never), 'method', 'path');
    for (const body of ['text', 5, null])
      await expectRefused(admin.request({ method: 'POST', path: '/users', body } as unknown as AdminRequest), 'body');
    await expectRefused(admin.request({ method: 'GET', path: '/users', body: {} }), 'body');
    for (const [query, field] of [
      [[], 'query'],
      [{ a: '\ud800' }, 'query.a'],
      [{ '\ud800': 'a' }, 'query.\ud800'],
      [{ a: ['b', '\udc00'] }, 'query.a'],
      [{ a: Number.NaN }, 'query.a'],
    ] as const)
      await expectRefused(admin.request({ method: 'GET', path: '/users', query: query as never }), field);
    expect(wire()).toEqual([]);
  });

  test('retries GET, PUT and DELETE, and never POST', async () => {
    hurry();
    for (const [method, attempts] of [
      ['GET', 3],
      ['PUT', 3],
      ['DELETE', 3],
      ['POST', 1],
    ] as const) {
      const { admin, wire } = scripted(() => lost());
      await expect(admin.request({ method, path: '/groups' })).rejects.toMatchObject({ attempts });
      expect(wire()).toHaveLength(attempts);
    }
  });
});
