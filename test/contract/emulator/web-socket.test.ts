import { createHash } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { maskedFrame, SOCKET_KEY, sayJson, socketRequest } from '../../support/web-socket-frames.js';
import { login, type Started, start } from './emulator-support.js';

const OK = { type: 'auth', body: { code: '200', status: 'OK' } };
const PING = { action: 'ping', ack: 'true' };

/** A client that writes arbitrary bytes. */
interface Raw {
  readonly socket: Socket;
  write(bytes: string | Uint8Array): void;
  /** The response to the handshake. */
  head(): Promise<string>;
  /** The next frame: its opcode and its payload. */
  next(): Promise<{ opcode: number; payload: Buffer }>;
  /** The bytes that were not read yet. */
  rest(): Buffer;
  ended: Promise<void>;
}

function dial({ url }: Pick<Started, 'url'>): Raw {
  const socket = connectTcp(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let bytes = Buffer.alloc(0);
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => {}));
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
  });
  const take = async <T>(parse: () => [T, number] | undefined): Promise<T> => {
    const [value, used] = await expect
      .poll(() => parse() ?? null, { timeout: 3000, interval: 2 })
      .not.toBeNull()
      .then(() => parse() as [T, number]);
    bytes = bytes.subarray(used);
    return value;
  };
  return {
    socket,
    ended,
    rest: () => bytes,
    write: (text) => void socket.write(text),
    head: () =>
      take(() => {
        const end = bytes.indexOf('\r\n\r\n');
        return end < 0 ? undefined : [bytes.subarray(0, end).toString(), end + 4];
      }),
    next: () =>
      take(() => {
        const length = (bytes[1] ?? 0) === 126 ? bytes.readUInt16BE(2) : (bytes[1] ?? 0);
        const start = bytes[1] === 126 ? 4 : 2;
        if (bytes.length < 2 || bytes.length < start + length) return undefined;
        const payload = Buffer.from(bytes.subarray(start, start + length));
        return [{ opcode: (bytes[0] ?? 0) & 15, payload }, start + length];
      }),
  };
}

async function open(
  started: Pick<Started, 'url'>,
): Promise<Raw & { hear(): Promise<unknown>; closed(): Promise<number> }> {
  const raw = dial(started);
  raw.write(socketRequest());
  expect(await raw.head()).toContain('101');
  return {
    ...raw,
    hear: async () => JSON.parse((await raw.next()).payload.toString()),
    async closed() {
      const { opcode, payload } = await raw.next();
      expect(opcode).toBe(8);
      return payload.readUInt16BE(0);
    },
  };
}

const auth = (jwt: unknown, appId: unknown = 'emulator-app') => ({ type: 'auth', appId, body: { auth: jwt } });

describe('the handshake', () => {
  test('is completed with the accept header', async () => {
    const raw = dial(await start());
    raw.write(socketRequest());
    const head = await raw.head();
    const accept = createHash('sha1').update(`${SOCKET_KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    expect(head.split('\r\n')).toEqual(
      expect.arrayContaining(['HTTP/1.1 101 Switching Protocols', `Sec-WebSocket-Accept: ${accept}`]),
    );
  });

  test('refuses other versions, other methods, and a key that is missing or has a wrong length', async () => {
    const started = await start();
    const bad: [string, RegExp][] = [
      [socketRequest().replace('Version: 13', 'Version: 8'), /^HTTP\/1\.1 426 [\s\S]*Sec-WebSocket-Version: 13/],
      [socketRequest().replace(/Sec-WebSocket-Version.*\r\n/, ''), /^HTTP\/1\.1 426/],
      [socketRequest().replace('GET', 'POST'), /^HTTP\/1\.1 405/],
      [socketRequest().replace(/Sec-WebSocket-Key.*\r\n/, ''), /^HTTP\/1\.1 400/],
      [socketRequest().replace(SOCKET_KEY, 'eHh4'), /^HTTP\/1\.1 400/],
    ];
    for (const [text, answer] of bad) {
      const raw = dial(started);
      raw.write(text);
      expect(await raw.head()).toMatch(answer);
      await raw.ended;
    }
  });

  test('an upgrade to HTTP/2 is ignored: the request gets its normal response, body included', async () => {
    const { url, emulator } = await start();
    const raw = dial({ url });
    const body = JSON.stringify({ uid: 'java', name: 'Java' });
    const headers = [
      'Host: localhost',
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABk',
    ];
    const rest = ['Content-Type: application/json', `Content-Length: ${body.length}`, `apikey: ${emulator.apiKey}`];
    raw.write(`POST /v3/users HTTP/1.1\r\n${[...headers, ...rest].join('\r\n')}\r\n\r\n${body}`);
    expect(await raw.head()).toMatch(/^HTTP\/1\.1 200/);
    expect(emulator.users.get('java')?.name).toBe('Java');
  });
});

describe('a client on the socket', () => {
  test('identifies itself, and gets responses to its pings', async () => {
    const started = await start();
    const { jwt } = await login(started);
    const client = await open(started);
    client.write(Buffer.concat([sayJson(auth(jwt)), sayJson(PING)]));
    expect(await client.hear()).toEqual(OK);
    expect(await client.hear()).toEqual({ action: 'pong' });
    client.write(
      Buffer.concat([
        sayJson(PING),
        sayJson({ action: 'unknown' }),
        maskedFrame(0x81, 'no json'),
        sayJson(null),
        sayJson(PING),
      ]),
    );
    expect(await client.hear()).toEqual({ action: 'pong' });
    expect(await client.hear()).toEqual({ action: 'pong' });
  });

  test('gets 401 for anything but the jwt of a login, and no pong', async () => {
    const started = await start();
    const { jwt, token } = await login(started);
    const [head, payload, signature = ''] = jwt.split('.');
    const other = Buffer.from(JSON.stringify({ appId: 'emulator-app', sub: 'cometchat-uid-2' })).toString('base64url');
    const wrong = [
      auth(undefined),
      auth(7),
      auth(''),
      auth('a.b.c'),
      auth(token),
      auth(`${head}.${other}.${signature}`),
      auth(`${head}.${payload}.`),
      auth(jwt, 'other-app'),
      auth(jwt, null),
      { type: 'auth', body: null },
    ];
    const client = await open(started);
    for (const message of wrong) {
      client.write(sayJson(PING));
      client.write(sayJson(message));
      expect(await client.hear()).toMatchObject({ type: 'auth', body: { code: '401' } });
    }
    client.write(sayJson(auth(jwt, 'EMULATOR-APP')));
    expect(await client.hear()).toEqual(OK);
  });

  test('is no longer known after its logout', async () => {
    const started = await start();
    const { jwt, token } = await login(started);
    await started.call('DELETE', '/v3.0/me', { as: { token } });
    const client = await open(started);
    client.write(sayJson(auth(jwt)));
    expect(await client.hear()).toMatchObject({ body: { code: '401' } });
  });

  test('may send byte by byte, and long messages', async () => {
    const started = await start();
    const { jwt } = await login(started);
    const client = await open(started);
    for (const byte of sayJson({ ...auth(jwt), filler: 'x'.repeat(300) })) client.write(Buffer.from([byte]));
    expect(await client.hear()).toEqual(OK);
  });

  test('may send a message in fragments, with a ping between them', async () => {
    const started = await start();
    const { jwt } = await login(started);
    const client = await open(started);
    const text = JSON.stringify(auth(jwt));
    client.write(
      Buffer.concat([maskedFrame(0x01, text.slice(0, 9)), maskedFrame(0x89, 'x'), maskedFrame(0x80, text.slice(9))]),
    );
    expect(await client.next()).toEqual({ opcode: 10, payload: Buffer.from('x') });
    expect(await client.hear()).toEqual(OK);
  });

  test('is not heard any more after bytes, and disconnected though it does not answer the close', async () => {
    const started = await start();
    const { jwt } = await login(started);
    const client = await open(started);
    client.write(Buffer.concat([maskedFrame(0x82, 'x'), sayJson(auth(jwt)), sayJson(PING)]));
    expect(await client.closed()).toBe(1003);
    await client.ended;
    expect(client.rest()).toHaveLength(0);
  });

  test('gets responses to WebSocket pings and closes', async () => {
    const client = await open(await start());
    client.write(maskedFrame(0x89, 'are you there'));
    expect(await client.next()).toEqual({ opcode: 10, payload: Buffer.from('are you there') });
    client.write(maskedFrame(0x88, Buffer.from([0x03, 0xe8])));
    expect(await client.closed()).toBe(1000);
    await client.ended;
  });

  test.each<[string, Buffer, number]>([
    ['what is not masked', Buffer.from([0x81, 1, 0x20]), 1002],
    ['an extension', maskedFrame(0xc1, 'x'), 1002],
    ['a fragment without a start', maskedFrame(0x80, 'x'), 1002],
    ['a start within a message', Buffer.concat([maskedFrame(0x01, 'x'), maskedFrame(0x01, 'x')]), 1002],
    ['an unknown kind of frame', maskedFrame(0x83, 'x'), 1002],
    ['a wrong close code', maskedFrame(0x88, Buffer.from([0x03, 0xed])), 1002],
    [
      'more than 64 KiB in fragments',
      Buffer.concat([maskedFrame(0x01, 'x'.repeat(40_000)), maskedFrame(0x80, 'x'.repeat(40_000))]),
      1009,
    ],
    ['bytes', maskedFrame(0x82, 'x'), 1003],
    ['a long control frame', maskedFrame(0x89, 'x'.repeat(126)), 1002],
    ['no UTF-8', maskedFrame(0x81, Buffer.from([0xff])), 1007],
    ['more than 64 KiB', Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1]), 1009],
  ])('is disconnected for %s', async (_, bytes, code) => {
    const client = await open(await start());
    client.write(bytes);
    expect(await client.closed()).toBe(code);
    await client.ended;
  });
});
