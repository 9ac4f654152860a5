import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { maskedFrame, sayJson, socketRequest } from '../../support/web-socket-frames.js';
import { login, start } from './emulator-support.js';
import { type Leaving, type SocketScript, socketScript, tlsScript } from './fuzz/socket-frames.js';

// vitest fails a run in which an error was caught by nobody: in an app it would end the process.

/** `npm run soak` sends 100,000. `SOCKET_FUZZ_SEED` and the path that a failure prints repeat one. */
const FRAMES = Number(process.env.SOCKET_FRAMES ?? 5_000);
const SEED = Number(process.env.SOCKET_FUZZ_SEED ?? 20_261_121);

/** Fewer than the average, so that the total is reached. */
const FRAMES_OF_A_CLIENT = 8;

/** How long a client waits for the server, in milliseconds. */
const WAIT_MS = 5;

/** How long it waits at most for the response to a usual handshake. */
const ANSWER_MS = 1000;

test('random frames and handshakes end one connection and nothing else', { timeout: 1_200_000 }, async () => {
  const started = await start();
  const { jwt } = await login(started);
  const usual = await openUsual(started.emulator, jwt);
  let sent = 0;
  let open = 0;
  const clients = fc.array(socketScript, { minLength: 4, maxLength: 12, size: 'max' });
  await fc.assert(
    fc.asyncProperty(clients, async (scripts) => {
      const heads = await Promise.all(scripts.map((script) => play(started.emulator, script)));
      sent += scripts.reduce((sum, { frames }) => sum + frames.length, 0);
      open += heads.filter((head) => head.startsWith('HTTP/1.1 101')).length;
      for (const head of heads) expect(head).not.toMatch(/^HTTP\/1\.1 5/);
      await usual.ping();
    }),
    { numRuns: Math.ceil(FRAMES / FRAMES_OF_A_CLIENT / 8), seed: SEED, endOnFailure: true },
  );
  process.stdout.write(`fuzz sockets: seed ${SEED}, ${sent} frames, ${open} sockets\n`);
  expect(sent).toBeGreaterThanOrEqual(FRAMES);
  expect(open).toBeGreaterThan(sent / FRAMES_OF_A_CLIENT / 4);
  await expectQuickClose(started.emulator);
});

test('random bytes instead of TLS end one connection and nothing else', { timeout: 120_000 }, async () => {
  const emulator = await listenTls();
  const clients = fc.array(tlsScript, { minLength: 4, maxLength: 12, size: 'max' });
  await fc.assert(
    fc.asyncProperty(clients, async (scripts) => {
      await Promise.all(scripts.map((script) => play(emulator, script)));
    }),
    { numRuns: Math.ceil(FRAMES / 200), seed: SEED, endOnFailure: true },
  );
  const socket = connectTls({ ...addressOf(emulator), rejectUnauthorized: false });
  onTestFinished(() => void socket.destroy());
  socket.write(socketRequest());
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 101/);
  await expectQuickClose(emulator);
});

test.each([
  ['http', false],
  ['https', true],
])(
  'a client over %s may end its connection after any byte of its conversation',
  { timeout: 60_000 },
  async (_, tls) => {
    const emulator = tls ? await listenTls() : (await start()).emulator;
    const conversation = Buffer.concat([
      Buffer.from(socketRequest()),
      sayJson({ type: 'auth', appId: 'emulator-app', body: { auth: 'a.b.c' } }),
      maskedFrame(0x89, 'x'),
      maskedFrame(0x01, '{"action":'),
      maskedFrame(0x80, '"ping"}'),
      maskedFrame(0x88, Buffer.from([0x03, 0xe8])),
    ]);
    const step = tls ? 23 : 1;
    for (const leaving of ['reset', 'destroy', 'end'] as const) {
      for (let from = 0; from <= conversation.length; from += step * 16) {
        const lengths = Array.from({ length: 16 }, (_, index) => from + index * step);
        await Promise.all(
          lengths.map((length) => leaveAfter(emulator, tls, conversation.subarray(0, length), leaving)),
        );
      }
    }
    await expectQuickClose(emulator);
  },
);

async function listenTls(): Promise<Emulator> {
  const emulator = createEmulator();
  onTestFinished(() => emulator.close());
  await emulator.listen({ port: 0, tls: true });
  return emulator;
}

function addressOf({ url }: Emulator): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

/** Plays the part of one client; resolves with what the server sent first. */
async function play(emulator: Emulator, { handshake, frames, leaving }: SocketScript): Promise<string> {
  const socket = connect({ ...addressOf(emulator), allowHalfOpen: true }).on('error', () => {});
  let said = '';
  socket.on('data', (bytes) => {
    if (said === '') said = bytes.toString('latin1');
  });
  socket.write(handshake);
  const head = once(socket, 'data').catch(() => {});
  // The server may expect more bytes after any other handshake.
  await Promise.race([head, wait(handshake === socketRequest() ? ANSWER_MS : WAIT_MS)]);
  for (const frame of frames) {
    if (socket.destroyed) break;
    socket.write(frame);
  }
  await leave(socket, leaving);
  return said;
}

async function leaveAfter(emulator: Emulator, tls: boolean, bytes: Uint8Array, leaving: Leaving): Promise<void> {
  const raw = connect({ ...addressOf(emulator), allowHalfOpen: true }).on('error', () => {});
  await once(raw, 'connect');
  const socket = tls ? connectTls({ socket: raw, rejectUnauthorized: false }).on('error', () => {}) : raw;
  if (tls && bytes.length % 2 === 0) await once(socket, 'secureConnect');
  socket.resume();
  await new Promise((resolve) => {
    socket.write(bytes, resolve);
    setTimeout(resolve, WAIT_MS);
  });
  await leave(raw, leaving);
}

async function leave(socket: Socket, leaving: Leaving): Promise<void> {
  if (leaving === 'reset') socket.resetAndDestroy();
  else if (leaving === 'end') socket.end();
  await wait();
  socket.destroy();
}

const wait = (ms = WAIT_MS) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A client that behaves, and stays connected. */
async function openUsual(emulator: Emulator, jwt: string) {
  const socket = connect(addressOf(emulator));
  onTestFinished(() => void socket.destroy());
  const next = async () => String((await once(socket, 'data'))[0]);
  socket.write(socketRequest());
  expect(await next()).toContain('101');
  socket.write(sayJson({ type: 'auth', appId: 'emulator-app', body: { auth: jwt } }));
  expect(await next()).toContain('"200"');
  return {
    async ping() {
      socket.write(sayJson({ action: 'ping', ack: 'true' }));
      expect(await next()).toContain('"pong"');
    },
  };
}

/** No connection is left that keeps the server from closing. */
async function expectQuickClose(emulator: Emulator): Promise<void> {
  const before = performance.now();
  await emulator.close();
  expect(performance.now() - before).toBeLessThan(1000);
}
