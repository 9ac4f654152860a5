import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { REQUIRE_BANNER } from '../../support/require-banner.js';
import { start } from './emulator-support.js';

describe('listen and close', () => {
  test('url throws before and after, and close may be called again', async () => {
    const emulator = createEmulator();
    expect(() => emulator.url).toThrow(/listen/);
    await emulator.close();
    const { url } = await emulator.listen({ port: 0 });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(emulator.url).toBe(url);
    await Promise.all([emulator.close(), emulator.close()]);
    expect(() => emulator.url).toThrow(/listen/);
    await expect(fetch(url)).rejects.toThrow();
  });

  test.each<[object, string]>([
    [{ ports: 0 }, 'ports is not an option of listen. Did you mean port?'],
    [
      { tls: { key: 'k', certificate: 'c' } },
      'tls.certificate is not an option of listen. Its options are tls.key, tls.cert.',
    ],
  ])('listen() refuses the unknown option in %j', async (options, message) => {
    const emulator = createEmulator();
    const listening = emulator.listen(options);
    await expect(listening).rejects.toThrow(TypeError);
    await expect(listening).rejects.toThrow(message);
    expect(() => emulator.url).toThrow(/listen/);
  });

  test('listens again after a close, and keeps its users', async () => {
    const { emulator, call } = await start();
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    await emulator.close();
    const { url } = await emulator.listen({ port: 0 });
    expect((await fetch(`${url}/v3/users/bo`, { headers: { apikey: emulator.apiKey } })).status).toBe(200);
  });

  test('a second listen, also at the same time, rejects and names the url', async () => {
    const { emulator, url } = await start();
    await expect(emulator.listen({ port: 0 })).rejects.toThrow(url);
    await emulator.close();
    const [first, second] = await Promise.allSettled([emulator.listen({ port: 0 }), emulator.listen({ port: 0 })]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
  });

  test('the error names a port in use, and another can be tried', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const second = createEmulator();
    await expect(second.listen({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use`);
    expect(() => second.url).toThrow();
    await expect(second.listen({ port: 0 })).resolves.toHaveProperty('url');
    await second.close();
  });

  test('returns a url that a client can use, and says why it could not listen', async () => {
    const emulator = createEmulator();
    const { url } = await emulator.listen({ port: 0, host: '0.0.0.0' });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/v3/users`)).status).toBe(401);
    await emulator.close();
    await expect(emulator.listen({ port: 0, host: '192.0.2.1' })).rejects.toThrow(
      /Port 0 of 192\.0\.2\.1 .*EADDRNOTAVAIL/,
    );
  });

  test('close during listen leaves nothing open', async () => {
    const emulator = createEmulator();
    const listening = emulator.listen({ port: 0 });
    await emulator.close();
    await expect(listening).rejects.toThrow(/closed/);
    expect(() => emulator.url).toThrow();
  });

  test('close ends open connections at once, also with an unfinished request', async () => {
    const { emulator, url } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    socket.write('POST /v3/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');
    await setTimeout(50); // it is being read
    const ended = once(socket, 'close');
    const before = performance.now();
    await Promise.all([emulator.close(), ended]);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test('a process ends after close, and its globals are unchanged', async () => {
    const script = `
      const { Request, Response, fetch } = globalThis;
      const emulator = createEmulator();
      const { url } = await emulator.listen({ port: 0 });
      await (await fetch(url + '/v3/users', { headers: { apikey: emulator.apiKey } })).json();
      await emulator.close();
      process.stdout.write(String(globalThis.Request === Request && globalThis.Response === Response));
    `;
    const entry = new URL('../../../src/emulator.ts', import.meta.url).pathname;
    const contents = `import { createEmulator } from ${JSON.stringify(entry)};${script}`;
    const built = buildSync({
      stdin: { contents, resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      banner: REQUIRE_BANNER,
      platform: 'node',
      format: 'esm',
    });
    const code = built.outputFiles[0]?.text ?? '';
    const options = { input: code, encoding: 'utf8', timeout: 10_000 } as const;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-'], options);
    expect({ stdout, stderr }).toEqual({ stdout: 'true', stderr: '' });
  });
});

describe('reset', () => {
  test('restores the start, in every app, and keeps the keys', async () => {
    const { emulator, call, tokenOf } = await start({ users: [{ uid: 'ann', name: 'Ann' }] });
    const { authKey, apiKey, requests } = emulator;
    const token = await tokenOf('ann');
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    await call('PUT', '/v3/users/ann', { body: { name: 'Other' } });
    await call('DELETE', '/v3/users/cometchat-uid-1');
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' }, headers: { appid: 'two' } });
    emulator.reset();
    expect(requests).toEqual([]);
    expect(emulator.users.list().map((user) => user.uid)).toEqual([
      ...[1, 2, 3, 4, 5].map((number) => `cometchat-uid-${number}`),
      'ann',
    ]);
    expect(emulator.users.get('ann')?.name).toBe('Ann');
    expect(emulator.users.get('cometchat-uid-1')).not.toHaveProperty('deactivatedAt');
    expect((await call('GET', '/v3/users/ann', { as: { token } })).status).toBe(401);
    expect((await call('GET', '/v3/users/bo', { headers: { appid: 'two' } })).status).toBe(404);
    expect([emulator.authKey, emulator.apiKey]).toEqual([authKey, apiKey]);
  });
});

describe('requests', () => {
  test('are recorded unchanged, oldest first', async () => {
    const { emulator, call, url } = await start();
    await call('POST', '/v3/users?x=1', { body: { uid: 'bo', name: 'Bo' }, headers: { AppId: 'one' } });
    await call('POST', '/v3/users', { body: 'not json', as: 'nobody' });
    await call('GET', '/v3/nothing', { as: 'nobody' });
    await call('POST', '/v3/users', { body: 'null' });
    expect(emulator.requests).toEqual([
      {
        method: 'POST',
        url: `${url}/v3/users?x=1`,
        headers: expect.objectContaining({ appid: 'one', apikey: emulator.apiKey, 'content-type': 'application/json' }),
        body: { uid: 'bo', name: 'Bo' },
        status: 200,
      },
      { method: 'POST', url: `${url}/v3/users`, headers: expect.anything(), body: 'not json', status: 401 },
      { method: 'GET', url: `${url}/v3/nothing`, headers: expect.anything(), body: undefined, status: 404 },
      { method: 'POST', url: `${url}/v3/users`, headers: expect.anything(), body: null, status: 400 },
    ]);
  });

  test('only the newest are kept', async () => {
    const { emulator, call } = await start({ limits: { requests: 2 } });
    for (const path of ['/a', '/b', '/c']) await call('GET', path);
    expect(emulator.requests.map((request) => new URL(request.url).pathname)).toEqual(['/b', '/c']);
  });
});
