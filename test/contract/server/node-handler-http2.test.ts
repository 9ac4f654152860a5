import { once } from 'node:events';
import {
  type ClientHttp2Stream,
  connect,
  createSecureServer,
  createServer,
  type Http2Server,
  type OutgoingHttpHeaders,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { keyPairFor } from '../../../src/emulator/node/tls.js';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { deferred } from '../../support/client-support.js';
import { stopClock } from '../../support/fake-time.js';

/** Responds with what the function got. */
const echo = toNodeHandler(async (request) => {
  const headers = new Headers({ 'x-one': '1', connection: 'close' });
  headers.append('set-cookie', 'a=1');
  headers.append('set-cookie', 'b=2');
  const { method, url } = request;
  return Response.json({ method, url, body: await request.text(), names: [...request.headers.keys()] }, { headers });
});

const keyPair = keyPairFor(true, '127.0.0.1');
if (!keyPair) throw new Error('There is no certificate.');

/** A server of HTTP/2 and a client that is connected to it. */
async function start(server: Http2Server, scheme: 'http' | 'https' = 'http') {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = connect(`${scheme}://${authority}`, { ca: keyPair?.cert });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const send = (headers: OutgoingHttpHeaders, body?: string) => {
    const stream = client.request(headers);
    if (body !== undefined) stream.end(body);
    return stream;
  };
  return { authority, client, send };
}

async function read(stream: ClientHttp2Stream) {
  const [headers] = await once(stream, 'response');
  const text = Buffer.concat(await stream.toArray()).toString();
  return { headers, text };
}

describe('a server of node:http2', () => {
  test('gives the function the URL from :authority, and the body', async () => {
    const { authority, send } = await start(createServer(echo));
    const { headers, text } = await read(send({ ':method': 'POST', ':path': '/a?b', 'x-two': '2' }, 'body'));
    expect(JSON.parse(text)).toEqual({
      method: 'POST',
      url: `http://${authority}/a?b`,
      body: 'body',
      names: ['x-two'],
    });
    expect(headers).toMatchObject({ ':status': 200, 'x-one': '1', 'set-cookie': ['a=1', 'b=2'] });
  });

  // Node prints such a warning once in a process, so the test looks at the headers that are set.
  test('leaves out headers about one connection, of which Node would warn', async () => {
    const names: string[] = [];
    const server = createServer((request, response) => {
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (name, value) => {
        names.push(name);
        return setHeader(name, value);
      };
      return echo(request, response);
    });
    const { send } = await start(server);
    await read(send({ ':path': '/a' }));
    expect(names).toEqual(['content-type', 'x-one', 'set-cookie']);
  });

  test('with TLS makes the URL https', async () => {
    const { authority, send } = await start(createSecureServer({ ...keyPair }, echo), 'https');
    const { text } = await read(send({ ':path': '/a' }));
    expect(JSON.parse(text).url).toBe(`https://${authority}/a`);
  });

  test('prefers :authority to a Host header, and refuses one that is not a host', async () => {
    const { authority, send } = await start(createServer(echo));
    const { text } = await read(send({ ':path': '/a', ':authority': authority, host: 'evil.example' }));
    expect(JSON.parse(text).url).toBe(`http://${authority}/a`);
    const onlyHost = await read(send({ ':path': '/a', host: 'a.example' }));
    expect(JSON.parse(onlyHost.text).url).toBe('http://a.example/a');
    const { headers } = await read(send({ ':path': '/a', ':authority': 'a@b' }));
    expect(headers[':status']).toBe(400);
  });

  test('aborts the signal when the client cancels, and not after a response', async () => {
    const signals: AbortSignal[] = [];
    const begun = deferred();
    const handler = toNodeHandler(({ url, signal }) => {
      signals.push(signal);
      if (url.endsWith('/fast')) return new Response('ok');
      begun.resolve();
      return new Promise(() => undefined);
    });
    const { send } = await start(createServer(handler));
    await read(send({ ':path': '/fast' }));
    const slow = send({ ':path': '/slow' });
    slow.on('error', () => undefined);
    await begun.promise;
    slow.close();
    await expect.poll(() => signals[1]?.aborted).toBe(true);
    expect(signals[0]?.aborted).toBe(false);
  });

  test.each([
    ['not touched', async () => new Response('no', { status: 401 })],
    [
      'read in part',
      async (request: Request) => {
        await request.body?.getReader().read();
        return new Response('no', { status: 401 });
      },
    ],
  ])('ends the stream of a large body that is %s; the connection goes on', async (_, handler) => {
    stopClock();
    const { send } = await start(createServer(toNodeHandler(handler)));
    const stream = send({ ':method': 'POST', ':path': '/' });
    stream.on('error', () => undefined);
    let isClosed = false;
    stream.on('close', () => {
      isClosed = true;
    });
    stream.write(Buffer.alloc(100_000));
    const [headers] = await once(stream, 'response');
    expect(headers[':status']).toBe(401);
    stream.resume();
    // The client sends no more, and does not end its body.
    await expect.poll(() => isClosed || vi.getTimerCount() > 0).toBe(true);
    vi.advanceTimersByTime(1_000);
    await expect.poll(() => isClosed).toBe(true);
    const next = send({ ':path': '/' });
    expect((await read(next)).text).toBe('no');
  });
});
