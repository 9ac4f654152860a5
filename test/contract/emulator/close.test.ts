import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSockets } from '../../../src/emulator/socket/sockets.js';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { maskedFrame, sayJson, socketRequest } from '../../support/web-socket-frames.js';
import { login, start } from './emulator-support.js';

const GET = 'GET /v3/users HTTP/1.1\r\nHost: localhost\r\n\r\n';
const POST = 'POST /v3/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"uid":';

async function listen(tls: boolean): Promise<Emulator> {
  const emulator = createEmulator();
  onTestFinished(() => emulator.close());
  await emulator.listen({ port: 0, tls });
  return emulator;
}

/** A client that never ends its connection. It does not end it either when the server does. */
async function dial({ url }: Pick<Emulator, 'url'>, bytes?: string | Uint8Array): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true }).on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  if (bytes !== undefined) await new Promise((resolve) => socket.write(bytes, resolve));
  return socket;
}

async function dialTls(emulator: Emulator): Promise<Socket> {
  const socket = connectTls({ socket: await dial(emulator), rejectUnauthorized: false }).on('error', () => {});
  await once(socket, 'secureConnect');
  return socket;
}

async function webSocket(socket: Socket): Promise<Socket> {
  socket.write(socketRequest());
  const [head] = await once(socket, 'data');
  expect(String(head)).toMatch(/^HTTP\/1\.1 101 /);
  return socket;
}

/** Sends requests on one connection until it ends, and reads no response. */
async function flood(emulator: Emulator): Promise<Socket> {
  const socket = await dial(emulator);
  const write = () => {
    if (!socket.destroyed) socket.write(GET.repeat(20), () => setImmediate(write));
  };
  write();
  await once(socket, 'data');
  return socket.pause();
}

const PLAIN: Record<string, (emulator: Emulator) => Promise<Socket>> = {
  'sent nothing': (emulator) => dial(emulator),
  'sent half a request line': (emulator) => dial(emulator, 'GET /v3/us'),
  'sent half a header': (emulator) => dial(emulator, 'GET / HTTP/1.1\r\nHo'),
  'sent half a body': (emulator) => dial(emulator, POST),
  'sent half a chunk': (emulator) =>
    dial(emulator, `${POST.replace('Content-Length: 100', 'Transfer-Encoding: chunked').slice(0, -7)}ff\r\n{`),
  'expects to continue': (emulator) =>
    dial(emulator, POST.replace('\r\n\r\n{"uid":', '\r\nExpect: 100-continue\r\n\r\n')),
  async 'keeps its connection after a response'(emulator) {
    const socket = await dial(emulator, GET);
    await once(socket, 'data');
    return socket;
  },
  async 'has ended its half of the connection'(emulator) {
    return (await dial(emulator, POST)).end();
  },
  'floods its connection with requests': flood,
  'asked for another protocol': (emulator) =>
    dial(emulator, POST.replace('\r\n\r\n', '\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n')),
  'has a WebSocket and never answers': async (emulator) => webSocket(await dial(emulator)),
  async 'has a WebSocket and has ended its half of the connection'(emulator) {
    return (await webSocket(await dial(emulator))).end();
  },
  async 'has a WebSocket and sent half a frame'(emulator) {
    const socket = await webSocket(await dial(emulator));
    socket.write(maskedFrame(0x81, 'x'.repeat(1000)).subarray(0, 500));
    return socket;
  },
  async 'has a WebSocket, ended its half and reads nothing'(emulator) {
    const socket = (await webSocket(await dial(emulator))).pause();
    return socket.end(Buffer.concat(Array.from({ length: 50 }, () => maskedFrame(0x89, 'x'.repeat(100)))));
  },
};

const TLS: typeof PLAIN = {
  'sent nothing': (emulator) => dial(emulator),
  'sent half a TLS handshake': (emulator) => dial(emulator, Buffer.from([22, 3, 1, 2, 0, 1, 0, 1])),
  'sent plain HTTP': (emulator) => dial(emulator, GET),
  async 'sent half a body'(emulator) {
    const socket = await dialTls(emulator);
    socket.write(POST);
    return socket;
  },
  'has a WebSocket and never answers': async (emulator) => webSocket(await dialTls(emulator)),
};

describe.each([
  ['http', false, PLAIN],
  ['https', true, TLS],
] as const)('close() ends within a second over %s', (_, tls, peers) => {
  test.each(Object.entries(peers))('with a client that %s', async (_, open) => {
    const emulator = await listen(tls);
    await expectClosed(emulator, [await open(emulator)]);
  });

  test('with five of each', async () => {
    const emulator = await listen(tls);
    const all = Object.values(peers).flatMap((open) => Array.from({ length: 5 }, () => open(emulator)));
    await expectClosed(emulator, await Promise.all(all));
  });
});

test('close() ends within a second during a response that takes longer', async () => {
  const { emulator } = await start({ faults: [{ trickle: { bytes: 1, everyMs: 60_000 } }, { delayMs: 60_000 }] });
  const slow = [await dial(emulator, GET), await dial(emulator, GET)];
  await expect.poll(() => emulator.requests.length).toBe(2);
  await expectClosed(emulator, slow);
});

test('close() tells every client on a socket', async () => {
  const { emulator } = await start();
  const sockets = [await webSocket(await dial(emulator)), await webSocket(await dial(emulator))];
  const frames = sockets.map((socket) => once(socket, 'data'));
  await expectClosed(emulator, sockets);
  for (const frame of frames) {
    const [bytes] = (await frame) as [Buffer];
    expect([bytes[0], bytes.readUInt16BE(2)]).toEqual([0x88, 1001]);
  }
});

test('a client on a socket that answers the close is not waited for', async () => {
  const { emulator } = await start();
  const socket = await webSocket(await dial(emulator));
  socket.on('data', () => socket.end(maskedFrame(0x88, Buffer.from([0x03, 0xe9]))));
  const before = performance.now();
  await emulator.close();
  expect(performance.now() - before).toBeLessThan(150);
});

describe('a client on a socket', () => {
  test('that never reads is cut off', { timeout: 30_000 }, async () => {
    const started = await start();
    const { jwt } = await login(started);
    const socket = await webSocket(await dial(started.emulator));
    socket.write(sayJson({ type: 'auth', appId: 'emulator-app', body: { auth: jwt } }));
    await once(socket, 'data');
    socket.pause();
    const pings = Buffer.concat(Array.from({ length: 2000 }, () => sayJson({ action: 'ping', ack: 'true' })));
    const ended = new Promise((resolve) => socket.on('close', resolve));
    const write = () => {
      if (!socket.destroyed) socket.write(pings, () => setImmediate(write));
    };
    write();
    await ended;
  });

  test('that sends faster than it is answered is read no further, and nothing is lost', async () => {
    const held: ((admitted: boolean) => void)[] = [];
    const sockets = createSockets(() => new Promise((resolve) => held.push(resolve)));
    const server = createServer().on('upgrade', sockets.accept).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const socket = await webSocket(await dial({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
    const messages = 500;
    const message = sayJson({ type: 'auth', appId: 'x', body: { auth: 'x'.repeat(60_000) } });
    for (let sent = 0; sent < messages; sent += 1) socket.write(message);
    await expect.poll(() => held.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(socket.writableLength).toBeGreaterThan(10 * message.length);
    let answers = 0;
    socket.on('data', (bytes: Buffer) => {
      answers += bytes.toString('latin1').split('"401"').length - 1;
    });
    const release = setInterval(() => held.splice(0).map((resolve) => resolve(false)));
    await expect.poll(() => answers, { timeout: 5000 }).toBe(messages);
    clearInterval(release);
    socket.destroy();
  });
});

/** Whether the server has not ended the connection yet. */
function isOpen(socket: Socket): boolean {
  return !socket.readableEnded && !socket.destroyed;
}

async function expectClosed(emulator: Emulator, sockets: Socket[]): Promise<void> {
  const before = performance.now();
  await emulator.close();
  expect(performance.now() - before).toBeLessThan(1000);
  // A client that does not read would not see the end either.
  for (const socket of sockets) socket.resume();
  await expect.poll(() => sockets.filter(isOpen)).toEqual([]);
}
