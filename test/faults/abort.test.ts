import { expect, test, vi } from 'vitest';
import {
  clientOf,
  head,
  KEY,
  kevin,
  raw,
  refusal,
  rejection,
  silence,
  startServer,
  success,
  TOKEN,
  timeOf,
} from './faults-support.js';

const aborted = { code: 'REQUEST_ABORTED', kind: 'aborted', retryable: false };

function abortIn(ms: number, reason?: unknown): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), ms);
  return controller.signal;
}

test('nothing is sent if the signal is already aborted', async () => {
  const server = await startServer(success());
  const client = clientOf(server);
  const signal = AbortSignal.abort('enough');
  for (const [operation, call] of [
    ['createUser', () => client.createUser(kevin, KEY, { signal })],
    ['updateUser', () => client.updateUser(kevin, KEY, { signal })],
    ['login', () => client.login(TOKEN, { signal })],
  ] as const) {
    const error = await rejection(call());
    expect(error).toMatchObject({ ...aborted, operation, cause: 'enough' });
    expect(error.attempts).toBeUndefined();
  }
  expect(server.received).toEqual([]);
});

test.concurrent.each([
  ['while the server is silent', silence],
  ['during the body', raw(head, '{"data":{')],
  ['during the wait before a retry', refusal(503, 'ERR_EXCEPTION', { 'retry-after': '15' })],
])('an abort %s ends the operation at once, and nothing more is sent', async (_, step) => {
  const server = await startServer(step, success());
  const controller = new AbortController();
  const client = clientOf(server, { attemptTimeout: 20_000, timeout: 20_000 });
  const call = client.createUser(kevin, KEY, { signal: controller.signal });
  await vi.waitFor(() => expect(server.received).toHaveLength(1), { timeout: 10_000 });
  setTimeout(() => controller.abort(), 150);
  expect(await timeOf(call)).toBeLessThan(10_000);
  expect(await rejection(call)).toMatchObject({ ...aborted, operation: 'createUser', attempts: 1 });
  await new Promise((resume) => setTimeout(resume, 600));
  expect(server.received).toHaveLength(1);
});

test.concurrent('the connection of an aborted request is closed', async () => {
  const server = await startServer(raw(head));
  await rejection(clientOf(server).createUser(kevin, KEY, { signal: abortIn(50) }));
  await vi.waitFor(() => expect(server.pending()).toBe(0));
});

test.concurrent.each([
  ['an error', new Error('left the page')],
  ['a string', 'left'],
  ['null', null],
])('the reason of the signal becomes the cause: %s', async (_, reason) => {
  const client = clientOf(await startServer(silence));
  const error = await rejection(client.updateUser(kevin, KEY, { signal: abortIn(20, reason) }));
  expect(error).toMatchObject(aborted);
  expect(error.cause).toBe(reason);
});

test.concurrent('AbortSignal.timeout aborts and is not REQUEST_TIMEOUT (its name differs between runtimes)', async () => {
  const client = clientOf(await startServer(silence));
  const error = await rejection(client.login(TOKEN, { signal: AbortSignal.timeout(50) }));
  expect(error).toMatchObject({ ...aborted, operation: 'login' });
});

test.concurrent('an abort after the end changes nothing, and no listener stays on the signal', async () => {
  const controller = new AbortController();
  const client = clientOf(await startServer(success()));
  await expect(client.createUser(kevin, KEY, { signal: controller.signal })).resolves.toMatchObject(kevin);
  controller.abort();
  await expect(client.createUser(kevin, KEY)).resolves.toMatchObject(kevin);
});

test.concurrent('dispose() ends the requests in progress', async () => {
  const server = await startServer(silence);
  const client = clientOf(server);
  const call = rejection(client.createUser(kevin, KEY));
  await vi.waitFor(() => expect(server.received).toHaveLength(1), 3_000);
  client.dispose();
  expect(await call).toMatchObject({ code: 'CLIENT_DISPOSED', operation: 'createUser', attempts: 1 });
  expect(await rejection(client.createUser(kevin, KEY))).toMatchObject({ code: 'CLIENT_DISPOSED' });
  expect(server.received).toHaveLength(1);
});
