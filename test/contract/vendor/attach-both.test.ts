import { describe, expect, test, vi } from 'vitest';
import { authTokenOf, eventsOf, uidOf } from '../../support/client-support.js';
import { openPair, pass } from './vendor-support.js';

async function inStep(uid = 'ann', options: Parameters<typeof openPair>[0] = {}) {
  const pair = openPair(options);
  const attachment = pair.attach();
  await pair.fake.chat.init('app-1');
  await pair.client.login(`${uid}_1`);
  await pass(100);
  pair.service.wire();
  pair.fake.calls();
  return { ...pair, attachment };
}

describe('calls of the vendor’s side', () => {
  test('a login is our session’s when it resolves, without a request', async () => {
    const { fake, client, service } = await inStep();
    await fake.chat.login('bo_1');
    expect([uidOf(client), authTokenOf(client)]).toEqual(['bo', 'bo_1']);
    expect(service.wire()).toEqual([]);
  });

  test('a login that rejects changes nothing, and is brought back into step', async () => {
    const { fake, client, attachment } = await inStep();
    fake.behaviour.login = 'rejects';
    await expect(fake.chat.login('bo_1')).rejects.toMatchObject({ code: 'FAILED_TO_FETCH' });
    await pass(100);
    expect([uidOf(client), attachment.getSnapshot()]).toEqual(['ann', 'ann']);
  });

  test('a logout ends our session without a request, and never asks the tokenProvider', async () => {
    const tokenProvider = vi.fn(() => 'ann_2');
    const { fake, client, service } = await inStep('ann', { tokenProvider });
    const { take } = eventsOf(client);
    await fake.chat.logout();
    expect(take()).toEqual([['signedOut', { uid: 'ann', reason: 'logout' }]]);
    await pass(10_000);
    expect(service.wire()).toEqual([]);
    expect(tokenProvider).not.toHaveBeenCalled();
  });

  test('a logout while the vendor’s side is behind ends our session, and revokes its token', async () => {
    const { fake, client, service } = await inStep();
    fake.behaviour.login = 'hangs';
    await client.login('bo_1');
    await pass(50);
    service.wire();
    const out = fake.chat.logout();
    await pass(30_000);
    await out;
    expect(client.session.getSnapshot().status).toBe('signedOut');
    expect(service.wire()).toContain('DELETE /me');
  });

  test('a profile edit is our session’s when it resolves, with its source', async () => {
    const { fake, client } = await inStep();
    const { take } = eventsOf(client);
    await fake.chat.updateCurrentUserDetails({ name: 'Ann Lee' });
    const user = expect.objectContaining({ name: 'Ann Lee' });
    expect(take()).toEqual([['userUpdated', { user, changed: ['name'], source: 'vendor' }]]);
  });

  test('two calls at once do not hold each other up', async () => {
    const { fake, client } = await inStep();
    const [edit, read] = [fake.chat.updateCurrentUserDetails({ name: 'One' }), fake.chat.updateCurrentUserDetails({})];
    await Promise.all([edit, read]);
    expect(client.session.getSnapshot()).toMatchObject({ user: { name: 'One' } });
  });
});

describe('a vendor’s session that is lost without a click', () => {
  test('comes back if the token is good: one request', async () => {
    const { fake, service, attachment } = await inStep();
    fake.loseToken();
    await pass(100);
    expect(service.wire()).toEqual(['GET /users/ann']);
    expect(fake.calls()).toEqual(['login ann_1']);
    expect(attachment.getSnapshot()).toBe('ann');
  });

  test('gets the new token if it was revoked: the tokenProvider is asked once', async () => {
    const tokenProvider = vi.fn(() => 'ann_2');
    const { fake, service, attachment, revoked, client } = await inStep('ann', { tokenProvider });
    revoked.add('ann_1');
    fake.loseToken();
    await pass(100);
    expect(tokenProvider.mock.calls).toEqual([[{ uid: 'ann', reason: 'tokenRevoked' }]]);
    expect(service.wire()).toEqual(['GET /users/ann', 'PUT /me']);
    expect([authTokenOf(client), fake.token(), attachment.getSnapshot()]).toEqual(['ann_2', 'ann_2', 'ann']);
  });

  test('ends ours if it was revoked and there is no tokenProvider', async () => {
    const { fake, client, revoked, attachment } = await inStep();
    revoked.add('ann_1');
    fake.loseToken();
    await pass(100);
    expect(client.session.getSnapshot()).toEqual({ status: 'signedOut', reason: 'tokenRevoked' });
    expect(attachment.getSnapshot()).toBeUndefined();
  });
});

test('the snapshot is undefined from the moment our session differs, and listeners are told at once', async () => {
  const { client, attachment, fake } = await inStep();
  const seen: unknown[] = [];
  attachment.subscribe(() => seen.push(attachment.getSnapshot()));
  client.session.on('signedIn', () => seen.push(['signedIn', attachment.getSnapshot()]));
  await client.login('bo_1');
  expect(seen).toEqual([undefined, ['signedIn', undefined]]);
  await pass(100);
  expect(seen.slice(2)).toEqual(['bo']);
  // A new token of the same user changes nothing for an app that shows the vendor's components.
  await client.login('bo_2');
  await pass(100);
  expect(seen.slice(3)).toEqual([]);
  expect(fake.token()).toBe('bo_2');
});

test('100 rapid switches end in agreement', async () => {
  const { client, fake, attachment } = await inStep();
  for (let round = 0; round < 100; round++)
    void client.login(`${round % 2 ? 'ann' : 'bo'}_${round}`).catch(() => undefined);
  await pass(1_000);
  expect([uidOf(client), fake.token(), attachment.getSnapshot()]).toEqual(['ann', 'ann_99', 'ann']);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'both sides act at once, in many orders: they end in agreement (%i)',
  async (seed) => {
    const { client, fake, attachment } = await inStep();
    let state = seed;
    const random = (count: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * count);
    };
    for (let step = 0; step < 40; step++) {
      const token = `${['ann', 'bo', 'cy'][random(3)]}_${step + 2}`;
      const acts = [
        () => client.login(token),
        () => client.logout(),
        () => client.updateCurrentUserDetails({ name: token }),
        () => fake.chat.login(token),
        () => fake.chat.logout(),
        () => fake.chat.updateCurrentUserDetails({ name: token }),
        async () => fake.loseToken(),
      ];
      void acts[random(acts.length)]?.().catch(() => undefined);
      if (random(3) === 0) await pass(random(20));
    }
    await pass(20_000);
    const ours = authTokenOf(client) ?? null;
    expect(fake.token()).toBe(ours);
    expect(attachment.getSnapshot()).toBe(uidOf(client));
    expect(fake.storedUid()).toBe(uidOf(client));
  },
);
