import { type ClientOptions, type CometChatClient, createClient } from 'cometchat-users';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { settleInFakeTime, stopClock } from '../support/fake-time.js';
import { useShortWaits } from '../support/short-waits.js';
import { KEY, kevin, rejection, TOKEN } from './faults-support.js';

// The clock is stopped here, so these tests need no socket. silence.test.ts tests timeouts on sockets.

useShortWaits();
beforeEach(stopClock);

const timedOut = { code: 'REQUEST_TIMEOUT', kind: 'timeout', retryable: true };

/** Responds to one request. */
type Step = () => Promise<Response>;

/** Never responds, and ignores the signal. */
const silence: Step = () => new Promise(() => undefined);
const head: Step = async () => new Response(new ReadableStream());
const success = (data: object = kevin) => Response.json({ data });
const unavailable = () => Response.json({ error: { code: 'ERR_EXCEPTION', message: 'Down.' } }, { status: 503 });
const late =
  (ms: number, response: () => Response): Step =>
  () =>
    new Promise((resume) => setTimeout(() => resume(response()), ms));

/** A client whose requests get these responses, one each; the last one again and again. */
function clientOf(
  steps: readonly Step[],
  options: Partial<ClientOptions>,
): { client: CometChatClient; sent: Request[] } {
  const sent: Request[] = [];
  const fetch = (request: Request) => {
    sent.push(request);
    return (steps[Math.min(sent.length, steps.length) - 1] ?? silence)();
  };
  const client = createClient({ appId: 'app', region: 'us', attemptTimeout: 2_000, timeout: 5_000, fetch, ...options });
  onTestFinished(() => client.dispose());
  return { client, sent };
}

/** How many milliseconds of the stopped clock a promise takes. The clock moves 25 ms at a time. */
async function timeOf(promise: Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await settleInFakeTime(promise.catch(() => undefined));
  return Date.now() - begun;
}

test('each attempt has the whole timeout', async () => {
  const { client, sent } = clientOf([silence, silence, late(150, success)], { attemptTimeout: 250 });
  const call = client.updateUser(kevin, KEY);
  // Three attempts, and waits of 250 and 500 ms between them.
  const ms = await timeOf(call);
  expect(ms).toBeGreaterThanOrEqual(250 + 250 + 250 + 500 + 150);
  expect(ms).toBeLessThan(1_500);
  await expect(call).resolves.toMatchObject(kevin);
  expect(sent).toHaveLength(3);
});

test('attempts that all time out are reported as a timeout, and counted', async () => {
  const { client, sent } = clientOf([silence], { attemptTimeout: 200 });
  const error = await settleInFakeTime(rejection(client.createUser(kevin, KEY)));
  expect(error).toMatchObject({ ...timedOut, operation: 'createUser', attempts: 3 });
  expect(error.message).toBe('An attempt took longer than 200 ms.');
  expect(sent).toHaveLength(3);
});

describe('the timeout bounds the whole operation (ky has no such timeout)', () => {
  test.each([
    ['one attempt', silence, 500, 1],
    ['the body', head, 500, 1],
    ['attempts and waits', late(150, unavailable), 800, 2],
  ])('%s', async (_, step, timeout, attempts) => {
    const { client, sent } = clientOf([step], { attemptTimeout: 5_000, timeout, retry: { limit: 10 } });
    const call = client.createUser(kevin, KEY);
    expect(await timeOf(call)).toBeLessThanOrEqual(timeout + 25);
    expect(await rejection(call)).toMatchObject({ operation: 'createUser', retryable: true, attempts });
    expect(sent).toHaveLength(attempts);
  });

  test('two requests of one login', async () => {
    const { client, sent } = clientOf([late(200, () => success({ authToken: 'fresh-token' })), silence], {
      timeout: 400,
    });
    const call = client.login('kevin', KEY);
    expect(await timeOf(call)).toBe(400);
    expect(await rejection(call)).toMatchObject({ ...timedOut, operation: 'login' });
    expect(sent).toHaveLength(2);
  });
});

test.each(['createUser', 'updateUser', 'login', 'loginByUid'] as const)(
  'the timeout option of %s bounds that operation instead of the client’s timeout',
  async (method) => {
    const { client } = clientOf([silence], { attemptTimeout: 5_000, timeout: 20_000 });
    const options = { timeout: 150 };
    const call = {
      createUser: () => client.createUser(kevin, KEY, options),
      updateUser: () => client.updateUser(kevin, KEY, options),
      login: () => client.login(TOKEN, options),
      loginByUid: () => client.login('kevin', KEY, options),
    }[method]();
    expect(await timeOf(call)).toBe(150);
    expect(await rejection(call)).toMatchObject(timedOut);
  },
);

test('the timeout option may also be longer than the client’s timeout', async () => {
  const { client } = clientOf([late(300, success)], { timeout: 100, retry: { limit: 0 } });
  const call = client.createUser(kevin, KEY, { timeout: 2_000 });
  await expect(settleInFakeTime(call)).resolves.toMatchObject(kevin);
});

test('nothing is sent any more after the timeout', async () => {
  const { client, sent } = clientOf([async () => unavailable(), silence], { timeout: 700, retry: { limit: 10 } });
  await timeOf(client.createUser(kevin, KEY));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(2);
});

test('a login has the timeout that it asks for, also if that is longer than the client’s', async () => {
  const slow = late(8_000, () => success({ ...kevin, authToken: TOKEN }));
  const { client } = clientOf([slow], { attemptTimeout: 10_000, timeout: 5_000 });
  const login = client.login(TOKEN, { timeout: 9_000 });
  await timeOf(login);
  await expect(login).resolves.toMatchObject({ uid: kevin.uid });
});
