import { User } from 'cometchat-users';
import { describe, expect, test } from 'vitest';
import { eventsOf, make as makeClient, serve } from '../../support/client-support.js';

const uidsOf = ({ items }: { readonly items: readonly User[] }) => items.map(({ uid }) => uid);

async function startAsAnn() {
  const service = await serve({ users: ['ann', 'bo', 'cy', 'dee'].map((uid) => ({ uid, name: uid })) });
  await service.admin('POST', '/users/dee/blockedusers', { blockedUids: ['ann'] });
  const client = service.make();
  await client.login(await service.tokenOf('ann'));
  service.wire();
  const last = () => service.emulator.requests.at(-1);
  return { ...service, client, last };
}

describe('blockUsers', () => {
  test('blocks and unblocks: one uid, a user, several, each once', async () => {
    const { client, wire, last } = await startAsAnn();
    expect(await client.blockUsers('BO')).toEqual([{ uid: 'bo', success: true, message: expect.any(String) }]);
    expect(last()?.body).toEqual({ blockedUids: ['bo'] });
    await client.blockUsers([new User('cy'), 'bo', 'Bo']);
    expect(last()?.body).toEqual({ blockedUids: ['cy', 'bo'] });
    expect(uidsOf(await client.listBlockedUsers({ direction: 'blockedByMe' }))).toEqual(['bo', 'cy']);
    expect(uidsOf(await client.listBlockedUsers({ direction: 'hasBlockedMe' }))).toEqual(['dee']);
    expect(uidsOf(await client.listBlockedUsers())).toEqual(['bo', 'cy', 'dee']);
    expect(uidsOf(await client.listBlockedUsers({ searchKey: 'c' }))).toEqual(['cy']);
    expect(await client.unblockUsers(await client.getUser('bo'))).toMatchObject([{ uid: 'bo', success: true }]);
    expect(uidsOf(await client.listBlockedUsers({ direction: 'blockedByMe' }))).toEqual(['cy']);
    expect(wire()).toEqual([
      'POST /blockedusers',
      'POST /blockedusers',
      ...Array(4).fill('GET /blockedusers'),
      'GET /users/bo',
      'DELETE /blockedusers',
      'GET /blockedusers',
    ]);
  });

  test('reports a user who does not exist, and blocks the others', async () => {
    const { client } = await startAsAnn();
    expect(await client.blockUsers(['nobody', 'bo'])).toEqual([
      { uid: 'nobody', success: false, message: expect.any(String) },
      { uid: 'bo', success: true, message: expect.any(String) },
    ]);
  });

  test('rejects if one of the users is the signed-in one', async () => {
    const { client } = await startAsAnn();
    const refused = { code: 'ERR_CANNOT_BLOCK_SELF', operation: 'blockUsers', endpoint: 'POST /blockedusers' };
    await expect(client.blockUsers(['bo', 'ann'])).rejects.toMatchObject(refused);
    expect(uidsOf(await client.listBlockedUsers({ direction: 'blockedByMe' }))).toEqual([]);
  });

  test('changes neither the session nor users that were read before; a read shows the block', async () => {
    const { client } = await startAsAnn();
    const events = eventsOf(client);
    const state = client.session.getSnapshot();
    const page = await client.listUsers({ uids: ['bo'] });
    await client.blockUsers('bo');
    expect(client.session.getSnapshot()).toBe(state);
    expect(events.take()).toEqual([]);
    expect(page.items[0]?.getBlockedByMe()).toBe(false);
    expect((await client.getUser('bo')).getBlockedByMe()).toBe(true);
    expect((await client.listUsers({ uids: ['bo'] })).items[0]?.getBlockedByMe()).toBe(true);
  });

  test.each<[unknown, string, string]>([
    [undefined, 'MISSING_PARAMETERS', 'uids'],
    [null, 'MISSING_PARAMETERS', 'uids'],
    [[], 'INVALID_PARAMETER', 'uids'],
    [5, 'INVALID_PARAMETER', 'uids'],
    ['', 'INVALID_UID', 'uids[0]'],
    [['bo', 'a b'], 'INVALID_UID', 'uids[1]'],
    [['bo', undefined], 'UID_IS_COMPULSORY', 'uids[1]'],
    [[{}], 'UID_IS_COMPULSORY', 'uids[0]'],
    [Array.from({ length: 200 }, (_, index) => `${index}`.padEnd(100, 'x')), 'INVALID_PARAMETER', 'uids'],
  ])('%j rejects before a request', async (uids, code, field) => {
    const client = makeClient({ fetch: () => expect.fail('it was sent') });
    for (const operation of ['blockUsers', 'unblockUsers'] as const) {
      const refused = { code, operation, details: { [field]: [expect.stringContaining(field)] } };
      await expect(client[operation](uids as string)).rejects.toMatchObject(refused);
    }
  });

  test('rejects when nobody is signed in', async () => {
    const client = makeClient({ fetch: () => expect.fail('it was sent') });
    await expect(client.blockUsers('bo')).rejects.toMatchObject({ code: 'USER_NOT_LOGED_IN', operation: 'blockUsers' });
  });
});
