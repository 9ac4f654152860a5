import { describe, expect, test } from 'vitest';
import {
  clientOf,
  hangUp,
  KEY,
  kevin,
  refusal,
  rejection,
  reply,
  startServer,
  success,
  TOKEN,
} from './faults-support.js';

describe.concurrent('retries after the first attempt', () => {
  test.each([
    [0, 1],
    [1, 2],
    [2, 3],
    [undefined, 3],
  ])('a limit of %s makes %i', async (limit, attempts) => {
    const server = await startServer(reply(503));
    const error = await rejection(clientOf(server, { retry: { limit } }).createUser(kevin, KEY));
    expect(error).toMatchObject({ code: 'SERVER_ERROR', operation: 'createUser', attempts });
    expect(server.received).toHaveLength(attempts);
  });

  test('the second wait is longer than the first', async () => {
    const server = await startServer(hangUp);
    const error = await rejection(clientOf(server).updateUser(kevin, KEY));
    expect(error).toMatchObject({ code: 'FAILED_TO_FETCH', attempts: 3 });
    const [first = 0, second = 0, third = 0] = server.received.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(245);
    expect(third - second).toBeGreaterThanOrEqual(495);
  });

  test.each([400, 401, 403, 404, 405, 413, 422])('%i is not retried (ky: 413 is)', async (status) => {
    const server = await startServer(refusal(status, 'ERR_ODD'), success());
    expect(await rejection(clientOf(server).login(TOKEN))).toMatchObject({ code: 'ERR_ODD', status, attempts: 1 });
    expect(server.received).toHaveLength(1);
  });

  test.each([408, 429, 500, 502, 503, 504, 507, 520])(
    '%i is retried, also for a POST (ky: no POST is)',
    async (status) => {
      const server = await startServer(refusal(status, 'ERR_ODD'), success());
      await expect(clientOf(server).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
      expect(server.received.map(({ method }) => method)).toEqual(['POST', 'POST']);
    },
  );
});

test.concurrent('every attempt sends the same method, path, credential and body', async () => {
  const server = await startServer(hangUp, reply(500), success());
  await clientOf(server).createUser({ ...kevin, metadata: { text: 'ü\u{1f600}' } }, KEY);
  const said = server.received.map(({ at, ...request }) => request);
  expect(said).toEqual([said[0], said[0], said[0]]);
  expect(said[0]).toMatchObject({ method: 'POST', path: '/v3.0/users', headers: { apikey: KEY } });
  expect(JSON.parse(said[0]?.body ?? '')).toEqual({ ...kevin, metadata: { text: 'ü\u{1f600}' } });
});

test.concurrent('the two requests of a login have separate attempts', async () => {
  const server = await startServer(reply(500), success({ authToken: TOKEN }), reply(500), success());
  await expect(clientOf(server, { retry: { limit: 1 } }).login('kevin', KEY)).resolves.toMatchObject(kevin);
  expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v3.0/users/kevin/auth_tokens',
    'POST /v3.0/users/kevin/auth_tokens',
    'PUT /v3.0/me',
    'PUT /v3.0/me',
  ]);
});
