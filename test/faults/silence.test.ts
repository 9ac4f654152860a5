import { expect, test, vi } from 'vitest';
import {
  both,
  clientOf,
  head,
  KEY,
  kevin,
  onceOf,
  pause,
  raw,
  rejection,
  silence,
  startServer,
  success,
  TOKEN,
  timeOf,
} from './faults-support.js';

const timedOut = { code: 'REQUEST_TIMEOUT', kind: 'timeout', retryable: true, attempts: 1 };

test.concurrent('a server that accepts and never responds ends with the timeout', async () => {
  const client = onceOf(await startServer(silence), { attemptTimeout: 150 });
  const call = client.createUser(kevin, KEY);
  expect(await timeOf(call)).toBeLessThan(4_000);
  expect(await rejection(call)).toMatchObject({ ...timedOut, operation: 'createUser' });
});

test.concurrent("a body that never comes ends with the timeout too (ky's timeout ends with the headers)", async () => {
  const client = onceOf(await startServer(raw(head)), { attemptTimeout: 150 });
  const call = client.login(TOKEN);
  expect(await timeOf(call)).toBeLessThan(4_000);
  expect(await rejection(call)).toMatchObject({ ...timedOut, operation: 'login' });
});

test.concurrent('a body that stops half-way ends with the timeout', async () => {
  const client = onceOf(await startServer(raw(head, '{"data":{"uid":"kev')), { attemptTimeout: 150 });
  expect(await rejection(client.updateUser(kevin, KEY))).toMatchObject({ ...timedOut, operation: 'updateUser' });
});

test.concurrent('a body that trickles ends with the timeout, although bytes keep coming', async () => {
  const drops = Array.from({ length: 400 }, () => [raw(' '), pause(25)]).flat();
  const client = onceOf(await startServer(both(raw(head), ...drops)), { attemptTimeout: 200 });
  const call = client.login(TOKEN);
  expect(await timeOf(call)).toBeLessThan(4_000);
  expect(await rejection(call)).toMatchObject(timedOut);
});

test.concurrent('headers that trickle end with the timeout', async () => {
  const drops = [...'HTTP/1.1 200 OK\r\nx: yyyyyyyyyyyyyyyyy'].flatMap((letter) => [raw(letter), pause(25)]);
  const client = onceOf(await startServer(both(...drops)), { attemptTimeout: 200 });
  expect(await rejection(client.login(TOKEN))).toMatchObject(timedOut);
});

test.concurrent('a slow body that is in time is read to its end', async () => {
  const text = JSON.stringify({ data: kevin });
  const pieces = text.match(/.{1,5}/g)?.flatMap((piece) => [raw(piece), pause(10)]) ?? [];
  const start = raw(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n`);
  const client = onceOf(await startServer(both(start, ...pieces)));
  await expect(client.createUser(kevin, KEY)).resolves.toMatchObject(kevin);
});

test.concurrent('a silent attempt is retried', async () => {
  const server = await startServer(silence, success());
  const client = clientOf(server, { attemptTimeout: 150 });
  await expect(client.updateUser(kevin, KEY)).resolves.toMatchObject(kevin);
  expect(server.received).toHaveLength(2);
});

test.concurrent('the connection of an attempt that timed out is closed', async () => {
  const server = await startServer(raw(head));
  await rejection(onceOf(server, { attemptTimeout: 100 }).login(TOKEN));
  await vi.waitFor(() => expect(server.pending()).toBe(0));
});
