import { describe, expect, test } from 'vitest';
import type { CometChatClient, CometChatException, ErrorEvent } from '../../../src/index.js';
import {
  authTokenOf,
  eventsOf,
  KEY,
  make,
  openStorage,
  refusal,
  type Sent,
  scripted,
  uidOf,
} from '../../support/client-support.js';

const AUTH_KEY = 'a0'.repeat(20);
const bob = { uid: 'bob', name: 'Bob the canary', authToken: 'bob_canary_token' };

const isLogin = ({ method, path, body }: Sent) => method === 'PUT' && path === '/me' && body?.platform !== undefined;

/** A client on which Ann is signed in. Its service answers every further request with `answer`. */
async function withAnn(answer: (sent: Sent) => unknown) {
  let isArmed = false;
  const { fetch, sent } = scripted((one) => (isArmed ? answer(one) : { uid: 'ann', name: 'Ann' }));
  const errors: ErrorEvent[] = [];
  const storage = openStorage();
  const client = make({ fetch, storage, hooks: { onError: (event) => void errors.push(event) } });
  await client.login('ann_token');
  isArmed = true;
  const before = { stored: storage.held[KEY], snapshot: client.session.getSnapshot() };
  return { client, sent, errors, before, storage, events: eventsOf(client) };
}

const refused = async (call: Promise<unknown>): Promise<CometChatException> => {
  const error = await call.then(
    (value) => expect.fail(`It resolved with ${JSON.stringify(value)}.`),
    (reason) => reason,
  );
  expect(error).toMatchObject({
    code: 'WRONG_USER',
    kind: 'badResponse',
    retryable: false,
    status: 200,
    attempts: 1,
    hint: expect.stringContaining('hosts'),
  });
  expect(JSON.stringify(error)).not.toContain('canary');
  return error;
};

describe('a response about another user than the requested one is refused', () => {
  test.each<[string, (client: CometChatClient) => Promise<unknown>]>([
    ['createUser', (client) => client.createUser({ uid: 'carl', name: 'Carl' }, AUTH_KEY)],
    ['updateUser', (client) => client.updateUser({ uid: 'ann', name: 'Ann Lee' }, AUTH_KEY)],
    ['getUser', (client) => client.getUser('ann')],
    ['getUser', (client) => client.getUser('carl')],
    ['updateCurrentUserDetails', (client) => client.updateCurrentUserDetails({ name: 'Ann Lee' })],
  ])('by %s, which keeps the session', async (operation, call) => {
    const { client, errors, before, storage, events, sent } = await withAnn(() => bob);
    const error = await refused(call(client));
    expect(error.operation).toBe(operation);
    expect(errors).toMatchObject([{ operation, attempt: 1, error: { code: 'WRONG_USER' } }]);
    expect(sent).toHaveLength(2);
    expect(client.session.getSnapshot()).toBe(before.snapshot);
    expect(storage.held[KEY]).toBe(before.stored);
    expect(events.told).toEqual([]);
  });

  test('by the creation of a token at a login by uid, which then sends nothing more', async () => {
    const { client, sent, before, storage, events } = await withAnn(() => bob);
    await refused(client.login('carl', AUTH_KEY));
    expect(sent).toHaveLength(2);
    expect([uidOf(client), authTokenOf(client), storage.held[KEY]]).toEqual(['ann', 'ann_token', before.stored]);
    expect(events.names()).toEqual(['loginFailed']);
    expect(JSON.stringify(events.told)).not.toContain('canary');
  });

  test('by the login with that token', async () => {
    const { client, events } = await withAnn((one) => (isLogin(one) ? bob : { uid: 'carl', authToken: 'carl_token' }));
    expect((await refused(client.login('carl', AUTH_KEY))).operation).toBe('login');
    expect([uidOf(client), authTokenOf(client)]).toEqual(['ann', 'ann_token']);
    expect(events.names()).toEqual(['loginFailed']);
  });

  test('by a repeated login of the signed-in user with the token at hand', async () => {
    const { client } = await withAnn(() => bob);
    await refused(client.login('ann', AUTH_KEY));
    expect([uidOf(client), authTokenOf(client)]).toEqual(['ann', 'ann_token']);
  });

  test('by the read that settles a create whose response was lost', async () => {
    let creates = 0;
    const { fetch } = scripted(({ method }) => {
      if (method === 'GET') return bob;
      if (++creates === 1) throw new TypeError('socket hang up');
      return refusal(400, 'ERR_UID_ALREADY_EXISTS');
    });
    const client = make({ fetch, retry: { limit: 1 } });
    const create = client.createUser({ uid: 'carl', name: 'Carl' }, AUTH_KEY);
    await expect(create).rejects.toMatchObject({ code: 'WRONG_USER', kind: 'badResponse' });
  });

  test('by the check after a reload', async () => {
    const { fetch } = scripted(() => bob);
    const storage = openStorage({ [KEY]: { v: 1, authToken: 'ann_token', user: { uid: 'ann', name: 'Ann' } } });
    const errors: ErrorEvent[] = [];
    const told = new Promise<void>((resolve) => {
      const onError = (event: ErrorEvent) => {
        errors.push(event);
        resolve();
      };
      make({ fetch, storage, hooks: { onError } });
    });
    await told;
    expect(errors).toMatchObject([
      { operation: 'createClient', endpoint: 'GET /users/{uid}', error: { code: 'WRONG_USER' } },
    ]);
    expect(JSON.stringify(storage.held)).not.toContain('canary');
  });
});

test.each(['Ann', 'ANN', 'ann'])('%s in a response is the requested ann', async (uid) => {
  const { client } = await withAnn(() => ({ uid, name: 'Ann Lee', authToken: 'ann_2' }));
  expect((await client.getUser('ANN')).uid).toBe('ann');
  expect((await client.login('Ann', AUTH_KEY)).uid).toBe('ann');
});

test('the Kelvin sign is another letter than k', async () => {
  const { client } = await withAnn(() => ({ uid: '\u212Aevin', name: 'Kevin' }));
  await refused(client.getUser('kevin'));
});

test('the creation of a token needs no uid in its response', async () => {
  const { client } = await withAnn((one) =>
    isLogin(one) ? { uid: 'carl', name: 'Carl' } : { authToken: 'carl_token' },
  );
  expect((await client.login('carl', AUTH_KEY)).uid).toBe('carl');
});
