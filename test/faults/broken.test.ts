import { describe, expect, test } from 'vitest';
import { findSecrets } from '../support/canary.js';
import {
  both,
  clientOf,
  hangUp,
  head,
  KEY,
  kevin,
  onceOf,
  pause,
  raw,
  rejection,
  reply,
  reset,
  startServer,
  success,
  TOKEN,
} from './faults-support.js';

const lost = { code: 'FAILED_TO_FETCH', kind: 'network', retryable: true };
const strange = { code: 'BAD_RESPONSE', kind: 'badResponse', retryable: false };
const trouble = { code: 'SERVER_ERROR', kind: 'server', retryable: true };

describe.concurrent('one attempt at a server that breaks', () => {
  test.each([
    ['hangs up before an answer', hangUp, lost],
    ['resets the connection before an answer', reset, lost],
    ['resets the connection in the headers', both(raw('HTTP/1.1 200 OK\r\nx: '), pause(30), reset), lost],
    ['resets the connection in the body', both(raw(head, '{"data":'), pause(30), reset), lost],
    ['ends the connection in the body', both(raw(head, '{"data":'), pause(30), (socket) => socket.end()), lost],
    ['speaks no HTTP', raw('220 mail.acme.org ESMTP\r\n'), lost],
    ['sends a chunk that is none', raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'), lost],
    [
      'says it is gzip, and is not',
      raw('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n{"d"'),
      lost,
    ],
    ['sends JSON that is cut off (ky: a raw SyntaxError)', reply(200, '{"data":{"uid":"kev'), strange],
    ['sends no body', reply(200), strange],
    ['sends 204', reply(204), strange],
    ['sends JSON null', reply(200, 'null'), strange],
    ['sends HTML with 200', reply(200, '<html>portal</html>'), strange],
    ['sends HTML with 404', reply(404, '<html>nginx</html>'), { ...strange, status: 404 }],
    ['sends HTML with 500', reply(500, '<html>oops</html>'), { ...trouble, status: 500 }],
    ['sends 502 without a body', reply(502), { ...trouble, status: 502 }],
    ['sends 503 with JSON of its own', reply(503, { message: 'busy' }), { ...trouble, status: 503 }],
  ])('which %s', async (_, step, expected) => {
    const server = await startServer(step);
    const client = onceOf(server);
    for (const [operation, call] of [
      ['login', () => client.login(TOKEN)],
      ['createUser', () => client.createUser(kevin, KEY)],
    ] as const) {
      const error = await rejection(call());
      expect(error).toMatchObject({ ...expected, operation, attempts: 1 });
      expect(findSecrets(error, TOKEN, KEY)).toEqual([]);
    }
    expect(server.received).toHaveLength(2);
  });
});

test.concurrent('a refused connection is a network error with the code of the system', async () => {
  const server = await startServer();
  await server.close();
  const error = await rejection(onceOf(server).login(TOKEN));
  expect(error).toMatchObject({ ...lost, operation: 'login', attempts: 1 });
  expect((error.cause as Error).cause).toMatchObject({ code: 'ECONNREFUSED' });
});

test.concurrent('an unknown host is a network error', async () => {
  const error = await rejection(onceOf({ url: 'https://cometchat-users.invalid' }).login(TOKEN));
  expect(error).toMatchObject({ ...lost, attempts: 1 });
});

test.concurrent('a response that breaks off is retried', async () => {
  const server = await startServer(both(raw(head, '{"da'), pause(30), reset), success());
  await expect(clientOf(server).updateUser(kevin, KEY)).resolves.toMatchObject(kevin);
  expect(server.received.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
    { method: 'PUT', path: '/v3.0/users/kevin', body: '{"name":"Kevin"}' },
    { method: 'PUT', path: '/v3.0/users/kevin', body: '{"name":"Kevin"}' },
  ]);
});

test.concurrent('a kept connection that the server has closed costs only one retry', async () => {
  const server = await startServer(success(), hangUp, success());
  const client = clientOf(server);
  await client.updateUser(kevin, KEY);
  await expect(client.updateUser(kevin, KEY)).resolves.toMatchObject(kevin);
  for (const socket of server.sockets) socket.destroy();
  await expect(client.updateUser(kevin, KEY)).resolves.toMatchObject(kevin);
});

test.concurrent('a response that is not from CometChat is not retried', async () => {
  const server = await startServer(reply(200, '<html>'));
  await rejection(clientOf(server).login(TOKEN));
  expect(server.received).toHaveLength(1);
});

test.concurrent('a response of one megabyte in many chunks is read', async () => {
  const metadata = { text: 'x'.repeat(2 ** 20) };
  const server = await startServer(success({ ...kevin, metadata }));
  const client = onceOf(server, { attemptTimeout: 15_000, timeout: 20_000 });
  expect((await client.createUser(kevin, KEY)).metadata).toEqual(metadata);
});
