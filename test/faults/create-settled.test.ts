import type { UserInput } from 'cometchat-users';
import { describe, expect, test, vi } from 'vitest';
import {
  both,
  clientOf,
  hangUp,
  head,
  KEY,
  kevin,
  pause,
  raw,
  refusal,
  rejection,
  reply,
  reset,
  type Step,
  silence,
  startServer,
  success,
} from './faults-support.js';

const exists = refusal(400, 'ERR_UID_ALREADY_EXISTS');
const conflict = {
  code: 'ERR_UID_ALREADY_EXISTS',
  kind: 'conflict',
  operation: 'createUser',
  endpoint: 'POST /users',
  attempts: 2,
  retryable: false,
};
const unconfirmed = {
  code: 'CREATE_UNCONFIRMED',
  kind: 'network',
  operation: 'createUser',
  endpoint: 'POST /users',
  attempts: 2,
  retryable: true,
};

const all = {
  avatar: 'https://x.org/a.png',
  link: 'https://x.org/kevin',
  role: 'admin',
  statusMessage: 'Here',
  tags: ['a', 'b'],
  metadata: { '@private': { email: 'k@x.org' }, n: null, deep: [{ x: 1.5 }] },
};

async function create(user: UserInput, ...steps: Step[]) {
  const server = await startServer(...steps);
  const client = clientOf(server);
  const asked = () => server.received.map(({ method, path, headers }) => `${method} ${path} ${headers.apikey}`);
  return { created: client.createUser(user, KEY), asked };
}

const threeRequests = [`POST /v3.0/users ${KEY}`, `POST /v3.0/users ${KEY}`, `GET /v3.0/users/kevin ${KEY}`];

describe.concurrent('a create whose response was lost, and whose retry "already exists"', () => {
  test.each([
    ['hung up', hangUp],
    ['reset in the body', both(raw(head, '{"da'), pause(20), reset)],
    ['timed out', silence],
    ['a 500', reply(500)],
    ['a 502 of a proxy', reply(502, '<html>')],
    ['a 503 with Retry-After', reply(503, '', { 'retry-after': '0' })],
  ])('reads the user, and resolves if it has the data that was sent: %s', async (_, lost) => {
    const { created, asked } = await create(kevin, lost, exists, success({ ...kevin, role: 'default', createdAt: 17 }));
    await expect(created).resolves.toMatchObject({ ...kevin, role: 'default', createdAt: 17 });
    expect(asked()).toEqual(threeRequests);
  });

  test.each<[string, object, object]>([
    ['keys in another order', { metadata: { a: 1, b: { c: [2], d: 3 } } }, { metadata: { b: { d: 3, c: [2] }, a: 1 } }],
    ['fields that were not sent', {}, { avatar: 'https://x.org/a.png', tags: ['new'], status: 'available' }],
    ['everything that can be set', all, all],
  ])('accepts the same user with %s', async (_, sent, found) => {
    const { created } = await create({ ...kevin, ...sent }, hangUp, exists, success({ ...kevin, ...found }));
    await expect(created).resolves.toMatchObject(kevin);
  });

  test.each<[string, object, object]>([
    ['name', {}, { name: 'Kate' }],
    ['avatar', { avatar: 'https://x.org/a.png' }, {}],
    ['role', { role: 'admin' }, { role: 'default' }],
    ['metadata', { metadata: { a: 1 } }, { metadata: { a: 1, b: 2 } }],
    ['tags', { tags: ['a'] }, { tags: ['a', 'b'] }],
  ])('rejects with the conflict if the user differs: other %s', async (_, sent, found) => {
    const { created, asked } = await create({ ...kevin, ...sent }, hangUp, exists, success({ ...kevin, ...found }));
    expect(await rejection(created)).toMatchObject(conflict);
    expect(asked()).toEqual(threeRequests);
  });

  test.each([
    ['the key may not read', refusal(403, 'AUTH_ERR_NO_ACCESS'), 'AUTH_ERR_NO_ACCESS'],
    ['the user was deleted meanwhile', refusal(404, 'ERR_UID_NOT_FOUND'), 'ERR_UID_NOT_FOUND'],
    ['what is read is no user', reply(200, { data: {} }), 'BAD_RESPONSE'],
    ['what is read is lost, too', hangUp, 'FAILED_TO_FETCH'],
  ])('is unconfirmed if %s', async (_, read, code) => {
    const { created } = await create(kevin, hangUp, exists, read);
    const error = await rejection(created);
    expect(error).toMatchObject(unconfirmed);
    expect(error.cause).toMatchObject({ code, operation: 'createUser', endpoint: 'GET /users/{uid}' });
  });
});

describe.concurrent('"already exists" is the final error', () => {
  test('at the first attempt', async () => {
    const { created, asked } = await create(kevin, exists, success());
    expect(await rejection(created)).toMatchObject({ ...conflict, attempts: 1 });
    expect(asked()).toEqual(threeRequests.slice(0, 1));
  });

  test('after a 429, which did nothing', async () => {
    const { created, asked } = await create(kevin, refusal(429, 'ERR_TOO_MANY_REQUESTS'), exists, success());
    expect(await rejection(created)).toMatchObject(conflict);
    expect(asked()).toEqual(threeRequests.slice(0, 2));
  });

  test('but not after a lost response and a 429', async () => {
    const { created } = await create(kevin, hangUp, reply(429), exists, success());
    await expect(created).resolves.toMatchObject(kevin);
  });

  test('another refusal after a lost response is the final error', async () => {
    const { created, asked } = await create(kevin, hangUp, refusal(400, 'ERR_BAD_REQUEST'));
    expect(await rejection(created)).toMatchObject({ code: 'ERR_BAD_REQUEST', attempts: 2 });
    expect(asked()).toHaveLength(2);
  });

  test('an abort during the read aborts the operation', async () => {
    const server = await startServer(hangUp, exists, silence);
    const controller = new AbortController();
    const call = rejection(clientOf(server).createUser(kevin, KEY, { signal: controller.signal }));
    await vi.waitFor(() => expect(server.received).toHaveLength(3), 3_000);
    controller.abort();
    expect(await call).toMatchObject({ code: 'REQUEST_ABORTED', operation: 'createUser' });
  });
});
