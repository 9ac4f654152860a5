import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { readText } from '../../../src/server/request-body.js';
import { deferred } from '../../support/client-support.js';
import { stopClock } from '../../support/fake-time.js';

const MB = 1_048_576;

async function serve(handler: (request: Request) => Response | Promise<Response>): Promise<Server> {
  const server = createServer(toNodeHandler(handler)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return server;
}

/** A client that sends the head of a request and then writes its body for as long as the server takes it. */
function upload(server: Server, { method = 'POST', contentLength = 1000 * MB, bytes = 1000 * MB } = {}) {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let text = '';
  let sent = 0;
  let isClosed = false;
  socket.setEncoding('latin1').on('data', (part) => {
    text += part;
  });
  socket
    .on('error', () => undefined)
    .on('close', () => {
      isClosed = true;
    });
  socket.write(`${method} / HTTP/1.1\r\nHost: a.example\r\nContent-Length: ${contentLength}\r\n\r\n`);
  void pump(socket, () => {
    const size = Math.min(65_536, bytes - sent);
    sent += size;
    return size;
  });
  return { socket, text: () => text, sent: () => sent, isClosed: () => isClosed };
}

async function pump(socket: Socket, nextSize: () => number): Promise<void> {
  for (let size = nextSize(); size > 0 && !socket.destroyed; size = nextSize())
    if (!socket.write(Buffer.alloc(size)))
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined);
}

const refuse = () => new Response('no', { status: 401 });

describe('a large body that nobody reads', () => {
  test.each<[string, string, (request: Request) => Response | Promise<Response>]>([
    ['not touched', 'POST', refuse],
    ['not touched, of a GET', 'GET', refuse],
    [
      'read to a limit',
      'POST',
      async (request) => ((await readText(request, 100_000)).problem ? refuse() : new Response()),
    ],
    [
      'read in part',
      'POST',
      async (request) => {
        await request.body?.getReader().read();
        return refuse();
      },
    ],
    [
      'copied',
      'POST',
      async (request) => {
        const copy = request.clone();
        await copy.body?.getReader().read();
        return refuse();
      },
    ],
  ])('%s: the response arrives, and the connection is closed before more comes', async (_, method, handler) => {
    // The size alone closes it, not the time.
    stopClock();
    const client = upload(await serve(handler), { method });
    await expect.poll(client.isClosed, { timeout: 4_000 }).toBe(true);
    expect(client.text()).toMatch(/^HTTP\/1\.1 401 /);
    expect(client.text()).toContain('no');
    expect(client.sent()).toBeLessThan(100 * MB);
  });

  test('of which nothing more comes: the connection is closed after a second', async () => {
    stopClock();
    const client = upload(await serve(refuse), { bytes: 1000 });
    await expect.poll(client.text).toContain('401');
    vi.advanceTimersByTime(999);
    expect(client.isClosed()).toBe(false);
    vi.advanceTimersByTime(1);
    await expect.poll(client.isClosed).toBe(true);
  });
});

describe('a small body that nobody reads', () => {
  test.each([100, 500_000])('of %i bytes is discarded, and the connection goes on', async (length) => {
    stopClock();
    const client = upload(await serve(refuse), { contentLength: length, bytes: length });
    for (let responses = 1; responses <= 3; responses++) {
      await expect.poll(() => client.text().split('HTTP/1.1 401').length - 1).toBe(responses);
      await expect.poll(() => vi.getTimerCount()).toBe(0);
      vi.advanceTimersByTime(5_000);
      client.socket.write('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n');
    }
    expect(client.isClosed()).toBe(false);
  });
});

test('a large body that is read is not cut, however slowly', async () => {
  stopClock();
  const ready = deferred();
  let bytes = 0;
  const server = await serve(async (request) => {
    await ready.promise;
    for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) bytes += part.length;
    return new Response(String(bytes));
  });
  const client = upload(server, { contentLength: 5 * MB, bytes: 5 * MB });
  await expect.poll(client.sent).toBeGreaterThan(65_536);
  vi.advanceTimersByTime(60_000);
  ready.resolve();
  await expect.poll(client.text, { timeout: 5_000 }).toContain(String(5 * MB));
});
