import type { Admin } from 'cometchat-users/server';
import { createTokenEndpoint } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { hurry, lost, refusal, scripted } from './admin-support.js';
import { finish, inOrder } from './import-support.js';

const bob = { uid: 'bob', name: 'Bob', authToken: 'bob_token' };
const wrong = { code: 'WRONG_USER', kind: 'badResponse', retryable: false };

describe('a response about another user than the requested one is refused', () => {
  test.each<[string, (admin: Admin) => PromiseLike<unknown>]>([
    ['users.create', ({ users }) => users.create({ uid: 'ann', name: 'Ann' })],
    ['users.create with a token', ({ users }) => users.create({ uid: 'ann', name: 'Ann' }, { withAuthToken: true })],
    ['users.get', ({ users }) => users.get('ann')],
    ['users.get on behalf of another', ({ users }) => users.get('ann', { onBehalfOf: 'bob' })],
    ['users.update', ({ users }) => users.update({ uid: 'ann', name: 'Ann' })],
    ['users.ensure', ({ users }) => users.ensure({ uid: 'ann', name: 'Ann' })],
    ['authTokens.create', ({ authTokens }) => authTokens.create('ann')],
    ['authTokens.get', ({ authTokens }) => authTokens.get('ann', 'ann_token')],
    ['authTokens.update', ({ authTokens }) => authTokens.update('ann', 'ann_token', { platform: 'ios' })],
  ])('by %s', async (_, call) => {
    const { admin, sent } = scripted(() => bob);
    await expect(call(admin)).rejects.toMatchObject({ ...wrong, status: 200, attempts: 1 });
    expect(sent).toHaveLength(1);
  });

  test('by authTokens.list, for one wrong row', async () => {
    const { admin } = scripted(() => [{ uid: 'ann', authToken: 'ann_token' }, bob]);
    await expect(admin.authTokens.list('ann')).rejects.toMatchObject(wrong);
  });

  test('by the create and the update of users.ensure', async () => {
    const creating = scripted(({ method }) => (method === 'GET' ? refusal(404, 'ERR_UID_NOT_FOUND') : bob));
    await expect(creating.admin.users.ensure({ uid: 'ann', name: 'Ann' })).rejects.toMatchObject(wrong);
    const updating = scripted(({ method }) => (method === 'GET' ? { uid: 'ann', name: 'A' } : bob));
    await expect(updating.admin.users.ensure({ uid: 'ann', name: 'Ann' })).rejects.toMatchObject(wrong);
  });

  test('by the read that settles a create whose response was lost, also within ensure', async () => {
    hurry();
    const service = () => {
      let reads = 0;
      let creates = 0;
      return scripted(
        ({ method }, count) => {
          if (method === 'GET') return reads++ === 0 && count === 1 ? refusal(404, 'ERR_UID_NOT_FOUND') : bob;
          return creates++ === 0 ? lost() : refusal(400, 'ERR_UID_ALREADY_EXISTS');
        },
        { retry: { limit: 1 } },
      ).admin.users;
    };
    await expect(service().create({ uid: 'ann', name: 'Ann' })).rejects.toMatchObject(wrong);
    await expect(service().ensure({ uid: 'ann', name: 'Ann' })).rejects.toMatchObject(wrong);
  });

  test('by sync.importUsers, for the row of that user only', async () => {
    const rows = {
      ann: { success: true, data: { data: bob } },
      carl: { success: true, data: { data: { uid: 'Carl' } } },
    };
    const { admin } = scripted(({ method }) => (method === 'GET' ? { count: 0 } : rows));
    const users = ['ann', 'carl'].map((uid) => ({ uid, name: uid, createdAt: 5 }));
    const { results } = await finish(admin.sync.importUsers(users));
    expect(inOrder(results)).toMatchObject([
      { status: 'failed', uid: 'ann', error: wrong },
      { status: 'created', uid: 'carl' },
    ]);
  });

  test('by the token endpoint, which reveals nothing of it to the visitor', async () => {
    const { admin } = scripted(() => bob);
    const errors: unknown[] = [];
    const authenticate = () => ({ uid: 'ann' });
    const endpoint = createTokenEndpoint({ admin, authenticate, onError: (error) => void errors.push(error) });
    const response = await endpoint(new Request('https://app.test/token', { method: 'POST' }));
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain('bob');
    expect(errors).toMatchObject([wrong]);
  });
});

test('another letter case of the uid is the same user', async () => {
  const { admin } = scripted(() => ({ ...bob, uid: 'BoB' }));
  expect((await admin.users.get('bob')).uid).toBe('bob');
  expect((await admin.authTokens.create('Bob')).authToken).toBe('bob_token');
});
