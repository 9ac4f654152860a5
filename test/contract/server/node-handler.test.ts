import { once } from 'node:events';
import { createServer as createTlsServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keyPairFor } from '../../../src/emulator/node/tls.js';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { listen, post, raw } from '../../support/http-support.js';

/** Responds with the parts of the request that the function got. */
const echo = toNodeHandler(async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  }),
);

describe('the request of the function', () => {
  test('has method, URL, headers and body', async () => {
    const url = await listen(echo);
    const answer = await (
      await post(`${url}/a/b?c=d%20e`, { name: 'Ann ☃' }, { 'x-one': '1', cookie: 'a=1; b=2' })
    ).json();
    expect(answer).toMatchObject({
      method: 'POST',
      url: `${url}/a/b?c=d%20e`,
      headers: { 'x-one': '1', cookie: 'a=1; b=2' },
      body: '{"name":"Ann ☃"}',
    });
  });

  test('has the whole path below a mount of Express', async () => {
    const app = express();
    app.use('/api', express.Router().post('/token', echo));
    const url = await listen(app);
    expect((await (await post(`${url}/api/token`)).json()).url).toBe(`${url}/api/token`);
  });

  test('ignores forwarded headers in its URL', async () => {
    const url = await listen(echo);
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
    };
    expect((await (await post(url, {}, headers)).json()).url).toBe(`${url}/`);
  });

  test('has https if the connection has', async () => {
    const pair = keyPairFor(true, '127.0.0.1');
    if (!pair) throw new Error('no certificate');
    const server = createTlsServer(pair, echo).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const [incoming] = await once(get(`https://127.0.0.1:${port}/a`, { ca: pair.cert, agent: false }), 'response');
    const answer = JSON.parse(Buffer.concat(await incoming.toArray()).toString());
    expect(answer.url).toBe(`https://127.0.0.1:${port}/a`);
  });

  test.each([
    ['a whole URL in the place of a path', 'GET http://evil.example/a?b HTTP/1.1', '/a?b'],
    ['a path that begins like one', 'GET //evil.example/a HTTP/1.1', '//evil.example/a'],
    ['an asterisk', 'OPTIONS * HTTP/1.1', '/*'],
  ])('has the host of the connection if there is %s', async (_, line, path) => {
    const url = await listen(echo);
    const { host } = new URL(url);
    const answer = await raw(url, `${line}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toContain(`"url":"http://${host}${path}"`);
  });

  test.each(['evil.example/x', 'a@b', 'a b', '[::1'])(
    'with a Host header that is not a host (%s) is a 400',
    async (host) => {
      const url = await listen(echo);
      const answer = await raw(url, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    },
  );

  test('streams: the function reads the first part before the last is sent', async () => {
    const parts: string[] = [];
    const url = await listen(
      toNodeHandler(async (request) => {
        for await (const part of request.body as unknown as AsyncIterable<Uint8Array>)
          parts.push(Buffer.from(part).toString());
        return new Response('done');
      }),
    );
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode('first'));
        for (let turn = 0; turn < 200 && parts.length === 0; turn++) await wait(10);
        controller.enqueue(new TextEncoder().encode(`second after ${parts.join()}`));
        controller.close();
      },
    });
    const init = { method: 'POST', body, duplex: 'half' };
    expect(await (await fetch(url, init)).text()).toBe('done');
    expect(parts.join(' ')).toBe('first second after first');
  });

  test('passes three megabytes unchanged, and a response of the same size', async () => {
    const url = await listen(toNodeHandler((request) => new Response(request.body)));
    const sent = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 7) % 251);
    const answer = await fetch(url, { method: 'POST', body: sent });
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(sent))).toBe(true);
  });

  test('may leave its body unread: the response comes, and the connection continues', async () => {
    const url = await listen(toNodeHandler(() => new Response('no', { status: 401 })));
    for (let turn = 0; turn < 3; turn++) {
      const answer = await fetch(url, { method: 'POST', body: 'x'.repeat(500_000) });
      expect(answer.status).toBe(401);
      expect(await answer.text()).toBe('no');
    }
  });
});

describe('a body that Express has parsed', () => {
  async function through(parser: express.RequestHandler, body: string, type: string) {
    const app = express();
    app.use(parser);
    app.post('/', echo);
    const answer = await fetch(await listen(app), { method: 'POST', body, headers: { 'content-type': type } });
    return (await answer.json()) as { body: string; headers: Record<string, string> };
  }

  test('as JSON is serialised again', async () => {
    const { body } = await through(express.json(), '{ "a": [1, "ü"] }', 'application/json');
    expect(body).toBe('{"a":[1,"ü"]}');
  });

  test('as raw bytes is unchanged', async () => {
    const { body } = await through(express.raw({ type: () => true }), '{ "a":  1 }', 'application/json');
    expect(body).toBe('{ "a":  1 }');
  });

  test('as text is unchanged', async () => {
    const { body } = await through(express.text(), 'hello', 'text/plain');
    expect(body).toBe('hello');
  });

  test('as a form becomes JSON, with the matching content type', async () => {
    const { body, headers } = await through(express.urlencoded(), 'a=1&b=2', 'application/x-www-form-urlencoded');
    expect(body).toBe('{"a":"1","b":"2"}');
    expect(headers['content-type']).toBe('application/json');
  });

  test('and that the parser ignored is read from the connection', async () => {
    const { body } = await through(express.json(), 'a,b', 'text/csv');
    expect(body).toBe('a,b');
  });
});

describe('the response of the function', () => {
  test('is written with status, headers, and each of several cookies', async () => {
    const url = await listen(
      toNodeHandler(() => {
        const headers = new Headers({ 'x-one': '1' });
        headers.append('set-cookie', 'a=1; Path=/');
        headers.append('set-cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT');
        return new Response('made', { status: 201, headers });
      }),
    );
    const answer = await fetch(url);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-one')).toBe('1');
    expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT']);
    expect(await answer.text()).toBe('made');
  });

  test('has no body for HEAD and 204', async () => {
    const url = await listen(
      toNodeHandler(
        ({ method }) => new Response(method === 'PUT' ? null : 'text', { status: method === 'PUT' ? 204 : 200 }),
      ),
    );
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const put = await fetch(url, { method: 'PUT' });
    expect([put.status, await put.text()]).toEqual([204, '']);
  });

  test('streams: the client reads the first part before the last is created', async () => {
    let go: () => void = () => undefined;
    const url = await listen(
      toNodeHandler(
        () =>
          new Response(
            new ReadableStream({
              start(controller) {
                controller.enqueue(new TextEncoder().encode('first'));
                go = () => {
                  controller.enqueue(new TextEncoder().encode('second'));
                  controller.close();
                };
              },
            }),
          ),
      ),
    );
    const reader = (await fetch(url)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first');
    go();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('second');
  });
});

describe('failures', () => {
  test.each<[string, () => Response | Promise<Response>]>([
    [
      'throws',
      () => {
        throw new Error('secret-canary-1');
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret-canary-1'))],
    ['answers what is no Response', () => undefined as unknown as Response],
  ])('a function that %s gives a 500 without details, and calls onError', async (_, fn) => {
    const told: unknown[] = [];
    const url = await listen(toNodeHandler(fn, { onError: (error) => told.push(error) }));
    const answer = await fetch(url);
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(text).not.toMatch(/canary|at |node:/);
    expect(JSON.parse(text).error.code).toBe('INTERNAL_ERROR');
    expect(told).toHaveLength(1);
  });

  test('an onError that throws changes nothing', async () => {
    const onError = () => {
      throw new Error('log is down');
    };
    const url = await listen(toNodeHandler(() => Promise.reject(new Error('x')), { onError }));
    expect((await fetch(url)).status).toBe(500);
  });

  test('a response that breaks in the middle is incomplete for the client', async () => {
    let told = 0;
    const body = () =>
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('half')),
        async pull() {
          await wait(20);
          throw new Error('broken');
        },
      });
    const url = await listen(toNodeHandler(() => new Response(body()), { onError: () => told++ }));
    const answer = await fetch(url);
    await expect(answer.text()).rejects.toThrow();
    expect(told).toBe(1);
  });

  test('a client that disconnects aborts the signal, and onError is not called', async () => {
    const told: unknown[] = [];
    let aborted = false;
    const url = await listen(
      toNodeHandler(
        (request) =>
          new Promise((_, reject) => {
            request.signal.addEventListener('abort', () => {
              aborted = true;
              reject(request.signal.reason);
            });
          }),
        { onError: (error) => told.push(error) },
      ),
    );
    await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    await expect.poll(() => aborted).toBe(true);
    expect(told).toEqual([]);
  });

  test('a client that disconnects ends the stream of a response', async () => {
    let cancelled = false;
    const url = await listen(
      toNodeHandler(
        () =>
          new Response(
            new ReadableStream({
              pull: async (controller) => {
                await wait(5);
                controller.enqueue(new Uint8Array(1000));
              },
              cancel: () => {
                cancelled = true;
              },
            }),
          ),
      ),
    );
    const controller = new AbortController();
    const answer = await fetch(url, { signal: controller.signal });
    await answer.body?.getReader().read();
    controller.abort();
    await expect.poll(() => cancelled).toBe(true);
  });

  test('a complete response does not abort the signal', async () => {
    let signal: AbortSignal | undefined;
    const url = await listen(
      toNodeHandler((request) => {
        signal = request.signal;
        return new Response('ok');
      }),
    );
    await (await fetch(url)).text();
    await wait(30);
    expect(signal?.aborted).toBe(false);
  });
});
