import { expect, test, vi } from 'vitest';
import { clientOf, KEY, kevin, raw, rejection, reply, startServer, success, TOKEN } from './faults-support.js';

const refused = { code: 'REDIRECT_REFUSED', kind: 'badResponse', retryable: false, attempts: 1 };

test.each([301, 302, 303, 307, 308])('a %i to another origin is refused, and nothing is sent there', async (status) => {
  const elsewhere = await startServer(success());
  const server = await startServer(reply(status, '', { location: `${elsewhere.url}/v3.0/me` }));
  const client = clientOf(server);
  expect(await rejection(client.login(TOKEN))).toMatchObject({ ...refused, status, operation: 'login' });
  expect(await rejection(client.createUser(kevin, KEY))).toMatchObject({ ...refused, status, operation: 'createUser' });
  expect(server.received).toHaveLength(2);
  expect(elsewhere.received).toEqual([]);
});

test.each([
  ['the same origin', '/v3.0/me/'],
  ['https', 'https://127.0.0.1/'],
  ['nowhere', undefined],
  ['what is no URL', 'http://['],
])('a redirect to %s is refused too', async (_, location) => {
  const server = await startServer(reply(302, '', location === undefined ? {} : { location }));
  expect(await rejection(clientOf(server).login(TOKEN))).toMatchObject({ ...refused, status: 302 });
  expect(server.received).toHaveLength(1);
});

test('the body of a redirect is not read, and its connection is closed', async () => {
  const server = await startServer(raw('HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 1000\r\n\r\n<html>'));
  const error = await rejection(clientOf(server, { attemptTimeout: 1_500 }).login(TOKEN));
  expect(error).toMatchObject(refused);
  await vi.waitFor(() => expect(server.pending()).toBe(0));
});

test('an unexpected 304 is not a success', async () => {
  const server = await startServer(reply(304));
  expect(await rejection(clientOf(server).login(TOKEN))).toMatchObject({ kind: 'badResponse', status: 304 });
});
