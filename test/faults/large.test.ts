import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createClient, tokenFrom } from 'cometchat-users';
import { createAdmin } from 'cometchat-users/server';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { KEY, kevin, onceOf, rejection, reply, startServer, success, TOKEN, timeOf } from './faults-support.js';

const MB = 2 ** 20;
const tooLarge = { code: 'BAD_RESPONSE', kind: 'badResponse', retryable: false, attempts: 1, status: 200 };

/** A user as a response of exactly this many bytes. */
function ofBytes(bytes: number): string {
  const empty = JSON.stringify({ data: { ...kevin, note: '' } });
  return empty.replace('"note":""', `"note":"${'x'.repeat(bytes - empty.length)}"`);
}

const closing: (() => void)[] = [];
afterAll(() => closing.forEach((close) => void close()));

/** A server that sends chunks until it has sent a hundred megabytes or the client disconnects. */
async function flood(chunk: Buffer, everyMs = 0, headers: Record<string, string> = {}) {
  const seen = { sent: 0, isGone: false };
  const server = createServer(async (request, response) => {
    request.resume();
    response.on('close', () => {
      seen.isGone = true;
    });
    response.writeHead(200, headers);
    while (!seen.isGone && seen.sent < 100 * MB) {
      seen.sent += chunk.length;
      if (!response.write(chunk)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
      if (everyMs > 0) await new Promise((resume) => setTimeout(resume, everyMs));
    }
    response.end();
  }).listen(0, '127.0.0.1');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a response that is too large', () => {
  test('without a Content-Length is read to 4 MB, and its connection is closed', async () => {
    const { url, seen } = await flood(Buffer.alloc(MB, 'x'));
    const error = await rejection(onceOf({ url }, { attemptTimeout: 8_000, timeout: 9_000 }).login(TOKEN));
    expect(error).toMatchObject({
      ...tooLarge,
      operation: 'login',
      message: expect.stringContaining('maxResponseBytes'),
    });
    await vi.waitFor(() => expect(seen.isGone).toBe(true));
    // The sockets of both sides buffer some bytes more.
    expect(seen.sent).toBeLessThan(30 * MB);
  });

  test('with a Content-Length is not read', async () => {
    const server = await startServer(reply(200, '', { 'content-length': String(4 * MB + 1) }));
    const call = onceOf(server).login(TOKEN);
    expect(await timeOf(call)).toBeLessThan(4_000);
    expect(await rejection(call)).toMatchObject(tooLarge);
    await vi.waitFor(() => expect(server.pending()).toBe(0));
  });

  test('is found when only the decompressed body is too large', async () => {
    const packed = gzipSync(Buffer.alloc(50 * MB, 'x'));
    const { url } = await flood(packed, 60_000, { 'content-encoding': 'gzip' });
    const error = await rejection(onceOf({ url }, { attemptTimeout: 8_000, timeout: 9_000 }).login(TOKEN));
    expect(error).toMatchObject(tooLarge);
  });

  test('and endless, in a trickle, ends with the attempt', async () => {
    const { url, seen } = await flood(Buffer.from('{"data":'), 20);
    const error = await rejection(onceOf({ url }, { attemptTimeout: 300 }).login(TOKEN));
    expect(error).toMatchObject({ code: 'REQUEST_TIMEOUT', attempts: 1 });
    await vi.waitFor(() => expect(seen.isGone).toBe(true));
  });

  test('is measured exactly: 4 MB are read, one byte more is refused', async () => {
    const fits = await startServer(reply(200, ofBytes(4 * MB)));
    await expect(
      onceOf(fits, { attemptTimeout: 15_000, timeout: 20_000 }).createUser(kevin, KEY),
    ).resolves.toMatchObject(kevin);
    const over = await startServer(reply(200, ofBytes(4 * MB + 1)));
    expect(
      await rejection(onceOf(over, { attemptTimeout: 15_000, timeout: 20_000 }).createUser(kevin, KEY)),
    ).toMatchObject(tooLarge);
  });

  test('respects the option of a client or an admin', async () => {
    const { url } = await startServer(reply(200, ofBytes(2_000)));
    const options = { appId: 'app', region: 'us', emulator: url };
    const admin = (maxResponseBytes: number) => createAdmin({ ...options, apiKey: KEY, maxResponseBytes }).users;
    expect(await rejection(onceOf({ url }, { maxResponseBytes: 1_999 }).createUser(kevin, KEY))).toMatchObject(
      tooLarge,
    );
    expect(await rejection(admin(1_999).get('kevin'))).toMatchObject(tooLarge);
    await expect(onceOf({ url }, { maxResponseBytes: 2_000 }).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
    await expect(admin(2_000).get('kevin')).resolves.toMatchObject(kevin);
  });

  test('from a token endpoint is refused too', async () => {
    const { url, seen } = await flood(Buffer.alloc(MB, 'x'));
    const error = await rejection(Promise.resolve(tokenFrom(url)({ reason: 'login' })));
    expect(error).toMatchObject({ code: 'BAD_RESPONSE', status: 200 });
    await vi.waitFor(() => expect(seen.isGone).toBe(true));
  });
});

describe('on a platform without streams, such as React Native', () => {
  /** A response whose text only can be read. */
  const plain = (text: string) => ({ status: 200, headers: new Headers(), type: 'default', text: async () => text });
  const clientOf = (text: string) =>
    createClient({ appId: 'app', region: 'us', fetch: async () => plain(text) as unknown as Response });

  test('the text is read, and its length is counted in bytes', async () => {
    await expect(clientOf(ofBytes(4 * MB)).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
    expect(await rejection(clientOf(ofBytes(4 * MB + 1)).createUser(kevin, KEY))).toMatchObject(tooLarge);
    const twoBytesEach = JSON.stringify({ data: { ...kevin, note: 'é'.repeat(2 * MB) } });
    expect(await rejection(clientOf(twoBytesEach).createUser(kevin, KEY))).toMatchObject(tooLarge);
  });
});

test('a character that is split between two chunks is read correctly', async () => {
  const bytes = Buffer.from(JSON.stringify({ data: { ...kevin, name: 'Zoë 😀' } }));
  const head = `HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  const server = await startServer(async (socket) => {
    socket.write(head);
    for (const byte of bytes) {
      socket.write(Buffer.from([byte]));
      await new Promise((resume) => setTimeout(resume, 1));
    }
  });
  expect((await onceOf(server).createUser(kevin, KEY)).getName()).toBe('Zoë 😀');
});

test('a response that fits is read to its end', async () => {
  await expect(onceOf(await startServer(success())).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
});
