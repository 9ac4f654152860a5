import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { start } from './emulator-support.js';

/** Writes a request unchanged, and reads until the other side has sent everything. */
async function exchange(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8').end(request);
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  await once(socket, 'close');
  return text;
}

const BODY = JSON.stringify({ uid: 'kevin', name: 'Kéwin' });
const LENGTH = Buffer.byteLength(BODY);
const CHUNKED = `${LENGTH.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;

// However a request is written, the emulator reads the same.
test.each([
  ['as most are', '/v3/users', [`content-length: ${LENGTH}`], BODY],
  ['in chunks', '/v3/users', ['transfer-encoding: chunked'], CHUNKED],
  ['with a header twice', '/v3/users', [`content-length: ${LENGTH}`, 'x-one: 1', 'X-One: 2'], BODY],
  ['with a path that is not in normal form', '/v3/./users', [`content-length: ${LENGTH}`], BODY],
  ['as to a proxy', 'http://LOCALHOST:7700/v3/users', [`content-length: ${LENGTH}`], BODY],
  ['as to a proxy, in capitals', 'HTTP://LOCALHOST:7700/v3/users', [`content-length: ${LENGTH}`], BODY],
])('a request %s creates the user, and is recorded', async (_, path, headers, body) => {
  const { url, emulator } = await start();
  const fixed = ['Host: LOCALHOST:7700', `APIKEY: ${emulator.apiKey}`, 'content-type: application/json'];
  const head = [`POST ${path} HTTP/1.1`, ...fixed, 'connection: close', ...headers, '', ''].join('\r\n');
  for (const host of ['localhost:7700', 'LOCALHOST:7700']) {
    emulator.reset();
    const answer = await exchange(url, head.replaceAll('LOCALHOST:7700', host) + body);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(emulator.users.get('kevin')).toMatchObject({ name: 'Kéwin' });
    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    expect(request).toMatchObject({
      method: 'POST',
      url: 'http://localhost:7700/v3/users',
      body: { uid: 'kevin', name: 'Kéwin' },
      status: 200,
    });
    expect(request?.headers).toMatchObject({ host, apikey: emulator.apiKey, 'content-type': 'application/json' });
    if (headers.includes('x-one: 1')) expect(request?.headers['x-one']).toBe('1, 2');
  }
});

test('a body that breaks off is refused, and creates no user', async () => {
  const { url, emulator } = await start();
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = [
    'POST /v3/users HTTP/1.1',
    'host: localhost',
    `apikey: ${emulator.apiKey}`,
    `content-length: ${LENGTH}`,
  ];
  const text = [...head, 'content-type: application/json', '', BODY.slice(0, -1)].join('\r\n');
  await new Promise<void>((resolve) => socket.write(text, () => resolve()));
  socket.destroy();
  await expect.poll(() => emulator.requests.map(({ status }) => status)).toEqual([400]);
  expect(emulator.users.get('kevin')).toBeUndefined();
});

test('pipelined requests get their responses in order', async () => {
  const { url, emulator } = await start();
  const users = ['ada', 'bé', 'cy'].map((name, index) => JSON.stringify({ uid: `user-${index}`, name }));
  const text = users.map((body, index) => {
    const head = [`content-length: ${Buffer.byteLength(body)}`, `connection: ${index === 2 ? 'close' : 'keep-alive'}`];
    return post(emulator.apiKey, head) + body;
  });
  const answers = (await exchange(url, text.join(''))).split('HTTP/1.1 200 OK').slice(1);
  expect(answers.map((answer) => JSON.parse(answer.split('\r\n\r\n')[1] ?? '').data)).toEqual(
    users.map((user) => expect.objectContaining(JSON.parse(user))),
  );
});

test('idle connections have no timeout', async () => {
  const { url, emulator } = await start();
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  socket.write(post(emulator.apiKey, [`content-length: ${LENGTH}`]) + BODY);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  expect(answer).toMatch(/\r\nconnection: keep-alive\r\n/i);
  expect(answer).not.toMatch(/\r\nkeep-alive:/i);
});

function post(apiKey: string, headers: readonly string[]): string {
  const fixed = ['host: localhost', `apikey: ${apiKey}`, 'content-type: application/json'];
  return ['POST /v3/users HTTP/1.1', ...fixed, ...headers, '', ''].join('\r\n');
}
