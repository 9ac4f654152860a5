import { describe, expect, test } from 'vitest';
import { failure, start } from './emulator-support.js';

describe('paths', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/users'],
    ['GET', '/v3'],
    ['GET', '/v3/'],
    ['GET', '/v3x0/users'],
    ['GET', '/v3/nothing'],
    ['GET', '/v3/users/a/b'],
    ['PATCH', '/v3/me'],
    ['POST', '/v3/me'],
    ['POST', '/v3/users/cometchat-uid-1'],
    ['PATCH', '/v3/users/cometchat-uid-1'],
    ['PUT', '/v3/users/cometchat-uid-1/auth_tokens'],
    ['GET', '/v3/constructor'],
  ])('%s %s does not exist', async (method, path) => {
    const { call } = await start();
    const reply = await call(method, path);
    expect(reply).toMatchObject(failure(404, 'ERR_API_NOT_FOUND'));
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test.each(['/v2/users', '/v1.8/users', '/v4/users', '/v3.1/users', '/v30/users', '/v2'])(
    '%s is another version',
    async (path) => {
      const { call } = await start();
      expect(await call('GET', path)).toMatchObject(failure(400, 'ERR_INVALID_API_VERSION'));
    },
  );

  test.each(['/v3/users/cometchat%2Duid%2D1', '/v3/%75sers/cometchat-uid-1', '/v3.0/users/COMETCHAT-UID-1?x=/y'])(
    '%s leads to the user, in any spelling',
    async (path) => {
      const { call } = await start();
      expect((await call('GET', path)).json.data).toMatchObject({ uid: 'cometchat-uid-1' });
    },
  );

  test.each([
    ['an escaped slash is part of a uid', '/v3/users/a%2Fb', 'ERR_UID_NOT_FOUND', 'a/b'],
    ['what is no escaped UTF-8 stays as it is', '/v3/users/%E0%A4', 'ERR_UID_NOT_FOUND', '%E0%A4'],
    ['a path ends without a slash', '/v3/users/', 'ERR_API_NOT_FOUND', '/v3/users/'],
    ['no segment is empty', '/v3/users//auth_tokens', 'ERR_API_NOT_FOUND', '/v3/users//auth_tokens'],
  ] as const)('%s', async (_, path, code, quoted) => {
    const { call } = await start();
    const reply = await call('GET', path);
    expect(reply).toMatchObject(failure(404, code));
    expect(reply.json.error.message).toContain(quoted);
  });

  test('a query that is not UTF-8 is harmless', async () => {
    const { call } = await start();
    expect((await call('GET', '/v3/users?searchKey=%E0%A4&perPage=%31')).status).toBe(200);
  });

  test('a request line that is not a URL gets an envelope', async () => {
    const { url } = await start();
    const { connect } = await import('node:net');
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', reject).on('close', () => resolve(text));
      socket.write('GET ws://localhost/v3/users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"ERR_BAD_REQUEST"');
  });
});

describe('CORS', () => {
  const preflight = async (url: string, path: string, requested: string) =>
    fetch(`${url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': requested,
      },
    });

  test("a preflight allows the vendor's headers, and only these", async () => {
    const { url } = await start();
    const all = 'accept,content-type,appid,apikey,authtoken,sdk,resource,onbehalfof';
    const response = await preflight(url, '/v3.0/me', all);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')?.split(', ')).toEqual(['GET', 'POST', 'PUT', 'DELETE']);
    expect(response.headers.get('access-control-allow-headers')?.split(', ')).toEqual(all.split(','));
    expect(await response.text()).toBe('');
  });

  test('a header that the vendor does not send is not allowed', async () => {
    const { url } = await start();
    const response = await preflight(url, '/v3/users', 'AppId, x-trace-id, authToken');
    expect(response.headers.get('access-control-allow-headers')).toBe('appid, authtoken');
    const none = await preflight(url, '/v3/users', 'x-trace-id');
    expect(none.headers.has('access-control-allow-headers')).toBe(false);
  });

  test.each([
    ['a success', '/v3/users', 'apiKey', 200],
    ['an error', '/v3/users', 'nobody', 401],
    ['an unknown path', '/v9/nothing', 'apiKey', 400],
  ] as const)('every allowed page can read %s, which exposes no header', async (_, path, as, status) => {
    const { call, emulator, url } = await start();
    const reply = await call('GET', path, { as });
    expect(reply.status).toBe(status);
    const direct = await emulator.fetch(
      new Request(`${url}${path}`, as === 'apiKey' ? { headers: { apikey: emulator.apiKey } } : {}),
    );
    for (const { headers } of [reply, direct]) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.has('access-control-expose-headers')).toBe(false);
    }
  });
});
