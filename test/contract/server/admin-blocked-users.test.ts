import { describe, expect, test } from 'vitest';
import { expectRefused, scripted, serve } from './admin-support.js';

describe('blockedUsers', () => {
  test('are blocked, listed and unblocked, with an outcome for each', async () => {
    const { admin, wire, body } = await serve();
    const { blockedUsers } = admin;
    const outcomes = await blockedUsers.block('KEVIN', ['Andy', 'nobody', 'andy']);
    expect(body()).toEqual({ blockedUids: ['andy', 'nobody'] });
    expect(outcomes).toEqual([
      { uid: 'andy', success: true, message: expect.stringContaining('andy') },
      { uid: 'nobody', success: false, message: expect.stringContaining('nobody') },
    ]);
    const page = await blockedUsers.list('kevin', { perPage: 10 });
    expect(page.items[0]).toMatchObject({ uid: 'andy', blockedByMe: true });
    expect(page.cursor).toEqual({ updatedAt: expect.any(Number), affix: 'prepend' });
    expect(await blockedUsers.unblock('kevin', 'andy')).toMatchObject([{ uid: 'andy', success: true }]);
    expect((await blockedUsers.list('kevin')).items).toEqual([]);
    expect(wire()).toEqual([
      'POST /users/kevin/blockedusers',
      'GET /users/kevin/blockedusers?perPage=10',
      'DELETE /users/kevin/blockedusers',
      'GET /users/kevin/blockedusers',
    ]);
  });

  test('of unknown users are not found, and a user cannot block itself', async () => {
    const { admin } = await serve();
    await expect(admin.blockedUsers.block('nobody', 'andy')).rejects.toMatchObject({ code: 'ERR_UID_NOT_FOUND' });
    await expect(admin.blockedUsers.list('nobody')).rejects.toMatchObject({ kind: 'notFound' });
    await expect(admin.blockedUsers.block('kevin', ['kevin'])).rejects.toMatchObject({
      code: 'ERR_CANNOT_BLOCK_SELF',
      kind: 'validation',
      hint: expect.stringContaining('itself'),
    });
  });

  test('reject wrong arguments with every issue, and send nothing', async () => {
    const { admin, wire } = await serve();
    const { block, unblock, list } = admin.blockedUsers;
    for (const bad of [undefined, null, [], '', 5]) {
      await expectRefused(block('a b', bad as never), 'uid', 'blockedUids');
      await expectRefused(unblock('a b', bad as never), 'uid', 'blockedUids');
    }
    await expectRefused(block('kevin', ['andy', 'a/b', null as never]), 'blockedUids[1]', 'blockedUids[2]');
    await expectRefused(list('', { perPage: 5000 }), 'uid', 'perPage');
    expect(wire()).toEqual([]);
  });

  test.each([[[]], ['x'], [{ andy: {} }], [{ andy: null }], [{ andy: { success: 'yes' } }]])(
    'a response of %j is a bad response',
    async (data) => {
      const { admin } = scripted(() => data, { retry: { limit: 0 } });
      await expect(admin.blockedUsers.block('kevin', 'andy')).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
    },
  );
});
