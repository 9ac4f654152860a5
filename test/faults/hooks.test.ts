import type { Hooks } from 'cometchat-users';
import { expect, test } from 'vitest';
import {
  clientOf,
  hangUp,
  KEY,
  kevin,
  onceOf,
  refusal,
  rejection,
  reply,
  silence,
  startServer,
  success,
} from './faults-support.js';

type Told = [name: string, event: Record<string, unknown>];

function recorder(): { told: Told[]; hooks: Hooks } {
  const told: Told[] = [];
  const names = ['onRequest', 'onResponse', 'onRetry', 'onError', 'onWarning'] as const;
  return { told, hooks: Object.fromEntries(names.map((name) => [name, (event: never) => told.push([name, event])])) };
}

const ms = expect.any(Number);
const CREATE = { operation: 'createUser', endpoint: 'POST /users' };
const UPDATE = { operation: 'updateUser', endpoint: 'PUT /users/{uid}' };

test.concurrent('an operation that succeeds at once calls onRequest and onResponse', async () => {
  const { told, hooks } = recorder();
  await onceOf(await startServer(success()), { hooks }).createUser(kevin, KEY);
  expect(told).toStrictEqual([
    ['onRequest', { ...CREATE, attempt: 1, method: 'POST' }],
    ['onResponse', { ...CREATE, attempt: 1, status: 200, durationMs: ms }],
  ]);
});

test.concurrent('an operation with retries calls every hook, in order', async () => {
  const { told, hooks } = recorder();
  const server = await startServer(reply(503), hangUp, success());
  await clientOf(server, { hooks }).updateUser(kevin, KEY);
  expect(told).toStrictEqual([
    ['onRequest', { ...UPDATE, attempt: 1, method: 'PUT' }],
    ['onResponse', { ...UPDATE, attempt: 1, status: 503, durationMs: ms }],
    ['onRetry', { ...UPDATE, attempt: 1, error: expect.objectContaining({ code: 'SERVER_ERROR' }), waitMs: ms }],
    ['onRequest', { ...UPDATE, attempt: 2, method: 'PUT' }],
    ['onRetry', { ...UPDATE, attempt: 2, error: expect.objectContaining({ code: 'FAILED_TO_FETCH' }), waitMs: ms }],
    ['onRequest', { ...UPDATE, attempt: 3, method: 'PUT' }],
    ['onResponse', { ...UPDATE, attempt: 3, status: 200, durationMs: ms }],
  ]);
  const [wait] = told.flatMap(([name, { waitMs }]) => (name === 'onRetry' ? [waitMs as number] : []));
  const [first = 0, second = 0] = server.received.map(({ at }) => at);
  expect(second - first).toBeGreaterThanOrEqual((wait ?? 0) - 5);
});

test.concurrent('an operation that fails calls onError with the error that it rejects with', async () => {
  const { told, hooks } = recorder();
  const server = await startServer(refusal(404, 'ERR_UID_NOT_FOUND'));
  const error = await rejection(clientOf(server, { hooks }).updateUser(kevin, KEY));
  expect(told.map(([name]) => name)).toEqual(['onRequest', 'onResponse', 'onError']);
  expect(told[2]?.[1]).toStrictEqual({ ...UPDATE, attempt: 1, error, durationMs: ms });
  expect(told[2]?.[1].error).toBe(error);
});

test.concurrent.each([
  ['a timeout', { attemptTimeout: 100, retry: { limit: 0 } }, 'REQUEST_TIMEOUT'],
  ['a total timeout', { timeout: 100 }, 'REQUEST_TIMEOUT'],
])('%s calls onRequest and onError', async (_, options, code) => {
  const { told, hooks } = recorder();
  await rejection(clientOf(await startServer(silence), { hooks, ...options }).createUser(kevin, KEY));
  await new Promise((resume) => setTimeout(resume, 20));
  expect(told).toEqual([
    ['onRequest', { ...CREATE, attempt: 1, method: 'POST' }],
    ['onError', { ...CREATE, attempt: 1, durationMs: ms, error: expect.objectContaining({ code, attempts: 1 }) }],
  ]);
});

test.concurrent('an operation that is refused before a request calls no hook', async () => {
  const { told, hooks } = recorder();
  const client = onceOf(await startServer(success()), { hooks });
  await rejection(client.createUser({ uid: 'no way' }, KEY));
  await rejection(client.createUser(kevin, KEY, { signal: AbortSignal.abort() }));
  expect(told).toEqual([]);
});

test.concurrent('the request that settles a lost create is reported with its own endpoint', async () => {
  const { told, hooks } = recorder();
  const server = await startServer(hangUp, refusal(400, 'ERR_UID_ALREADY_EXISTS'), success());
  await clientOf(server, { hooks }).createUser(kevin, KEY);
  expect(
    told.flatMap(([name, { operation, endpoint, attempt }]) =>
      name === 'onRequest' ? [`${operation}: ${endpoint} ${attempt}`] : [],
    ),
  ).toEqual(['createUser: POST /users 1', 'createUser: POST /users 2', 'createUser: GET /users/{uid} 1']);
});

test.concurrent.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('hook');
    },
  ],
  [
    'throws nothing',
    () => {
      throw undefined;
    },
  ],
  ['rejects', () => Promise.reject(new Error('hook'))],
  ['never settles', () => new Promise(() => undefined)],
  [
    'gives a thenable that throws',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about
      then() {
        throw new Error('hook');
      },
    }),
  ],
  ['gives something', () => ({ status: 500, retry: false })],
])('a hook that %s changes nothing', async (_, hook) => {
  const hooks = { onRequest: hook, onResponse: hook, onRetry: hook, onError: hook, onWarning: hook };
  const server = await startServer(reply(503), success(), refusal(400, 'ERR_BAD_REQUEST'));
  const client = clientOf(server, { hooks });
  await expect(client.createUser(kevin, KEY)).resolves.toMatchObject(kevin);
  expect(await rejection(client.createUser(kevin, KEY))).toMatchObject({ code: 'ERR_BAD_REQUEST', attempts: 1 });
  expect(server.received).toHaveLength(3);
});

test.concurrent('a hook that writes into its event throws alone, because the event is frozen', async () => {
  const failures: unknown[] = [];
  const hook = (event: object) => {
    expect(Object.isFrozen(event)).toBe(true);
    try {
      Object.assign(event, { attempt: 99, waitMs: 0, status: 200 });
    } catch (error) {
      failures.push(error);
    }
  };
  const server = await startServer(reply(503), success());
  const hooks = { onRequest: hook, onResponse: hook, onRetry: hook };
  await clientOf(server, { hooks }).createUser(kevin, KEY);
  expect(failures.map((failure) => failure instanceof TypeError)).toEqual(Array(5).fill(true));
});

test.concurrent.each([
  ['a success', success()],
  ['a refusal', refusal(400, 'ERR_UID_ALREADY_EXISTS')],
  ['a redirect', reply(302)],
])('a hook that aborts the operation at %s gets the error of the caller', async (_, answer) => {
  const { told, hooks } = recorder();
  const end = new AbortController();
  const server = await startServer(answer);
  const both: Hooks = { ...hooks, onResponse: () => end.abort() };
  const error = await rejection(onceOf(server, { hooks: both }).createUser(kevin, KEY, { signal: end.signal }));
  expect(error.code).toBe('REQUEST_ABORTED');
  const errors = told.filter(([name]) => name === 'onError').map(([, event]) => event.error);
  expect(errors).toMatchObject([{ code: 'REQUEST_ABORTED' }]);
});

test.concurrent('a hook whose getter throws changes nothing', async () => {
  const hooks: Hooks = {
    get onRequest(): never {
      throw new Error('no such hook');
    },
  };
  await expect(onceOf(await startServer(success()), { hooks }).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
});
