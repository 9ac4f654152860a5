import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type ClientOptions, type CometChatClient, type CometChatException, createClient } from 'cometchat-users';
import { afterAll, expect } from 'vitest';
import { useShortWaits } from '../support/short-waits.js';

/** The credentials of these tests. They are canaries whose form is not masked automatically. */
export const TOKEN = 'canary-auth-token';
export const KEY = 'canary-auth-key';

useShortWaits();

// The platform loads its fetch at the first use. Do that outside of a test's time.
await fetch('data:,');

/** Open servers. They are closed at the end of the file, because the tests of a file may run concurrently. */
const open: (() => unknown)[] = [];
afterAll(() => Promise.all(open.map((close) => close())));

/** A request as it arrived. */
interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly at: number;
}

/** How the server treats one request. */
export type Step = (socket: Socket, request: Received) => unknown;

export interface Server {
  readonly url: string;
  /** Every request, in order. */
  readonly received: readonly Received[];
  readonly sockets: ReadonlySet<Socket>;
  /** The number of requests whose connections are open. */
  pending(): number;
  close(): Promise<void>;
}

/** Starts a server on a real socket that plays one step per request. The last step repeats. */
export async function startServer(...steps: Step[]): Promise<Server> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const used = new Set<Socket>();
  const server = createServer((socket) => {
    let buffer = '';
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.setEncoding('utf8').on('data', (chunk) => {
      buffer += chunk;
      const request = parse(buffer);
      if (!request) return;
      buffer = '';
      const step = steps[Math.min(received.length, steps.length - 1)];
      received.push(request);
      used.add(socket);
      step?.(socket, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((closed) => server.close(closed));
  };
  open.push(close);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, received, sockets, pending: () => [...used].filter((socket) => sockets.has(socket)).length, close };
}

function parse(text: string): Received | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const [method = '', path = ''] = first.split(' ');
  const headers = Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/s, 2)));
  const body = text.slice(end + 4);
  const length = Number(headers['content-length'] ?? 0);
  return Buffer.byteLength(body) < length ? undefined : { method, path, headers, body, at: performance.now() };
}

/** Writes text unchanged: a response, or a part of one. */
export const raw =
  (...pieces: string[]): Step =>
  (socket) =>
    pieces.forEach((piece) => void socket.write(piece));

/** A whole response. */
export function reply(status: number, body: unknown = '', headers: Record<string, string> = {}): Step {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { 'content-length': String(Buffer.byteLength(text)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return raw(`HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n${status === 204 ? '' : text}`);
}

/** The head of a response whose body comes later. */
export const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n';

export const kevin = { uid: 'kevin', name: 'Kevin' };
export const success = (data: object = kevin) => reply(200, { data });
export const refusal = (status: number, code: string, headers?: Record<string, string>) =>
  reply(status, { error: { code, message: `${code}.` } }, headers);
export const silence: Step = () => undefined;
export const hangUp: Step = (socket) => socket.destroy();
export const reset: Step = (socket) => socket.resetAndDestroy();

/** Runs one step after another for the same request. */
export const both =
  (...steps: Step[]): Step =>
  async (socket, request) => {
    for (const step of steps) await step(socket, request);
  };

/** A pause within a step. */
export const pause =
  (ms: number): Step =>
  () =>
    new Promise((resume) => setTimeout(resume, ms));

/** Creates a client of a server, with short timeouts. */
export function clientOf({ url }: { url: string }, options: Partial<ClientOptions> = {}): CometChatClient {
  const client = createClient({
    appId: 'app',
    region: 'us',
    emulator: url,
    attemptTimeout: 2_000,
    timeout: 5_000,
    ...options,
  });
  open.push(() => client.dispose());
  return client;
}

/** Creates a client that does not retry. */
export const onceOf = (server: { url: string }, options: Partial<ClientOptions> = {}) =>
  clientOf(server, { retry: { limit: 0 }, ...options });

/** Returns the error of a rejected promise, which must be a `CometChatException` without a credential. */
export async function rejection(promise: Promise<unknown>): Promise<CometChatException> {
  const error = await promise.then(
    (value) => expect.fail(`It resolved with ${JSON.stringify(value)}.`),
    (reason) => reason,
  );
  expect(error).toMatchObject({ name: 'CometChatException', code: expect.any(String), kind: expect.any(String) });
  return error;
}

/** Returns how long a promise takes to settle, in ms. */
export async function timeOf(promise: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await promise.catch(() => undefined);
  return performance.now() - begun;
}
