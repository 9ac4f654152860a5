import { describe, expect, test, vi } from 'vitest';
import { type CometChatClient, User } from '../../../src/index.js';
import {
  authTokenOf,
  aWhile,
  deferred,
  eventsOf,
  KEY,
  make as makeAlone,
  openStorage,
  refusal,
  scripted,
  serve,
  stored,
} from '../../support/client-support.js';

async function leftBehind() {
  const service = await serve({ clock: () => 1_700_000_000_000 });
  const storage = openStorage();
  const token = await service.tokenOf('kevin');
  const before = service.make({ storage });
  await before.login(token);
  before.dispose();
  service.wire();
  return { ...service, storage, token };
}

const changed = (client: CometChatClient) =>
  new Promise<void>((resolve) => void client.session.once('signedOut', () => resolve()));

describe('a stored session', () => {
  test('is used at once, before any request', async () => {
    const { make, storage, token, wire } = await leftBehind();
    const client = make({ storage });
    expect(client.session.getSnapshot()).toEqual({ status: 'unknown' });
    const state = await client.session.ready;
    expect(state).toMatchObject({ status: 'signedIn', source: 'storage', user: { uid: 'kevin', name: 'Kevin' } });
    expect((state as { user?: unknown }).user).toBeInstanceOf(User);
    expect(authTokenOf(client)).toBe(token);
    expect(wire()).toEqual([]);
  });

  test('is known to the app before the request that checks it', async () => {
    const sent: string[] = [];
    const fetch = (request: Request) => {
      sent.push(request.method);
      return new Promise<Response>(() => undefined);
    };
    const client = makeAlone({ storage: openStorage({ [KEY]: stored('kevin', 'token') }), fetch });
    await client.session.ready;
    // The app's own work with the user, all of it in microtasks.
    for (let turn = 0; turn < 100; turn++) await undefined;
    expect(sent).toEqual([]);
    await vi.waitFor(() => expect(sent).toEqual(['GET']));
  });

  test('is checked in the background with a single request', async () => {
    const { make, storage, wire, emulator, token } = await leftBehind();
    const client = make({ storage });
    await client.session.ready;
    await expect.poll(() => emulator.requests.at(-1)?.status).toBe(200);
    await aWhile();
    expect(wire()).toEqual(['GET /users/kevin']);
    expect(emulator.requests.at(-1)?.headers.authtoken).toBe(token);
  });

  test('ends if the token was revoked', async () => {
    const { make, storage, revoke } = await leftBehind();
    await revoke('kevin');
    const client = make({ storage });
    const { told } = eventsOf(client);
    await changed(client);
    expect(told).toEqual([
      ['ready', expect.objectContaining({ status: 'signedIn' })],
      ['signedOut', { uid: 'kevin', reason: 'tokenRevoked' }],
    ]);
    expect(storage.held).toEqual({});
  });

  test('ends if the user was deactivated', async () => {
    const { make, storage, admin } = await leftBehind();
    await admin('DELETE', '/users/kevin', {});
    const client = make({ storage });
    const { told } = eventsOf(client);
    await changed(client);
    expect(told.at(-1)).toEqual(['signedOut', { uid: 'kevin', reason: 'userGone' }]);
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'userGone' });
  });

  test('ends if the user was deleted permanently', async () => {
    const { make, storage, admin } = await leftBehind();
    await admin('DELETE', '/users/kevin', { permanent: true });
    const client = make({ storage });
    await changed(client);
    expect(client.session.getSnapshot()).toMatchObject({ status: 'signedOut' });
  });

  test('gets the changed profile', async () => {
    const { make, storage, admin } = await leftBehind();
    await admin('PUT', '/users/kevin', { name: 'Kev' });
    const client = make({ storage });
    const { told } = eventsOf(client);
    await expect.poll(() => told.length).toBe(2);
    expect(told[1]).toEqual([
      'userUpdated',
      { user: expect.objectContaining({ name: 'Kev' }), changed: ['name', 'updatedAt'], source: 'client' },
    ]);
    expect(client.session.getSnapshot()).toMatchObject({ source: 'storage', user: { name: 'Kev' } });
    expect(JSON.parse(storage.held[KEY] as string)).toMatchObject({ user: { name: 'Kev' } });
  });
});

describe('a field that is missing in the response of the check stays unchanged', () => {
  const before = {
    tags: ['beta'],
    metadata: { plan: 'pro', '@private': { email: 'k@a.example' } },
    link: 'https://a.example/k',
  };

  test.each<[string, object, object]>([
    ['tags and link', { name: 'Kev' }, { ...before, name: 'Kev' }],
    [
      'the private part of metadata',
      { name: 'Kev', metadata: { plan: 'free' } },
      { ...before, name: 'Kev', metadata: { plan: 'free', '@private': { email: 'k@a.example' } } },
    ],
    [
      'nothing that the response has',
      { name: 'Kev', tags: [], metadata: { '@private': {} } },
      { ...before, name: 'Kev', tags: [], metadata: { '@private': {} } },
    ],
  ])('%s', async (_, answer, expected) => {
    const service = scripted(() => ({ uid: 'kevin', ...answer }));
    const storage = openStorage({ [KEY]: stored('kevin', 't1', before) });
    const client = makeAlone({ storage, fetch: service.fetch });
    const { told } = eventsOf(client);
    await expect.poll(() => told.length).toBe(2);
    const state = client.session.getSnapshot();
    expect(state.status === 'signedIn' && state.user.toJSON()).toEqual({ uid: 'kevin', ...expected });
    expect(JSON.parse(storage.held[KEY] as string).user).toEqual({ uid: 'kevin', ...expected });
    // A read by the app behaves alike: it returns the response, and the session keeps its other fields.
    const read = await client.getUser('kevin');
    expect(read.toJSON()).toEqual({ uid: 'kevin', ...answer });
    expect(client.session.getSnapshot()).toBe(state);
  });

  test('but the user is no longer deactivated if the response does not say so', async () => {
    const service = scripted(() => ({ uid: 'kevin', name: 'Kev' }));
    const storage = openStorage({ [KEY]: stored('kevin', 't1', { deactivatedAt: 1_700_000_000 }) });
    const client = makeAlone({ storage, fetch: service.fetch });
    await expect.poll(() => client.session.getSnapshot()).toMatchObject({ user: { name: 'Kev' } });
    expect(client.session.getSnapshot()).not.toMatchObject({ user: { deactivatedAt: expect.anything() } });
  });
});

describe('the session survives', () => {
  test.each<[string, () => unknown]>([
    ['a failing service', () => refusal(500, 'ERR_EXCEPTION')],
    ['a page of a proxy', () => new Response('<html>', { status: 502 })],
    ['another refusal', () => refusal(401, 'AUTH_ERR_INVALID_APPID')],
    ['too many requests', () => refusal(429, 'ERR_TOO_MANY_REQUESTS')],
    ['an invalid response', () => new Response('{}')],
    [
      'a network that is down',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('%s', async (_, answer) => {
    const service = scripted(answer);
    const onError = vi.fn();
    const storage = openStorage({ [KEY]: stored('kevin', 't1') });
    const client = makeAlone({ storage, fetch: service.fetch, hooks: { onError } });
    const { names } = eventsOf(client);
    await expect.poll(() => onError.mock.calls.length).toBe(1);
    await aWhile(5);
    expect(client.session.getSnapshot()).toMatchObject({ status: 'signedIn', source: 'storage' });
    expect(names()).toEqual(['ready']);
    expect(KEY in storage.held).toBe(true);
  });
});

describe('data that was read before a change does not overwrite it', () => {
  test.each<[string, (client: CometChatClient) => Promise<unknown>, object]>([
    [
      'an update',
      (client) => client.updateCurrentUserDetails({ name: 'New' }),
      { status: 'signedIn', user: { name: 'New' } },
    ],
    ['a logout', (client) => client.logout(), { status: 'signedOut', reason: 'logout' }],
    ['another login', (client) => client.login('andy_token'), { status: 'signedIn', user: { uid: 'andy' } }],
  ])('%s', async (_, act, expected) => {
    const read = deferred<object>();
    const service = scripted(({ method, headers, body }) => {
      if (method === 'GET') return read.promise;
      if (headers.authtoken === 'andy_token') return { uid: 'andy', name: 'Andy' };
      return { uid: 'kevin', name: body?.name ?? 'Kevin' };
    });
    const client = makeAlone({ storage: openStorage({ [KEY]: stored('kevin', 't1') }), fetch: service.fetch });
    await expect.poll(() => service.sent.length).toBe(1);
    await act(client);
    read.resolve({ uid: 'kevin', name: 'Old' });
    await aWhile(10);
    expect(client.session.getSnapshot()).toMatchObject(expected);
  });
});

test('a late refusal does not end the session of a user who signed in meanwhile', async () => {
  const read = deferred<Response>();
  const service = scripted(({ method }) => (method === 'GET' ? read.promise : { uid: 'andy', name: 'Andy' }));
  const client = makeAlone({ storage: openStorage({ [KEY]: stored('kevin', 't1') }), fetch: service.fetch });
  await expect.poll(() => service.sent.length).toBe(1);
  await client.login('andy_token');
  const { told } = eventsOf(client);
  read.resolve(refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'));
  await aWhile(10);
  expect(told).toEqual([]);
  expect(client.session.getSnapshot()).toMatchObject({ user: { uid: 'andy' } });
});

test('nothing is sent without a stored session', async () => {
  const { make, wire } = await serve();
  await make().session.ready;
  await aWhile();
  expect(wire()).toEqual([]);
});
