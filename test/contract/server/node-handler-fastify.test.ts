import type { AddressInfo } from 'node:net';
import { createTokenEndpoint, createUserSyncEndpoint, toNodeHandler } from 'cometchat-users/server';
import fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Webhook } from '../../../src/server/vendor/standardwebhooks.js';
import { backendInProcess } from '../../support/endpoint-support.js';
import { post } from '../../support/http-support.js';

type Routes = Record<string, (request: Request) => Response | Promise<Response>>;

/**
 * Serves routes as docs/server.md shows: nothing parses their bodies, and `reply.hijack()` leaves the response to the handler. Fastify parses
 * the bodies of `parsedRoutes`.
 */
async function serve(routes: Routes, parsedRoutes: Routes = {}) {
  const app = fastify({ forceCloseConnections: true });
  app.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const [path, handler] of Object.entries(routes)) {
      const listener = toNodeHandler(handler);
      scope.post(path, (request, reply) => {
        reply.hijack();
        return listener(request.raw, reply.raw);
      });
    }
  });
  app.post('/json', async ({ body }) => ({ body }));
  for (const [path, handler] of Object.entries(parsedRoutes)) {
    const listener = toNodeHandler(handler);
    app.post(path, (request, reply) => {
      reply.hijack();
      return listener(request.raw, reply.raw);
    });
  }
  await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

describe('under Fastify', () => {
  test('the function gets the request with its body, and the response is its own', async () => {
    const url = await serve({
      '/echo': async (request) =>
        new Response(`${request.method} ${request.url} ${await request.text()}`, {
          status: 201,
          headers: { 'x-one': '1' },
        }),
    });
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const response = await post(`${url}/echo?a=b`, '{ "a": 1 }', { 'content-type': type });
      expect([response.status, response.headers.get('x-one')]).toEqual([201, '1']);
      expect(await response.text()).toBe(`POST ${url}/echo?a=b { "a": 1 }`);
    }
    expect(await (await post(`${url}/json`, { a: 1 })).json()).toEqual({ body: { a: 1 } });
  });

  test('a token endpoint gives tokens, and reads the reason', async () => {
    const { admin, emulator } = backendInProcess();
    const endpoint = createTokenEndpoint({ admin, authenticate: () => ({ uid: 'kevin' }), reuse: true });
    const url = await serve({ '/token': endpoint });
    for (const reason of ['login', 'tokenRevoked']) {
      const response = await post(`${url}/token`, { reason });
      expect(response.status).toBe(200);
      expect(emulator.users.authTokens('kevin')).toContain((await response.json()).authToken);
    }
  });

  test('a webhook keeps the bytes that its signature covers', async () => {
    const { admin, emulator } = backendInProcess();
    const secret = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
    const endpoint = createUserSyncEndpoint({
      admin,
      secret,
      map: ({ data, timestamp: at }) => ({ action: 'ensure', user: { uid: String(data.id), name: 'Ann' }, at }),
    });
    const url = await serve({ '/sync': endpoint });
    const now = new Date();
    const body = `{ "type": "user.created",  "timestamp": "${now.toISOString()}", "data": { "id": "ann" } }`;
    const headers = {
      'webhook-id': 'm-1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('m-1', now, body),
    };
    const response = await post(`${url}/sync`, body, headers);
    expect(await response.json()).toEqual({ outcome: 'created' });
    expect(emulator.users.get('ann')).toMatchObject({ name: 'Ann' });
  });

  test('a body that Fastify has parsed is lost: a token endpoint serves a login, and a webhook is a 500', async () => {
    const { admin } = backendInProcess();
    const errors: unknown[] = [];
    const token = createTokenEndpoint({ admin, authenticate: () => ({ uid: 'kevin' }), reuse: true });
    const sync = createUserSyncEndpoint({
      admin,
      secret: `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`,
      map: () => null,
      onError: (error) => errors.push(error),
    });
    const url = await serve({}, { '/token': token, '/sync': sync });
    expect((await post(`${url}/token`, { reason: 'login' })).status).toBe(200);
    expect((await post(`${url}/sync`, { type: 'user.created' })).status).toBe(500);
    expect(errors).toHaveLength(1);
  });

  test('a client that goes away aborts the signal', async () => {
    let signal: AbortSignal | undefined;
    const url = await serve({
      '/slow': (request) => {
        signal = request.signal;
        return new Promise(() => undefined);
      },
    });
    const controller = new AbortController();
    const gone = fetch(`${url}/slow`, { method: 'POST', body: 'a', signal: controller.signal });
    await expect.poll(() => signal).toBeDefined();
    controller.abort();
    await expect(gone).rejects.toThrow();
    await expect.poll(() => signal?.aborted).toBe(true);
  });
});
