import { describe, expect, test } from 'vitest';
import {
  both,
  clientOf,
  head,
  KEY,
  kevin,
  onceOf,
  pause,
  raw,
  refusal,
  rejection,
  silence,
  startServer,
  success,
  TOKEN,
  timeOf,
} from './support.js';

const timedOut = { code: 'REQUEST_TIMEOUT', kind: 'timeout', retryable: true };

test.concurrent('each attempt has the whole timeout', async () => {
  const slow = both(pause(150), success());
  const server = await startServer(silence, silence, slow);
  const call = clientOf(server, { attemptTimeout: 250 }).updateUser(kevin, KEY);
  await expect(call).resolves.toMatchObject(kevin);
  expect(server.received).toHaveLength(3);
});

test.concurrent('attempts that all time out are told as a timeout, and counted', async () => {
  const server = await startServer(silence);
  const error = await rejection(clientOf(server, { attemptTimeout: 200 }).createUser(kevin, KEY));
  expect(error).toMatchObject({ ...timedOut, operation: 'createUser', attempts: 3 });
  expect(error.message).toBe('An attempt took longer than 200 ms.');
  expect(server.received).toHaveLength(3);
});

describe.concurrent('the total bounds all of a call (ky has none)', () => {
  test.each([
    ['one attempt', silence, 500, 1],
    ['the body', raw(head), 500, 1],
    ['attempts and waits', both(pause(150), refusal(503, 'ERR_EXCEPTION')), 800, 2],
  ])('%s', async (_, step, timeout, attempts) => {
    const server = await startServer(step);
    const client = clientOf(server, { attemptTimeout: 5_000, timeout, retry: { limit: 10 } });
    const call = client.createUser(kevin, KEY);
    expect(await timeOf(call)).toBeLessThan(timeout + 500);
    expect(await rejection(call)).toMatchObject({ operation: 'createUser', retryable: true, attempts });
    expect(server.received).toHaveLength(attempts);
  });

  test('two requests of one login', async () => {
    const server = await startServer(both(pause(200), success({ authToken: 'fresh-token' })), silence);
    const call = clientOf(server, { timeout: 400 }).login('kevin', KEY);
    expect(await timeOf(call)).toBeLessThan(900);
    expect(await rejection(call)).toMatchObject({ ...timedOut, operation: 'login' });
    expect(server.received).toHaveLength(2);
  });
});

test.concurrent.each(['createUser', 'updateUser', 'login', 'loginByUid'] as const)(
  'the timeout of one call is for the whole of %s, in the place of the client’s total',
  async (method) => {
    const server = await startServer(silence);
    const client = clientOf(server, { attemptTimeout: 5_000, timeout: 20_000 });
    const options = { timeout: 150 };
    const call = {
      createUser: () => client.createUser(kevin, KEY, options),
      updateUser: () => client.updateUser(kevin, KEY, options),
      login: () => client.login(TOKEN, options),
      loginByUid: () => client.login('kevin', KEY, options),
    }[method]();
    expect(await timeOf(call)).toBeLessThan(1_000);
    expect(await rejection(call)).toMatchObject(timedOut);
  },
);

test.concurrent('it may also be longer than the client’s total', async () => {
  const server = await startServer(both(pause(300), success()));
  const client = onceOf(server, { timeout: 100 });
  await expect(client.createUser(kevin, KEY, { timeout: 2_000 })).resolves.toMatchObject(kevin);
});

test.concurrent('nothing is sent any more after the total', async () => {
  const server = await startServer(refusal(503, 'ERR_EXCEPTION'), silence);
  await rejection(clientOf(server, { timeout: 700, retry: { limit: 10 } }).createUser(kevin, KEY));
  await new Promise((resume) => setTimeout(resume, 700));
  expect(server.received).toHaveLength(2);
});
