import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { API_KEY } from '../../../src/emulator/keys.js';
import type { EmulatorOptions } from '../../../src/emulator.js';
import { failure, start } from './emulator-support.js';

/** Writes lines to a new connection, and reads the head of the response. */
async function exchange(url: string, ...lines: string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  onTestFinished(() => void socket.destroy());
  let said = '';
  socket.on('data', (text) => {
    said += text;
    // An accepted socket would stay open.
    if (said.includes('\r\n\r\n')) socket.destroy();
  });
  socket.on('error', () => {});
  socket.write(`${[...lines, 'Connection: close', '', ''].join('\r\n')}`, 'latin1');
  await once(socket, 'close');
  return said;
}

const KEY = `apikey: ${API_KEY}`;
const UPGRADE = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==',
];

/** The status of a request and of a request for a WebSocket, with the same headers. */
async function both(url: string, headers: string[], target = '/v3/users', version = 'HTTP/1.1'): Promise<number[]> {
  const http = await exchange(url, `GET ${target} ${version}`, ...headers, KEY);
  const socket = await exchange(url, `GET ${target} ${version}`, ...headers, ...UPGRADE);
  for (const said of [http, socket])
    if (/^HTTP\/1\.1 403/.test(said)) expect(said).not.toMatch(/access-control|upgrade: websocket/i);
  return [http, socket].map((said) => Number(/^HTTP\/1\.\d (\d{3})/.exec(said)?.[1] ?? 0));
}

const IN = [200, 101];
const OUT = [403, 403];

describe('over the network, for HTTP and for sockets', () => {
  test.each<[string, string[], number[]]>([
    ['no page', ['Host: localhost'], IN],
    ['a development server', ['Host: localhost', 'Origin: http://localhost:5173', 'Sec-Fetch-Site: same-site'], IN],
    ['a page of its own host', ['Host: 192.168.1.5', 'Origin: http://192.168.1.5:5173'], IN],
    ['an allowed origin', ['Host: localhost', 'Origin: https://staging.example', 'Sec-Fetch-Site: cross-site'], IN],
    ['the vendor’s names', ['Host: one.api-us.cometchat.io', 'Origin: https://shop.example'], IN],
    ['an allowed host', ['Host: cometchat.test:7700'], IN],
    ['upper case', ['HOST: LOCALHOST', 'ORIGIN: HTTP://LOCALHOST'], IN],
    ['a trailing dot', ['Host: localhost.', 'Origin: http://localhost.:80'], IN],
    ['a hostile page', ['Host: localhost', 'Origin: https://evil.example', 'Sec-Fetch-Site: cross-site'], OUT],
    ['a hostile page without an origin', ['Host: localhost', 'Sec-Fetch-Site: cross-site'], OUT],
    ['a sandboxed frame', ['Host: localhost', 'Origin: null'], OUT],
    ['DNS rebinding', ['Host: evil.example', 'Origin: http://evil.example', 'Sec-Fetch-Site: same-origin'], OUT],
    ['DNS rebinding without an origin', ['Host: evil.example:7700'], OUT],
    ['a name that begins as loopback', ['Host: localhost', 'Origin: http://localhost.evil.example'], OUT],
    ['a name that begins as an address', ['Host: localhost', 'Origin: http://127.0.0.1.evil.example'], OUT],
    ['a port that is none', ['Host: localhost', 'Origin: http://[::1]:x'], OUT],
    ['a user name', ['Host: localhost', 'Origin: http://localhost@evil.example'], OUT],
    // Node finds no URL in it, so it is a bad request before anybody asks who sent it.
    ['a user name in the host', ['Host: localhost@evil.example'], [400, 403]],
    ['0.0.0.0', ['Host: 0.0.0.0:7700'], OUT],
    ['an empty origin', ['Host: localhost', 'Origin:'], OUT],
    ['an empty host', ['Host:'], OUT],
    ['two hosts', ['Host: localhost', 'Host: evil.example'], OUT],
    ['the same host twice', ['Host: localhost', 'Host: localhost'], OUT],
    ['two origins', ['Host: localhost', 'Origin: http://localhost', 'Origin: https://evil.example'], OUT],
    ['two origins in one header', ['Host: localhost', 'Origin: http://localhost, https://evil.example'], OUT],
    ['two sites', ['Host: localhost', 'Sec-Fetch-Site: none', 'Sec-Fetch-Site: cross-site'], OUT],
    ['bytes that are no ASCII', ['Host: localhost', 'Origin: http://b\u00fccher.example'], OUT],
  ])('%s', async (_, headers, expected) => {
    const { url } = await start({ allowOrigins: ['https://staging.example'], hosts: ['cometchat.test'] });
    expect(await both(url, headers)).toEqual(expected);
  });

  test.each<[string, string, number[]]>([
    ['http://localhost:7700/v3/users', 'localhost:7700', IN],
    ['http://evil.example/v3/users', 'localhost', OUT],
    ['http://localhost/v3/users', 'evil.example', OUT],
    ['http://api-us.cometchat.io/v3/users', 'localhost', OUT],
    ['http://localhost/v3/users', 'api-us.cometchat.io', OUT],
    ['http://localhost:1/v3/users', 'localhost:2', OUT],
    ['http://evil.example@localhost/v3/users', 'localhost', OUT],
    ['//evil.example/v3/users', 'localhost', [404, 101]],
  ])('the request line %s with the host %s', async (target, host, expected) => {
    const { url } = await start();
    expect(await both(url, [`Host: ${host}`], target)).toEqual(expected);
  });

  test.each([
    ['GET ws://localhost/v3/users', 'Host: localhost'],
    ['OPTIONS *', 'Host: evil.example'],
    ['GET /v3/users', 'Host: localhost@evil.example'],
    ['GET /v3/users', 'Host: localhost:99999'],
    ['GET /v3/users', 'Host: a b<script>'],
    ['GET /_emulator/faults', 'Host: localhost/x'],
  ])('%s with %s is not a URL: the answer tells nothing, and there is no log of it', async (line, host) => {
    const { url, emulator } = await start({ faults: [{ drop: 'before' }] });
    const hostile = await exchange(url, `${line} HTTP/1.1`, host, 'Origin: https://evil.example', KEY);
    const [head = '', body = ''] = hostile.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).not.toMatch(/access-control/i);
    expect(JSON.parse(body).error.details).toEqual({
      url: ['The request line and the Host header must make a valid URL.'],
    });
    expect(emulator.requests).toEqual([]);
  });

  test('an origin after thousands of headers is found', async () => {
    const { url } = await start();
    const many = Array.from({ length: 2100 }, () => 'a:');
    expect(await both(url, ['Host: localhost', ...many, 'Origin: https://evil.example'])).toEqual(OUT);
  });

  test('HTTP/1.0 without a host is refused, and HTTP/1.1 without one is not a valid request', async () => {
    const { url } = await start();
    expect(await both(url, [], '/v3/users', 'HTTP/1.0')).toEqual(OUT);
    expect(await both(url, ['Host: localhost'], '/v3/users', 'HTTP/1.0')).toEqual(IN);
    expect(await both(url, [])).toEqual([400, 403]);
  });

  test('an upgrade to another protocol follows the same rules', async () => {
    const { url } = await start();
    const h2c = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk', KEY];
    expect(await exchange(url, 'GET /v3/users HTTP/1.1', 'Host: evil.example', ...h2c)).toMatch(/^HTTP\/1\.1 403/);
    expect(await exchange(url, 'GET /v3/users HTTP/1.1', 'Host: localhost', ...h2c)).toMatch(/^HTTP\/1\.1 200/);
  });

  test('a link may open the page only', async () => {
    const { url } = await start();
    const link = ['Host: localhost', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'];
    const open = async (path: string, dest = 'document') =>
      (await exchange(url, `GET ${path} HTTP/1.1`, ...link, `Sec-Fetch-Dest: ${dest}`)).slice(9, 12);
    expect(await open('/_emulator/')).toBe('200');
    expect(await open('/_emulator/', 'iframe')).toBe('403');
    expect(await open('/v3/users')).toBe('403');
  });

  test('the stricter guard of the page stays: no development server and no vendor host may pass', async () => {
    const { url } = await start({ hosts: ['cometchat.test'] });
    const faults = async (...headers: string[]) =>
      (await exchange(url, 'GET /_emulator/faults HTTP/1.1', ...headers)).slice(9, 12);
    expect(await faults('Host: localhost')).toBe('200');
    expect(await faults('Host: cometchat.test')).toBe('200');
    expect(await faults('Host: localhost', 'Origin: http://localhost:5173')).toBe('403');
    expect(await faults('Host: api-us.cometchat.io')).toBe('403');
    expect(await faults('Host: 192.168.1.5')).toBe('403');
  });

  test('a refused request is not recorded, gets no fault, counts for no limit, and its body is not read', async () => {
    const { url, emulator, call } = await start({ faults: [{ status: 503, times: 1 }] });
    const body = JSON.stringify({ uid: 'eve', name: 'Eve' });
    const answer = await fetch(`${url}/v3/users`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', apikey: emulator.apiKey, 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await answer.json()).toMatchObject({ error: { code: 'AUTH_ERR_NO_ACCESS', source: 'chat-api' } });
    expect(emulator.requests).toEqual([]);
    expect(emulator.users.get('eve')).toBeUndefined();
    expect((await call('GET', '/v3/users')).status).toBe(503);
    expect((await call('GET', '/v3/users')).headers.get('x-rate-limit-remaining')).toBe('19999');
  });

  test('a preflight follows the same rules', async () => {
    const { url } = await start();
    const ask = (origin: string) =>
      fetch(`${url}/v3/users`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const refused = await ask('https://evil.example');
    expect([refused.status, [...refused.headers.keys()].filter((name) => name.startsWith('access-'))]).toEqual([
      403,
      [],
    ]);
    expect((await ask('http://localhost:3000')).status).toBe(204);
  });

  test('fetch of the emulator object is not guarded', async () => {
    const { emulator } = await start();
    const headers = { apikey: emulator.apiKey, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const answer = await emulator.fetch(new Request('https://evil.example/v3/users', { headers }));
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  });
});

describe('notice', () => {
  async function refuse(options: EmulatorOptions, origins: string[]): Promise<void> {
    const { url } = await start(options);
    for (const origin of origins) await fetch(url, { headers: { origin } });
  }

  test('is called once per origin, with the option that allows it', async () => {
    const told: string[] = [];
    await refuse({ notice: (line) => told.push(line) }, [
      'https://a.example',
      'https://b.example',
      'https://a.example',
    ]);
    expect(told).toEqual([
      expect.stringContaining("allowOrigins: ['https://a.example']"),
      expect.stringContaining("allowOrigins: ['https://b.example']"),
    ]);
  });

  test('is called 20 times, then once more, then never again', async () => {
    const told: string[] = [];
    const origins = Array.from({ length: 30 }, (_, index) => `https://${index}.example`);
    await refuse({ notice: (line) => told.push(line) }, origins);
    expect(told).toHaveLength(21);
    expect(told.at(-1)).toContain('further refusals are not shown');
  });

  test('that throws changes nothing', async () => {
    const options = {
      notice: () => {
        throw new Error('the terminal is gone');
      },
    };
    const { url } = await start(options);
    expect(await both(url, ['Host: localhost', 'Origin: https://evil.example'])).toEqual(OUT);
  });
});

describe('an app that does not exist', () => {
  const NEW = { appid: 'new-app' };
  const TOKEN = `cometchat-uid-1_1700000000${'0'.repeat(30)}`;

  test.each<[string, string, string, Record<string, string>, object]>([
    ['no key', 'POST', '/v3/users', {}, failure(401, 'AUTH_ERR_EMPTY_APIKEY')],
    ['a wrong key', 'POST', '/v3/users', { apikey: 'f'.repeat(40) }, failure(401, 'AUTH_ERR_APIKEY_NOT_FOUND')],
    [
      'a prototype name as its key',
      'GET',
      '/v3/users',
      { apikey: 'constructor' },
      failure(401, 'AUTH_ERR_APIKEY_NOT_FOUND'),
    ],
    [
      'a token that nobody issued',
      'GET',
      '/v3.0/me',
      { authtoken: TOKEN },
      failure(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'),
    ],
    ['no token', 'PUT', '/v3.0/me', {}, failure(401, 'AUTH_ERR_EMPTY_AUTH_TOKEN')],
    ['neither, for the settings', 'GET', '/v3.0/settings', {}, failure(401, 'AUTH_ERR_INVALID_APPID')],
    [
      'a token, for the settings',
      'GET',
      '/v3.0/settings',
      { authtoken: TOKEN },
      failure(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'),
    ],
    ['no key, and an unknown path', 'GET', '/v3/nothing', {}, failure(404, 'ERR_API_NOT_FOUND')],
  ])('is not created by a request with %s, and nothing is written', async (_, method, url, headers, refusal) => {
    const data = mkdtempSync(path.join(tmpdir(), 'network-guard-'));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const { call, emulator } = await start({ data });
    const journal = () => readFileSync(path.join(data, 'journal.ndjson'), 'utf8');
    const before = journal();
    const answer = await call(method, url, {
      as: 'nobody',
      headers: { ...NEW, ...headers },
      ...(method !== 'GET' && { body: {} }),
    });
    expect(answer).toMatchObject(refusal);
    // Changes without a request are written soon after.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(journal()).toBe(before);
    expect(await apps(emulator.url)).toEqual(['emulator-app']);
  });

  test.each([
    ['a megabyte', 'a'.repeat(1024 * 1024)],
    ['101 letters', 'a'.repeat(101)],
    ['spaces', 'new app'],
    ['an escaped line break', 'new%0Aapp'],
    ['a path', '../new-app'],
    ['letters beyond ASCII', 'n\u00e9w'],
  ])('is refused, also with a valid key, if its id is %s', async (_, appid) => {
    const data = mkdtempSync(path.join(tmpdir(), 'network-guard-'));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const { emulator } = await start({ data });
    const before = readFileSync(path.join(data, 'journal.ndjson'), 'utf8');
    const headers = { appid, apikey: emulator.apiKey, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: '{"uid":"bo","name":"Bo"}' };
    const answer = await emulator.fetch('http://localhost/v3/users', init);
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).error.code]).toEqual([401, 'AUTH_ERR_INVALID_APPID']);
    expect(text.length).toBeLessThan(1000);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(readFileSync(path.join(data, 'journal.ndjson'), 'utf8')).toBe(before);
    expect(await apps(emulator.url)).toEqual(['emulator-app']);
  });

  test.each([
    ['a line break', 'appid: new\napikey: x'],
    ['a folded line', 'appid: new\r\n app'],
    ['a zero', 'appid: new\0app'],
    ['a megabyte', `appid: ${'a'.repeat(1024 * 1024)}`],
  ])('is refused by Node if the header has %s', async (_, header) => {
    const { url } = await start();
    const text = await exchange(url, 'GET /v3/users HTTP/1.1', 'Host: localhost', KEY, header);
    expect(text).not.toMatch(/^HTTP\/1\.1 200/);
    expect(await apps(url)).toEqual(['emulator-app']);
  });

  test.each(['apiKey', 'authKey'] as const)('is created by a request with the %s', async (as) => {
    const { call, url } = await start();
    const body = { uid: 'bo', name: 'Bo' };
    expect(await call('POST', '/v3/users', { as, headers: NEW, body })).toMatchObject({ status: 200 });
    expect(await apps(url)).toEqual(['emulator-app', 'new-app']);
  });

  test('needs one of its first keys only once', async () => {
    const { call } = await start();
    const made = await call('POST', '/v3/apikeys', { headers: NEW, body: { name: 'Mine', scope: 'fullAccess' } });
    const headers = { ...NEW, apikey: made.json.data.apiKey };
    expect(await call('GET', '/v3/users', { as: 'nobody', headers })).toMatchObject({ status: 200 });
  });

  async function apps(url: string): Promise<string[]> {
    const { apps } = (await (await fetch(`${url}/_emulator/api/apps`)).json()) as { apps: { id: string }[] };
    return apps.map(({ id }) => id);
  }
});
